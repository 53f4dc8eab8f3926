// A matching engine with its ledger for tests: what others do and what our accounts order, in plain numbers of ticks and
// lots; what comes of it, as lines that read like a log.
import { defineInstrument, type Instrument, type VenueAccountKey } from '../../../core/instrument.ts';
import { usualMargin } from '../../../core/margin.ts';
import { feeRate, lots, parseQuote, ticks, zeroQuote, type QuoteAmount } from '../../../core/money.ts';
import type { ClientOrderId } from '../../../core/order.ts';
import type { Side } from '../../../core/side.ts';
import type { MarketMessage } from '../../../ports/market-source.ts';
import { MatchingEngine, type MatchingOptions } from '../matching-engine.ts';
import { queueModels, type QueueModelName } from '../models/queue.ts';
import { VenueLedger } from '../venue-ledger.ts';
import type { OrderTerms, Refusal, VenueFill, VenueOrder } from '../venue-order.ts';
import { levelsMessage, tradeMessage, type Level } from './scripted-source.ts';

/** Tick 0.01, lot 0.01; fees 2 bps maker, 5 bps taker. */
export const testInstrument: Instrument = defineInstrument({
  venue: 'alpha',
  account: 'main',
  symbol: 'ETH-PERP',
  base: 'ETH',
  quote: 'USD',
  tickSize: { digits: 1n, decimals: 2 },
  lotSize: { digits: 1n, decimals: 2 },
  minQuantity: lots(1),
  minNotional: zeroQuote,
  fees: { maker: feeRate(20_000n), taker: feeRate(50_000n) },
  margin: usualMargin,
  remembersClientOrderIds: 'all',
});

export const ann = 'alpha/ann' as VenueAccountKey;
export const bob = 'alpha/bob' as VenueAccountKey;
export const cleo = 'alpha/cleo' as VenueAccountKey;

export const clientId = (value: number): ClientOrderId => value as ClientOrderId;

/** An order in plain numbers; without a price it is a market order. */
export interface PlainOrder {
  readonly id: number;
  readonly side: Side;
  readonly quantity: number;
  readonly price?: number | undefined;
  readonly timeInForce?: OrderTerms['timeInForce'];
  readonly postOnly?: boolean;
  readonly reduceOnly?: boolean;
}

export function termsOf({
  id,
  side,
  quantity,
  price,
  timeInForce,
  postOnly,
  reduceOnly,
}: PlainOrder): OrderTerms {
  return {
    clientOrderId: clientId(id),
    side,
    quantity: lots(quantity),
    price: price === undefined ? undefined : ticks(price),
    timeInForce: timeInForce ?? 'gtc',
    postOnly: postOnly ?? false,
    reduceOnly: reduceOnly ?? false,
  };
}

export interface ExchangeOptions extends Partial<
  Pick<MatchingOptions, 'oversizedReduceOnly' | 'newIdOnReplace' | 'bookAgeUsMax'>
> {
  readonly instrument?: Instrument;
  readonly queueModel?: QueueModelName;
  readonly collateral?: string;
}

export class Exchange {
  readonly ledger: VenueLedger;
  readonly engine: MatchingEngine;
  readonly fills: VenueFill[] = [];
  /** Levels that the engine says our orders have changed, as `side:price`. */
  readonly changedLevels = new Set<string>();
  timeUs = 1_000;
  #log: string[] = [];

  constructor(options: ExchangeOptions = {}) {
    this.ledger = new VenueLedger(parseQuote(options.collateral ?? '1000000') as QuoteAmount);
    this.engine = new MatchingEngine({
      instrument: options.instrument ?? testInstrument,
      ledger: this.ledger,
      queueModel: queueModels[options.queueModel ?? 'riskAverse'],
      oversizedReduceOnly: options.oversizedReduceOnly ?? 'cut',
      newIdOnReplace: options.newIdOnReplace ?? false,
      bookAgeUsMax: options.bookAgeUsMax,
      orders: {
        accepted: (order) => this.#log.push(`${order.clientOrderId} accepted`),
        filled: (fill) => {
          this.fills.push(fill);
          const { clientOrderId, liquidity, side, quantity, price } = fill;
          this.#log.push(`${clientOrderId} ${liquidity} ${side} ${quantity} at ${price}`);
        },
        ended: (order, end) => this.#log.push(`${order.clientOrderId} ${end} with ${order.filled}`),
      },
      market: {
        levelChanged: (side, price) => this.changedLevels.add(`${side}:${price}`),
        traded: () => undefined,
      },
    });
  }

  /** What has happened since this was last asked for. */
  log(): string[] {
    const lines = this.#log;
    this.#log = [];
    return lines;
  }

  /** Quiet set-up: what it causes is left out of the log. */
  given(...steps: (() => unknown)[]): this {
    for (const step of steps) step();
    this.log();
    return this;
  }

  snapshot(...levels: Level[]): void {
    this.#apply(levelsMessage('snapshot', this.#tick(), levels));
  }

  levels(...levels: Level[]): void {
    this.#apply(levelsMessage('levels', this.#tick(), levels));
  }

  lose(): void {
    this.#apply(levelsMessage('lost', this.#tick(), []));
  }

  trade(aggressor: Side, price: number, quantity: number): void {
    this.#apply(tradeMessage(this.#tick(), aggressor, price, quantity));
  }

  /** Messages of one and the same venue time, as a feed sends a trade and the levels that it left. */
  together(...messages: ((timeUs: number) => MarketMessage)[]): void {
    const timeUs = this.#tick();
    for (const message of messages) this.#apply(message(timeUs));
  }

  place(account: VenueAccountKey, order: PlainOrder): Refusal | undefined {
    return this.engine.place(account, termsOf(order), this.#tick());
  }

  cancel(account: VenueAccountKey, id: number): Refusal | undefined {
    return this.engine.cancel(account, clientId(id), this.#tick());
  }

  replace(account: VenueAccountKey, id: number, price: number, quantity: number): Refusal | undefined {
    return this.engine.replace(
      account,
      clientId(id),
      { price: ticks(price), quantity: lots(quantity) },
      this.#tick(),
    );
  }

  order(account: VenueAccountKey, id: number): VenueOrder | undefined {
    return this.ledger.order(account, clientId(id));
  }

  position(account: VenueAccountKey): number {
    return this.ledger.position(account, this.engine.instrument.symbol);
  }

  displayed(side: Side, price: number): number {
    return this.engine.displayed(side, ticks(price));
  }

  #apply(message: MarketMessage): void {
    this.engine.apply(message);
  }

  #tick(): number {
    this.timeUs += 1_000;
    return this.timeUs;
  }
}
