// Public market data on its way from a simulated venue to us: book and trades, each in its own order. A venue sends them as
// two streams, and a late trade does not hold the book back.
import type { InstrumentKey } from '../../core/instrument.ts';
import { LevelBuffer } from '../../core/levels.ts';
import type { BookEvent, TradeEvent } from '../../core/events.ts';
import { zeroLots, type Lots, type Ticks } from '../../core/money.ts';
import type { Side } from '../../core/side.ts';
import type { EventSink } from '../../ports/venue.ts';
import { FeedLane } from './feed-lane.ts';
import type { PublicChannel } from './listed-market.ts';

type Writable<Event> = { -readonly [Key in keyof Event]: Event[Key] };

/** Events are lent to the sink for the duration of the call. */
export class PublicFeed implements PublicChannel {
  readonly #delayUs: () => number;
  readonly #sink: EventSink;
  readonly #books: FeedLane<Writable<BookEvent>>;
  readonly #trades: FeedLane<Writable<TradeEvent>>;
  #recordedDelayUs: number | undefined;
  #nextUs = Infinity;

  /** `delayUs` draws the delay of messages whose time of receipt was not recorded. */
  constructor(instrument: InstrumentKey, delayUs: () => number, sink: EventSink) {
    this.#delayUs = delayUs;
    this.#sink = sink;
    this.#books = new FeedLane(() => emptyBook(instrument));
    this.#trades = new FeedLane(() => emptyTrade(instrument));
  }

  /** Delivery of the oldest message, in µs; Infinity while there is none. Short, so that it is inlined and the time is no object. */
  nextUs(): number {
    return this.#nextUs;
  }

  /** Delivers the oldest message; of one moment the trade comes first, and then the book that it left. */
  run(): void {
    if (this.#trades.nextUs <= this.#books.nextUs) this.#trades.deliver(this.#sink);
    else this.#books.deliver(this.#sink);
    this.#noteNext();
  }

  /**
   * Sends a book message, whose levels the caller fills in at once. `localTimeUs` is the recorded time of receipt; without
   * one the message takes as long as the last recorded book message did, or a delay of the model.
   */
  sendBook(isSnapshot: boolean, venueTimeUs: number, localTimeUs: number | undefined): LevelBuffer {
    if (localTimeUs !== undefined) this.#recordedDelayUs = localTimeUs - venueTimeUs;
    const book = this.#books.send(this.#receivedUs(venueTimeUs, localTimeUs));
    this.#noteNext();
    book.venueTimeUs = venueTimeUs;
    book.isSnapshot = isSnapshot;
    book.levels.clear();
    return book.levels;
  }

  sendTrade(
    price: Ticks,
    quantity: Lots,
    aggressor: Side,
    venueTimeUs: number,
    localTimeUs: number | undefined,
  ): void {
    const trade = this.#trades.send(this.#receivedUs(venueTimeUs, localTimeUs));
    this.#noteNext();
    trade.venueTimeUs = venueTimeUs;
    trade.price = price;
    trade.quantity = quantity;
    trade.aggressor = aggressor;
  }

  #noteNext(): void {
    this.#nextUs = Math.min(this.#books.nextUs, this.#trades.nextUs);
  }

  #receivedUs(venueTimeUs: number, localTimeUs: number | undefined): number {
    return localTimeUs ?? venueTimeUs + (this.#recordedDelayUs ?? this.#delayUs());
  }
}

function emptyBook(instrument: InstrumentKey): Writable<BookEvent> {
  return { kind: 'book', instrument, atUs: 0, venueTimeUs: 0, isSnapshot: false, levels: new LevelBuffer() };
}

function emptyTrade(instrument: InstrumentKey): Writable<TradeEvent> {
  return {
    kind: 'trade',
    instrument,
    atUs: 0,
    venueTimeUs: 0,
    price: 0 as Ticks,
    quantity: zeroLots,
    aggressor: 'buy',
  };
}
