// Public market data on its way from a simulated venue to us: book and trades, each in its own order. A venue sends them as
// two streams, and a late trade does not hold the book back.
import type { InstrumentKey } from '../../core/instrument.ts';
import { LevelBuffer } from '../../core/levels.ts';
import type { BookEvent, TradeEvent } from '../../core/events.ts';
import { zeroLots, type Lots, type Ticks } from '../../core/money.ts';
import type { Side } from '../../core/side.ts';
import type { MarketMessage } from '../../ports/market-source.ts';
import type { EventSink } from '../../ports/venue.ts';
import { FeedLane } from './feed-lane.ts';
import type { Moment, PublicChannel } from './listed-market.ts';

type Writable<Event> = { -readonly [Key in keyof Event]: Event[Key] };

/** Events are lent to the sink for the duration of the call. */
export class PublicFeed implements PublicChannel {
  readonly #delayUs: () => number;
  readonly #sink: EventSink;
  readonly #books: FeedLane<Writable<BookEvent>>;
  readonly #trades: FeedLane<Writable<TradeEvent>>;
  #recordedDelayUs: number | undefined;
  /** Delivery of the oldest message, in µs; Infinity while there is none. */
  nextUs = Infinity;

  /** `delayUs` draws the delay of messages whose time of receipt was not recorded. */
  constructor(instrument: InstrumentKey, delayUs: () => number, sink: EventSink) {
    this.#delayUs = delayUs;
    this.#sink = sink;
    this.#books = new FeedLane(() => emptyBook(instrument));
    this.#trades = new FeedLane(() => emptyTrade(instrument));
  }

  /** Delivers the oldest message; of one moment the trade comes first, and then the book that it left. */
  run(): void {
    if (this.#trades.nextUs <= this.#books.nextUs) this.#deliver(this.#trades);
    else this.#deliver(this.#books);
  }

  /** Lends the oldest message to the sink. */
  #deliver<Message extends Writable<BookEvent> | Writable<TradeEvent>>(lane: FeedLane<Message>): void {
    const message = lane.take();
    this.#noteNext();
    this.#sink(message);
  }

  /** Sends what the feed said of the book; the caller fills the levels in at once. */
  sendBook(isSnapshot: boolean, { venueTimeUs, localTimeUs }: Moment): LevelBuffer {
    if (localTimeUs !== undefined) this.#recordedDelayUs = localTimeUs - venueTimeUs;
    const book = this.#books.send(localTimeUs ?? venueTimeUs + this.#drawDelayUs());
    book.venueTimeUs = venueTimeUs;
    return this.#empty(book, isSnapshot);
  }

  /** Sends a trade of others. */
  sendTrade({ venueTimeUs, localTimeUs, price, quantity, aggressor }: MarketMessage): void {
    const trade = this.#trades.send(localTimeUs ?? venueTimeUs + this.#drawDelayUs());
    trade.venueTimeUs = venueTimeUs;
    this.#fillIn(trade, price, quantity, aggressor);
  }

  /** Sends what our orders have changed in the book. It takes as long as the last recorded book message did, or a delay of the model. */
  sendOwnBook(venueTimeUs: number): LevelBuffer {
    const book = this.#books.send(venueTimeUs + this.#drawDelayUs());
    book.venueTimeUs = venueTimeUs;
    return this.#empty(book, false);
  }

  /** Sends a trade of ours. */
  sendOwnTrade(price: Ticks, quantity: Lots, aggressor: Side, venueTimeUs: number): void {
    const trade = this.#trades.send(venueTimeUs + this.#drawDelayUs());
    trade.venueTimeUs = venueTimeUs;
    this.#fillIn(trade, price, quantity, aggressor);
  }

  #empty(book: Writable<BookEvent>, isSnapshot: boolean): LevelBuffer {
    this.#noteNext();
    book.isSnapshot = isSnapshot;
    book.levels.clear();
    return book.levels;
  }

  #fillIn(trade: Writable<TradeEvent>, price: Ticks, quantity: Lots, aggressor: Side): void {
    this.#noteNext();
    trade.price = price;
    trade.quantity = quantity;
    trade.aggressor = aggressor;
  }

  #noteNext(): void {
    this.nextUs = Math.min(this.#books.nextUs, this.#trades.nextUs);
  }

  /** Of a message whose time of receipt was not recorded. */
  #drawDelayUs(): number {
    return this.#recordedDelayUs ?? this.#delayUs();
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
