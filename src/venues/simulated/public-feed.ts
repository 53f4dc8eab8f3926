// Public market data on its way from a simulated venue to us: a queue in which every message waits for its delay. Messages
// live in slots that are used again, so that the millions of a run cost no memory. One connection: nothing overtakes.
import type { InstrumentKey } from '../../core/instrument.ts';
import { LevelBuffer } from '../../core/levels.ts';
import type { BookEvent, TradeEvent } from '../../core/events.ts';
import { zeroLots, type Lots, type Ticks } from '../../core/money.ts';
import type { Side } from '../../core/side.ts';
import type { EventSink } from '../../ports/venue.ts';
import type { TimedStream } from './virtual-time.ts';

type Writable<Event> = { -readonly [Key in keyof Event]: Event[Key] };

/** One message under way. Which of its two events it is stands in `isBook`. */
interface Slot {
  isBook: boolean;
  atUs: number;
  readonly book: Writable<BookEvent>;
  readonly trade: Writable<TradeEvent>;
}

const slotsAtStart = 64;

/** Events are lent to the sink for the duration of the call. */
export class PublicFeed implements TimedStream {
  readonly #instrument: InstrumentKey;
  readonly #delayUs: () => number;
  readonly #sink: EventSink;
  /** A ring whose length is a power of two: messages under way from `#head` on, in order of delivery. */
  #ring: (Slot | undefined)[] = new Array<Slot | undefined>(slotsAtStart).fill(undefined);
  #head = 0;
  #count = 0;
  /** Slots that are not under way, the last used on top, where it is still in the processor's cache. */
  readonly #free: Slot[] = [];
  #lastUs = -Infinity;
  #recordedDelayUs: number | undefined;

  /** `delayUs` draws the delay of messages whose time of receipt was not recorded. */
  constructor(instrument: InstrumentKey, delayUs: () => number, sink: EventSink) {
    this.#instrument = instrument;
    this.#delayUs = delayUs;
    this.#sink = sink;
  }

  nextUs(): number {
    return this.#count === 0 ? Infinity : (this.#ring[this.#head] as Slot).atUs;
  }

  /** Delivers the oldest message. Not to be called when there is none. */
  run(): void {
    const slot = this.#ring[this.#head] as Slot;
    this.#head = (this.#head + 1) & (this.#ring.length - 1);
    this.#count -= 1;
    this.#sink(slot.isBook ? slot.book : slot.trade);
    this.#free.push(slot);
  }

  /**
   * Sends a book message, whose levels the caller fills in at once. `localTimeUs` is the recorded time of receipt; without
   * one the message takes as long as the last recorded one did, or a delay of the model.
   */
  sendBook(isSnapshot: boolean, venueTimeUs: number, localTimeUs: number | undefined): LevelBuffer {
    const slot = this.#send(venueTimeUs, localTimeUs);
    slot.isBook = true;
    const { book } = slot;
    book.atUs = slot.atUs;
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
    const slot = this.#send(venueTimeUs, localTimeUs);
    slot.isBook = false;
    const { trade } = slot;
    trade.atUs = slot.atUs;
    trade.venueTimeUs = venueTimeUs;
    trade.price = price;
    trade.quantity = quantity;
    trade.aggressor = aggressor;
  }

  #send(venueTimeUs: number, localTimeUs: number | undefined): Slot {
    if (localTimeUs !== undefined) this.#recordedDelayUs = localTimeUs - venueTimeUs;
    const receivedUs = localTimeUs ?? venueTimeUs + (this.#recordedDelayUs ?? this.#delayUs());
    if (receivedUs > this.#lastUs) this.#lastUs = receivedUs;
    const slot = this.#free.pop() ?? createSlot(this.#instrument);
    slot.atUs = this.#lastUs;
    if (this.#count === this.#ring.length) this.#grow();
    this.#ring[(this.#head + this.#count) & (this.#ring.length - 1)] = slot;
    this.#count += 1;
    return slot;
  }

  /** Doubles the ring, with the oldest message at its start. */
  #grow(): void {
    const inOrder = [...this.#ring.slice(this.#head), ...this.#ring.slice(0, this.#head)];
    this.#ring = [...inOrder, ...new Array<undefined>(inOrder.length).fill(undefined)];
    this.#head = 0;
  }
}

function createSlot(instrument: InstrumentKey): Slot {
  const levels = new LevelBuffer();
  return {
    isBook: true,
    atUs: 0,
    book: { kind: 'book', instrument, atUs: 0, venueTimeUs: 0, isSnapshot: false, levels },
    trade: {
      kind: 'trade',
      instrument,
      atUs: 0,
      venueTimeUs: 0,
      price: 0 as Ticks,
      quantity: zeroLots,
      aggressor: 'buy',
    },
  };
}
