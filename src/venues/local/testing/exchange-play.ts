// Random play on a local exchange, for properties: three accounts and all that can happen to them, and a book that is kept from
// what is told in public alone.
import * as fc from 'fast-check';
import { assertNever } from '../../../core/assert.ts';
import { lots, ticks } from '../../../core/money.ts';
import type { Side } from '../../../core/side.ts';
import { Book } from '../../../market/book.ts';
import { VirtualTime } from '../../simulated/virtual-time.ts';
import type { LocalExchange } from '../local-exchange.ts';
import type { LocalTerms } from '../local-order.ts';
import { exchangeFor } from '../local-venue-server.ts';
import { eth, exampleInstruments } from './example-venue.ts';

const second = 1_000_000;
const startUs = 1_000 * second;

export type Step =
  | { readonly kind: 'show'; readonly levels: readonly (readonly [Side, number, number])[] }
  | { readonly kind: 'trade'; readonly aggressor: Side; readonly price: number; readonly quantity: number }
  | {
      readonly kind: 'place';
      readonly account: number;
      readonly terms: Pick<LocalTerms, 'side' | 'price' | 'quantity' | 'timeInForce' | 'reduceOnly'>;
      /** Until it expires. */
      readonly seconds: number | undefined;
    }
  | { readonly kind: 'cancel-all' | 'fund' | 'dead-man'; readonly account: number }
  | { readonly kind: 'pass'; readonly seconds: number };

const side = fc.constantFrom<Side>('buy', 'sell');
const price = fc.integer({ min: 96, max: 104 });
const quantity = fc.integer({ min: 1, max: 12 });
const account = fc.nat(2);
const level = fc
  .tuple(side, fc.integer({ min: 1, max: 4 }), quantity)
  .map(([of, away, size]) => [of, of === 'buy' ? 100 - away : 100 + away, size] as const);

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('show' as const), levels: fc.array(level) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('trade' as const), aggressor: side, price, quantity }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('place' as const),
      account,
      seconds: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
      terms: fc.record({
        side,
        price: price.map(ticks),
        quantity: quantity.map(lots),
        timeInForce: fc.constantFrom('gtc' as const, 'ioc' as const),
        reduceOnly: fc.boolean(),
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('cancel-all' as const, 'fund' as const, 'dead-man' as const),
      account,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), seconds: fc.integer({ min: 1, max: 5 }) }),
  },
);

/** An exchange with a market by hand. */
export class ExchangePlay {
  readonly #time = new VirtualTime(startUs);
  readonly #exchange: LocalExchange;
  readonly #told = new Book();
  readonly #faults: string[] = [];
  #sequence = 0;

  constructor() {
    const options = { port: 0, clock: this.#time, seed: 1, tickers: ['ETH'], market: 'manual' } as const;
    this.#exchange = exchangeFor('example', exampleInstruments, 'cut', options);
    this.#exchange.listen({
      levelsChanged: ({ sequence, levels }) => {
        if (sequence !== this.#sequence + 1) this.#faults.push(`${sequence} follows ${this.#sequence}`);
        this.#sequence = sequence;
        for (let index = 0; index < levels.count; index += 1) {
          const told = this.#told.side(levels.side(index));
          const [at, quantityNow] = [levels.price(index), levels.quantity(index)];
          if (told.quantityOf(at) === quantityNow) this.#faults.push(`nothing changed at ${at}`);
          told.set(at, quantityNow);
        }
      },
    });
  }

  run(next: Step): void {
    const exchange = this.#exchange;
    const nowUs = this.#time.nowUs();
    switch (next.kind) {
      case 'show':
        exchange.show(
          eth,
          next.levels.map(([of, at, size]) => [of, ticks(at), lots(size)]),
        );
        return;
      case 'trade':
        exchange.trade(eth, next.aggressor, ticks(next.price), lots(next.quantity));
        return;
      case 'place': {
        const expiresAtUs = next.seconds === undefined ? undefined : nowUs + next.seconds * second;
        const terms = { ...next.terms, symbol: eth, clientId: undefined, postOnly: false, expiresAtUs };
        exchange.place(this.#account(next.account), terms);
        return;
      }
      case 'cancel-all':
        exchange.cancelAll(this.#account(next.account));
        return;
      case 'fund':
        exchange.payFunding(eth);
        return;
      case 'dead-man':
        exchange.renewDeadMansSwitch(this.#account(next.account), nowUs + 2 * second);
        return;
      case 'pass':
        this.#pass(next.seconds);
        return;
      default:
        assertNever(next);
    }
  }

  /** Where what was told in public is not what the venue shows. */
  publicFaults(): readonly string[] {
    const shown = this.#exchange.displayedBook(eth);
    const faults = [...this.#faults];
    if (shown?.sequence !== this.#sequence) faults.push(`${shown?.sequence} was not told`);
    for (const of of ['buy', 'sell'] as const) {
      const there = shown?.book.side(of);
      const told = this.#told.side(of);
      const all = new Set([...told.prices(), ...(there?.prices() ?? [])]);
      for (const at of all) if (told.quantityOf(at) !== there?.quantityOf(at)) faults.push(`${of} ${at}`);
    }
    return faults;
  }

  /** Over all accounts, the outside market and the venue. */
  sums(): { readonly position: number; readonly cash: bigint } {
    const { ledger } = this.#exchange;
    const outside = ledger.outside(eth);
    let position: number = outside.position;
    let cash: bigint = outside.cash + ledger.feeIncome;
    for (const { holdings } of ledger.accounts()) {
      for (const holding of holdings.values()) {
        position += holding.position;
        cash += holding.cash;
      }
    }
    return { position, cash };
  }

  #pass(seconds: number): void {
    const untilUs = this.#time.nowUs() + seconds * second;
    this.#time.wakeAt(untilUs, () => undefined);
    while (this.#time.peekUs() <= untilUs) this.#time.runNext();
  }

  #account(number: number): ReturnType<LocalExchange['account']> {
    return this.#exchange.account(`account ${number}`);
  }
}
