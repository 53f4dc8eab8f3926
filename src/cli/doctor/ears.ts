// What venues say while they are looked at: books are kept, the ages of their messages counted, and replies handed to whoever waits.
import type { BookEvent, EngineEvent } from '../../core/events.ts';
import type { InstrumentKey } from '../../core/instrument.ts';
import type { Touch } from '../../market/touch.ts';
import type { EventSink } from '../../ports/venue.ts';
import { WaitingRoom } from '../run/wire/waiting-room.ts';

interface HeardBook {
  messages: number;
  /** Local receipt less the venue's time, as both clocks have it, in µs. */
  readonly agesUs: number[];
}

type Meant = (event: EngineEvent) => boolean;

const agesMax = 1_000;

export class Ears {
  /** Keeps what is heard for an engine that may take over. */
  readonly room = new WaitingRoom();
  readonly #books = new Map<InstrumentKey, HeardBook>();
  readonly #waiting = new Map<Meant, (event: EngineEvent) => void>();

  readonly hear: EventSink = (event) => {
    this.room.deliver(event);
    if (event.kind === 'book') this.#count(event);
    for (const [isMeant, resolve] of this.#waiting) {
      if (!isMeant(event)) continue;
      this.#waiting.delete(isMeant);
      resolve(event);
    }
  };

  /** The next event of this kind; of a book no more than that it came. */
  next(isMeant: Meant): Promise<EngineEvent> {
    return new Promise((resolve) => {
      this.#waiting.set(isMeant, resolve);
    });
  }

  touch(instrument: InstrumentKey): Touch | undefined {
    return this.room.touch(instrument);
  }

  book(instrument: InstrumentKey): HeardBook {
    const heard = this.#books.get(instrument) ?? { messages: 0, agesUs: [] };
    this.#books.set(instrument, heard);
    return heard;
  }

  #count({ instrument, atUs, venueTimeUs }: BookEvent): void {
    const book = this.book(instrument);
    book.messages += 1;
    if (book.agesUs.length < agesMax) book.agesUs.push(atUs - venueTimeUs);
  }
}
