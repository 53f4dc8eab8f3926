// The trades of a recording, merged into the book's messages by venue time. A trade precedes the book messages of its own
// moment: it is their cause, and a queue that saw the book shrink first would count the same quantity twice.
import type { MessageWriter } from '../message-writer.ts';
import { rawKind, type RawMessages } from './raw-messages.ts';

export class TradeMerge {
  beforeSnapshot = 0;
  repeated = 0;
  belowOneLot = 0;
  /** Ids that were skipped. */
  missing = 0;

  readonly #raw: RawMessages;
  readonly #order: Uint32Array;
  readonly #writer: MessageWriter;
  #position = 0;
  #lastId: number | undefined;
  #venueTimeUs = 0;
  #startUs: number | undefined;

  /** `order` are the rows of all messages in order of arrival. */
  constructor(raw: RawMessages, order: Uint32Array, writer: MessageWriter) {
    this.#raw = raw;
    this.#order = order;
    this.#writer = writer;
  }

  /** Leaves out the trades up to the first snapshot: before it there is no book that they could take from. */
  start(startUs: number): void {
    this.writeUpTo(startUs);
    this.#startUs = startUs;
  }

  /** Writes the trades that happened at `timeUs` or before and have not been written. */
  writeUpTo(timeUs: number): void {
    for (; this.#position < this.#order.length; this.#position += 1) {
      const row = this.#order[this.#position] as number;
      const kind = this.#raw.kinds.at(row);
      if (kind !== rawKind.trade && kind !== rawKind.notBookTrade) continue;
      const venueTimeUs = Math.max(this.#venueTimeUs, this.#raw.venueTimesUs.at(row));
      if (venueTimeUs > timeUs) return;
      this.#venueTimeUs = venueTimeUs;
      if (this.#isNew(row) && kind === rawKind.trade) this.#write(row);
    }
  }

  #isNew(row: number): boolean {
    const id = this.#raw.ids.at(row);
    const lastId = this.#lastId ?? this.#raw.previousIds.at(row);
    if (id <= lastId) {
      this.repeated += 1;
      return false;
    }
    this.missing += this.#raw.previousIds.at(row) - lastId;
    this.#lastId = id;
    return true;
  }

  #write(row: number): void {
    if (this.#startUs === undefined) {
      this.beforeSnapshot += 1;
      return;
    }
    const level = this.#raw.firstLevel(row);
    const quantity = this.#raw.quantities.at(level);
    if (quantity === 0) {
      this.belowOneLot += 1;
      return;
    }
    const aggressor = level < this.#raw.bidEnds.at(row) ? 'buy' : 'sell';
    const localTimeUs = this.#raw.localTimesUs.at(row);
    this.#writer.trade(this.#venueTimeUs, localTimeUs, aggressor, this.#raw.prices.at(level), quantity);
  }
}
