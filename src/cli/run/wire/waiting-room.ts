// Between the opening of a venue and the start of a run: what the venue says meanwhile is not lost. Books are kept whole, and
// handed over as snapshots; of everything else the last word counts.
import type { BookEvent, EngineEvent, FundingRateEvent, StreamEvent } from '../../../core/events.ts';
import type { InstrumentKey } from '../../../core/instrument.ts';
import { LevelBuffer } from '../../../core/levels.ts';
import { limits, microseconds } from '../../../core/limits.ts';
import { Book } from '../../../market/book.ts';
import { touchOfOthers, type Touch } from '../../../market/touch.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { EventSink } from '../../../ports/venue.ts';
import { copyBook } from '../../../recorder/copy-book.ts';

interface HandOverTimes {
  readonly nowUs: number;
  readonly begunAtUs?: number;
}

/** Just beyond the age at which a book is stale. */
const tooOldUs = microseconds(limits.bookAgeMsMax) + 1;

interface Waiting {
  readonly book: Book;
  /** The last message of the book; its levels are in `book`. */
  lastBook: BookEvent;
}

export class WaitingRoom {
  readonly #books = new Map<InstrumentKey, Waiting>();
  readonly #words = new Map<string, FundingRateEvent | StreamEvent>();
  #sink: EventSink | undefined;
  #onBook: () => void = () => undefined;

  /** Where venues deliver: kept until somebody takes over, and from then on passed through. */
  readonly deliver: EventSink = (event) => {
    if (this.#sink !== undefined) this.#sink(event);
    else this.#keep(event);
  };

  /** What others show of an instrument; `undefined` before both sides were seen. */
  touch(instrument: InstrumentKey): Touch | undefined {
    const waiting = this.#books.get(instrument);
    return waiting === undefined
      ? undefined
      : touchOfOthers({ book: waiting.book, bookVenueTimeUs: waiting.lastBook.venueTimeUs }, []);
  }

  /** Waits until all of these have a price, as long as patience lasts, and returns those that have none. */
  async unpriced(
    instruments: readonly InstrumentKey[],
    { clock, patienceMs }: { readonly clock: Clock; readonly patienceMs: number },
  ): Promise<readonly InstrumentKey[]> {
    const silent = (): InstrumentKey[] =>
      instruments.filter((instrument) => this.touch(instrument) === undefined);
    await new Promise<void>((resolve) => {
      this.#onBook = () => {
        if (silent().length === 0) resolve();
      };
      clock.wakeAt(clock.nowUs() + microseconds(patienceMs), resolve);
      this.#onBook();
    });
    return silent();
  }

  /**
   * Hands everything over, oldest first; what comes from now on goes straight to `sink`. A book that has waited is as old as it is:
   * nothing is quoted on it before its market speaks again. Older than too old is all the same, so that the run begins about now; for
   * a receiver that has begun already, nothing is from before that.
   */
  handOver(sink: EventSink, { nowUs, begunAtUs = 0 }: HandOverTimes): void {
    this.#sink = sink;
    const books = [...this.#books.values()].sort((left, right) => left.lastBook.atUs - right.lastBook.atUs);
    for (const { book, lastBook } of books) {
      const levels = new LevelBuffer();
      copyBook(book, levels);
      const atUs = Math.max(lastBook.atUs, nowUs - tooOldUs, begunAtUs);
      sink({ ...lastBook, isSnapshot: true, levels, atUs });
    }
    for (const word of this.#words.values()) sink({ ...word, atUs: nowUs });
  }

  #keep(event: EngineEvent): void {
    switch (event.kind) {
      case 'book':
        this.#keepBook(event);
        return;
      case 'funding-rate':
      case 'stream':
        this.#words.set(`${event.kind} ${event.instrument}`, event);
        return;
      default:
      // Nothing of ours is at work yet, and trades of others decide nothing.
    }
  }

  #keepBook(event: BookEvent): void {
    const waiting = this.#books.get(event.instrument) ?? { book: new Book(), lastBook: event };
    this.#books.set(event.instrument, waiting);
    waiting.book.apply(event.levels, event.isSnapshot);
    waiting.lastBook = event;
    this.#onBook();
  }
}
