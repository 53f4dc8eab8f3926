// One instrument on a simulated venue: the market source feeds its matching engine, and what the venue then shows of its
// book, our own orders included and what we consumed left out, goes out on the public feed.
import type { Instrument } from '../../core/instrument.ts';
import { LevelBuffer } from '../../core/levels.ts';
import { zeroLots, type Ticks } from '../../core/money.ts';
import type { Side } from '../../core/side.ts';
import type { MarketMessage, MarketSource } from '../../ports/market-source.ts';
import type { EventSink } from '../../ports/venue.ts';
import type { OrderListener } from './matcher.ts';
import { MatchingEngine, type MatchingOptions } from './matching-engine.ts';
import type { LatencyModel } from './models/latency.ts';
import { PublicFeed } from './public-feed.ts';
import type { TimedStream } from './virtual-time.ts';

export interface ListingOptions extends Omit<MatchingOptions, 'instrument' | 'market'> {
  readonly source: MarketSource;
  readonly latency: LatencyModel;
  readonly sink: EventSink;
  readonly orders: OrderListener;
  readonly clearing: Clearing;
}

/** What the venue settles besides trades. */
export interface Clearing {
  /** Before the market moves on to this time. */
  timeComes(venueTimeUs: number): void;
  /** The mid at which positions are valued has moved. */
  markMoved(venueTimeUs: number): void;
}

/** One stream of two kinds of items: messages of the source that happen at the venue, and public messages that reach us. */
export class Listing implements TimedStream {
  readonly instrument: Instrument;
  readonly engine: MatchingEngine;
  readonly feed: PublicFeed;
  readonly #source: MarketSource;
  readonly #clearing: Clearing;
  /** Twice the mid of the outside book. */
  #mark = 0;
  /** Levels that our orders have changed and that are still to be shown. */
  readonly #changed = new LevelBuffer();
  /** Trades of ours that are still to be shown, as levels whose side is the aggressor's. */
  readonly #traded = new LevelBuffer();

  constructor(options: ListingOptions) {
    const { source, latency, sink, clearing } = options;
    this.#source = source;
    this.#clearing = clearing;
    this.instrument = source.instrument;
    this.feed = new PublicFeed(this.instrument.key, latency.feedUs, sink);
    this.engine = new MatchingEngine({
      ...options,
      instrument: this.instrument,
      market: {
        levelChanged: (side, price) => this.#changed.push(side, price, zeroLots),
        traded: (price, quantity, aggressor) => this.#traded.push(aggressor, price, quantity),
      },
    });
  }

  nextUs(): number {
    return Math.min(this.#source.nextTimeUs(), this.feed.nextUs());
  }

  /** At equal times the venue moves first: what happens there at a moment has happened before anybody sees it. */
  run(): void {
    if (this.#source.nextTimeUs() <= this.feed.nextUs()) this.runMarket();
    else this.feed.run();
  }

  /** Lets the next message of the source happen at the venue. Not to be called when there is none. */
  runMarket(): void {
    const message = this.#source.take();
    this.#clearing.timeComes(message.venueTimeUs);
    this.engine.apply(message);
    if (message.kind === 'trade') this.#showTrade(message);
    else this.#showLevels(message);
    this.publishChanges(message.venueTimeUs);
    this.#followMark(message.venueTimeUs);
  }

  /** Shows what requests of ours have changed; to be called after each. */
  publishChanges(venueTimeUs: number): void {
    if (this.#changed.count === 0 && this.#traded.count === 0) return;
    for (let index = 0; index < this.#traded.count; index += 1) {
      const price = this.#traded.price(index);
      this.feed.sendTrade(
        price,
        this.#traded.quantity(index),
        this.#traded.side(index),
        venueTimeUs,
        undefined,
      );
    }
    const levels = this.feed.sendBook(false, venueTimeUs, undefined);
    this.#pushDisplayed(levels, this.#changed);
    this.#changed.clear();
    this.#traded.clear();
  }

  #followMark(venueTimeUs: number): void {
    const { bids, asks } = this.engine.outside.book;
    const mark = (bids.bestPrice() ?? 0) + (asks.bestPrice() ?? 0);
    if (mark === this.#mark) return;
    this.#mark = mark;
    this.#clearing.markMoved(venueTimeUs);
  }

  #showTrade({ price, quantity, aggressor, venueTimeUs, localTimeUs }: MarketMessage): void {
    this.feed.sendTrade(price, quantity, aggressor, venueTimeUs, localTimeUs);
  }

  #showLevels(message: MarketMessage): void {
    const isSnapshot = message.kind === 'snapshot';
    const levels = this.feed.sendBook(isSnapshot, message.venueTimeUs, message.localTimeUs);
    if (this.engine.showsOnlyOutside()) {
      levels.copyFrom(message.levels);
      return;
    }
    this.#pushDisplayed(levels, message.levels);
    if (isSnapshot) {
      this.#pushResting(levels, 'buy');
      this.#pushResting(levels, 'sell');
    }
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
