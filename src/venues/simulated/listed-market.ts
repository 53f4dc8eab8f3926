// One instrument at a venue: what others do reaches its matching engine, and what the venue then shows of its book, our own
// orders included and what we consumed left out, goes out in public.
import { assertNever } from '../../core/assert.ts';
import type { Instrument } from '../../core/instrument.ts';
import { LevelBuffer } from '../../core/levels.ts';
import { addLots, zeroLots, type Lots, type Ticks } from '../../core/money.ts';
import type { Side } from '../../core/side.ts';
import type { MarketMessage } from '../../ports/market-source.ts';
import { MatchingEngine, type MatchingOptions } from './matching-engine.ts';

export interface ListedMarketOptions extends Omit<MatchingOptions, 'market'> {
  readonly channel: PublicChannel;
  readonly clearing: Clearing;
}

/** Where what is shown in public goes. */
export interface PublicChannel {
  /** What the feed says of the book; the caller fills the levels in at once. */
  sendBook(isSnapshot: boolean, at: Moment): LevelBuffer;
  /** A trade of others. */
  sendTrade(trade: MarketMessage): void;
  /** What our orders have changed in the book. */
  sendOwnBook(venueTimeUs: number): LevelBuffer;
  sendOwnTrade(price: Ticks, quantity: Lots, aggressor: Side, venueTimeUs: number): void;
}

/** When something happened at the venue, and when it was received, where that was recorded; in µs. */
export type Moment = Pick<MarketMessage, 'venueTimeUs' | 'localTimeUs'>;

/** What the venue settles besides trades. */
export interface Clearing {
  /** Before the market moves on to this time. */
  timeComes(venueTimeUs: number): void;
  /** The mid at which positions are valued has moved. */
  markMoved(venueTimeUs: number): void;
}

/** Up to so many, looking at each is faster than finding out where to look. */
const fewLevels = 4;

export class ListedMarket {
  readonly instrument: Instrument;
  readonly engine: MatchingEngine;
  readonly #channel: PublicChannel;
  readonly #clearing: Clearing;
  /** Twice the mid of the outside book. */
  #mark = 0;
  /** Levels that our orders have changed and that are still to be shown. */
  readonly #changed = new LevelBuffer();
  /** Trades of ours that are still to be shown, as levels whose side is the aggressor's. */
  readonly #traded = new LevelBuffer();
  /** Nobody is shown a book of a market that is lost. */
  #isLost = false;

  constructor(options: ListedMarketOptions) {
    this.instrument = options.instrument;
    this.#channel = options.channel;
    this.#clearing = options.clearing;
    this.engine = new MatchingEngine({
      ...options,
      market: {
        levelChanged: (side, price) => this.#changed.push(side, price, zeroLots),
        traded: (price, quantity, aggressor) => this.#traded.push(aggressor, price, quantity),
      },
    });
  }

  /** Lets what others do happen at the venue. */
  happen(message: MarketMessage): void {
    this.#clearing.timeComes(message.venueTimeUs);
    const hasTouchChanged = this.engine.apply(message);
    switch (message.kind) {
      case 'trade':
        this.#channel.sendTrade(message);
        break;
      case 'lost':
        this.#isLost = true;
        this.#channel.sendBook(true, message);
        break;
      case 'snapshot':
      case 'levels':
        if (message.kind === 'snapshot') this.#isLost = false;
        this.#showLevels(message);
        break;
      default:
        assertNever(message.kind);
    }
    if (this.#hasChanges()) this.publishChanges(message.venueTimeUs);
    if (hasTouchChanged) this.#followMark(message.venueTimeUs);
  }

  /** Shows what requests of ours have changed; to be called after each. */
  publishChanges(venueTimeUs: number): void {
    if (!this.#hasChanges()) return;
    for (let index = 0; index < this.#traded.count; index += 1) {
      const [price, quantity] = [this.#traded.price(index), this.#traded.quantity(index)];
      this.#channel.sendOwnTrade(price, quantity, this.#traded.side(index), venueTimeUs);
    }
    if (!this.#isLost) {
      const levels = this.#channel.sendOwnBook(venueTimeUs);
      this.#pushDisplayed(levels, this.#changed);
    }
    this.#changed.clear();
    this.#traded.clear();
  }

  #hasChanges(): boolean {
    return this.#changed.count > 0 || this.#traded.count > 0;
  }

  #followMark(venueTimeUs: number): void {
    const { bids, asks } = this.engine.outside.book;
    const mark = (bids.bestPrice() ?? 0) + (asks.bestPrice() ?? 0);
    if (mark === this.#mark) return;
    this.#mark = mark;
    this.#clearing.markMoved(venueTimeUs);
  }

  #showLevels(message: MarketMessage): void {
    const isSnapshot = message.kind === 'snapshot';
    const levels = this.#channel.sendBook(isSnapshot, message);
    levels.copyFrom(message.levels);
    if (this.engine.showsOnlyOutside()) return;
    this.#addOurs(levels);
    if (isSnapshot) {
      this.#pushResting(levels, 'buy');
      this.#pushResting(levels, 'sell');
    }
  }

  /** Most messages name one level or two, and a few name hundreds, of which nearly all are far from ours. */
  #addOurs(levels: LevelBuffer): void {
    if (levels.count <= fewLevels) {
      for (let index = 0; index < levels.count; index += 1) this.#addOursAt(levels, index);
      return;
    }
    const bids = this.engine.departingSpan('buy');
    const asks = this.engine.departingSpan('sell');
    let index = levels.nextWithin(0, bids, asks);
    for (; index < levels.count; index = levels.nextWithin(index + 1, bids, asks))
      this.#addOursAt(levels, index);
  }

  #addOursAt(levels: LevelBuffer, index: number): void {
    const departure = this.engine.departure(levels.side(index), levels.price(index));
    if (departure !== 0) levels.setQuantity(index, addLots(levels.quantity(index), departure));
  }

  #pushDisplayed(target: LevelBuffer, named: LevelBuffer): void {
    for (let index = 0; index < named.count; index += 1) {
      this.#pushLevel(target, named.side(index), named.price(index));
    }
  }

  /** A snapshot of others does not name the levels at which only our orders stand. */
  #pushResting(target: LevelBuffer, side: Side): void {
    for (let rank = 0; ; rank += 1) {
      const order = this.engine.restingAt(side, rank);
      if (order === undefined) return;
      this.#pushLevel(target, side, order.limit);
    }
  }

  #pushLevel(target: LevelBuffer, side: Side, price: Ticks): void {
    target.push(side, price, this.engine.displayed(side, price));
  }
}
