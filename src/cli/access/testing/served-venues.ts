// Local servers of venues for tests, with markets that stand still around 3000 unless they are given others, and accounts that hold what a test gives them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, assertPresent } from '../../../core/assert.ts';
import { decimalToUnits, parseDecimal } from '../../../core/decimal.ts';
import { baseToLotsTowardsZero, type Instrument } from '../../../core/instrument.ts';
import { absLots, baseQuantity, lots, ticks, type Lots, type Ticks } from '../../../core/money.ts';
import type { Side } from '../../../core/side.ts';
import type { LocalExchange } from '../../../venues/local/local-exchange.ts';
import type { LocalOrder } from '../../../venues/local/local-order.ts';
import type { LocalVenueServer, ServeOptions } from '../../../venues/local/local-venue-server.ts';
import { venueRegistry } from '../../../venues/registry.ts';
import { SystemClock } from '../../../venues/wire/system-clock.ts';
import { variablesOf } from '../local-servers.ts';

export class ServedVenues {
  readonly #clock = new SystemClock();
  readonly #servers = new Map<string, ServedVenue>();
  readonly #stateFolder = mkdtempSync(join(tmpdir(), 'evenkeel-state-'));

  static async start(names: readonly string[], options: Partial<ServeOptions> = {}): Promise<ServedVenues> {
    const served = new ServedVenues();
    for (const name of names) {
      const adapter = await assertPresent(venueRegistry[name], name)();
      const server = await adapter.serve({
        port: 0,
        clock: served.#clock,
        seed: 1,
        tickers: ['ETH'],
        market: 'manual',
        ...options,
      });
      served.#servers.set(name, new ServedVenue(server));
      if (options.market === undefined) served.of(name).show('1000');
    }
    return served;
  }

  of(name: string): ServedVenue {
    return assertPresent(this.#servers.get(name), `the server of ${name}`);
  }

  /** What `evenkeel venues serve` would print of them all, and a folder for what is the machine's. */
  get environment(): Readonly<Record<string, string>> {
    const each = [...this.#servers.values()].flatMap(({ server }) => Object.entries(variablesOf(server)));
    return { ...Object.fromEntries(each), XDG_STATE_HOME: this.#stateFolder };
  }

  async close(): Promise<void> {
    for (const { server } of this.#servers.values()) await server.close();
    this.#clock.stop();
    rmSync(this.#stateFolder, { recursive: true });
  }
}

export class ServedVenue {
  readonly server: LocalVenueServer;
  readonly exchange: LocalExchange;
  readonly instrument: Instrument;

  constructor(server: LocalVenueServer) {
    this.server = server;
    this.exchange = server.exchange;
    this.instrument = assertPresent(server.exchange.instruments[0], 'an instrument');
  }

  /** One level on each side, this far from 3000. */
  show(quantity: string, away = '0.1'): void {
    const size = this.lots(quantity);
    const [bid, ask] = [this.price(`-${away}`), this.price(away)];
    this.exchange.show(this.instrument.symbol, [
      ['buy', bid, size],
      ['sell', ask, size],
    ]);
  }

  /** Gives the account a position, long > 0. */
  hold(quantity: string): void {
    const signed = this.lots(quantity);
    const order = this.place(
      signed > 0 ? 'buy' : 'sell',
      absLots(signed),
      signed > 0 ? '0.1' : '-0.1',
      'ioc',
    );
    assert(order.order.end === 'filled', `${quantity} was traded`);
  }

  /** An order that was not placed by any run, 1 away from the touch. */
  rest(side: Side, quantity: string): LocalOrder {
    return this.place(side, this.lots(quantity), side === 'buy' ? '-1' : '1', 'gtc');
  }

  get position(): Lots {
    return this.exchange.ledger.position(this.#account, this.instrument.symbol);
  }

  get openOrders(): readonly LocalOrder[] {
    return this.exchange.orders(this.#account);
  }

  get #account(): ReturnType<LocalExchange['account']> {
    return this.exchange.account('main');
  }

  place(side: Side, quantity: Lots, away: string, timeInForce: 'gtc' | 'ioc'): LocalOrder {
    const placed = this.exchange.place(this.#account, {
      symbol: this.instrument.symbol,
      side,
      quantity,
      price: this.price(away),
      timeInForce,
      postOnly: false,
      reduceOnly: false,
      clientId: undefined,
      expiresAtUs: undefined,
    });
    assert(placed.kind === 'order', 'the order was taken');
    return placed;
  }

  /** Lots in a quantity of the base coin. */
  lots(quantity: string): Lots {
    return lots(Number(baseToLotsTowardsZero(this.instrument, baseQuantity(unitsOf(quantity)))));
  }

  /** So far from 3000. */
  price(away: string): Ticks {
    const units = unitsOf('3000') + unitsOf(away);
    return ticks(Number(units / this.instrument.quoteUnitsPerTick));
  }
}

const unitsOf = (text: string): bigint =>
  assertPresent(decimalToUnits(assertPresent(parseDecimal(text), text)), text);
