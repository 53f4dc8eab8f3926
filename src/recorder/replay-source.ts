// Replays a recording as a market source: the messages of a window of venue time, without allocating per message.
import { assert } from '../core/assert.ts';
import { formatDecimal } from '../core/decimal.ts';
import type { Instrument } from '../core/instrument.ts';
import { LevelBuffer } from '../core/levels.ts';
import { zeroLots, type Lots, type Ticks } from '../core/money.ts';
import { Book } from '../market/book.ts';
import type { MarketMessage, MarketSource } from '../ports/market-source.ts';
import { copyBook } from './copy-book.ts';
import { messageKind, type MessageColumns, type Recording } from './recording.ts';

export interface ReplayOptions {
  /** Made by `recordedInstrument`: its tick and lot must be the recording's. */
  readonly instrument: Instrument;
  /** Subtracted from local times; recordings that are replayed together need `commonClockOffsetUs` (default: its own). */
  readonly clockOffsetUs?: number;
  /** First and last venue time to replay, both inclusive (default: all). A later start begins with the book of that time. */
  readonly startUs?: number;
  readonly endUs?: number;
}

/** The first message is a snapshot, or says that the market is lost there; unless the window is empty: then there is none. */
export function replaySource(recording: Recording, options: ReplayOptions): MarketSource {
  const { facts, messages } = recording;
  const { instrument, clockOffsetUs = facts.clockOffsetUs } = options;
  assert(
    formatDecimal(instrument.tickSize) === facts.tickSize &&
      formatDecimal(instrument.lotSize) === facts.lotSize,
    `${instrument.symbol} is replayed with the tick and lot of its recording`,
  );
  assert(clockOffsetUs <= facts.clockOffsetUs, 'a shifted local time is never before its venue time');
  return new ReplaySource(
    messages,
    instrument,
    clockOffsetUs,
    options.startUs ?? facts.startUs,
    options.endUs,
  );
}

class ReplaySource implements MarketSource {
  readonly instrument: Instrument;
  readonly #messages: MessageColumns;
  readonly #clockOffsetUs: number;
  readonly #end: number;
  #next: number;
  nextTimeUs = Infinity;
  /** The book at a start in the middle, taken before all else. */
  #opening: MarketMessage | undefined;
  readonly #levels = new LevelBuffer();
  readonly #message: MarketMessage = {
    kind: 'snapshot',
    venueTimeUs: 0,
    localTimeUs: 0,
    levels: this.#levels,
    price: 0 as Ticks,
    quantity: zeroLots,
    aggressor: 'buy',
  };

  constructor(
    messages: MessageColumns,
    instrument: Instrument,
    clockOffsetUs: number,
    startUs: number,
    endUs: number = Infinity,
  ) {
    this.instrument = instrument;
    this.#messages = messages;
    this.#clockOffsetUs = clockOffsetUs;
    this.#next = firstAtOrAfter(messages, startUs);
    this.#end = firstAtOrAfter(messages, endUs + 1);
    if (this.#next > 0 && this.#next < this.#end) this.#open(startUs);
    this.nextTimeUs = this.#opening?.venueTimeUs ?? this.#timeOfNext();
  }

  take(): MarketMessage {
    const message = this.#message;
    if (this.#opening !== undefined) {
      this.#opening = undefined;
      this.nextTimeUs = this.#timeOfNext();
      return message;
    }
    assert(this.#next < this.#end, 'a message is taken only while there is one');
    const { kinds, venueTimesUs, localTimesUs, levelEnds, signedTicks, lots } = this.#messages;
    const row = this.#next;
    this.#next = row + 1;
    this.nextTimeUs = this.#timeOfNext();
    const kind = kinds[row] as number;
    message.venueTimeUs = venueTimesUs[row] as number;
    message.localTimeUs = (localTimesUs[row] as number) - this.#clockOffsetUs;
    const end = levelEnds[row] as number;
    if (kind === messageKind.trade) {
      const price = signedTicks[end - 1] as number;
      message.kind = 'trade';
      message.aggressor = price < 0 ? 'buy' : 'sell';
      message.price = (price < 0 ? -price : price) as Ticks;
      message.quantity = lots[end - 1] as Lots;
      return message;
    }
    message.kind = kind === messageKind.levels ? 'levels' : kind === messageKind.lost ? 'lost' : 'snapshot';
    const start = row === 0 ? 0 : (levelEnds[row - 1] as number);
    this.#levels.borrow(signedTicks, lots, start, end - start);
    return message;
  }

  #timeOfNext(): number {
    return this.#next < this.#end ? (this.#messages.venueTimesUs[this.#next] as number) : Infinity;
  }

  /** Plays everything before the start into a book, and makes that the first message. */
  #open(startUs: number): void {
    const start = this.#next;
    const book = new Book();
    let localTimeUs = startUs;
    let isLost = false;
    for (this.#next = 0; this.#next < start;) {
      const message = this.take();
      if (message.kind === 'trade') continue;
      isLost = message.kind === 'lost';
      book.apply(message.levels, message.kind !== 'levels');
      localTimeUs = Math.max(startUs, message.localTimeUs ?? startUs);
    }
    copyBook(book, this.#levels);
    this.#message.kind = isLost ? 'lost' : 'snapshot';
    this.#message.venueTimeUs = startUs;
    this.#message.localTimeUs = localTimeUs;
    this.#opening = this.#message;
  }
}

/** Row of the first message at `timeUs` or later; the count when there is none. */
function firstAtOrAfter({ venueTimesUs, count }: MessageColumns, timeUs: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((venueTimesUs[middle] as number) < timeUs) low = middle + 1;
    else high = middle;
  }
  return low;
}
