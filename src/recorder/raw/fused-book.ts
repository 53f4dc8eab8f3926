// One book out of two feeds: depth updates are complete but late, best-bid-ask updates are early but shallow. Update ids
// order them: whichever is newer rules the touch, and what is older than the touch may only change what lies behind it.
import { LevelBuffer } from '../../core/levels.ts';
import { Book } from '../../market/book.ts';
import { copyBook } from '../copy-book.ts';
import { FusedSide } from './fused-side.ts';
import type { RawMessages } from './raw-messages.ts';

/** What became of a message. Only `changed` has left something in `changes`. */
export type Applied = 'changed' | 'unchanged' | 'outdated' | 'crossed' | 'before-snapshot';

export class FusedBook {
  /** The levels that the last message changed: those that the book had already are not repeated. */
  readonly changes = new LevelBuffer(4096);
  /** Whether updates are missing between the last depth message and the book that it was applied to. */
  followsGap = false;
  /** Whether the last message was crossed, or crossed the book; levels that crossed are removed. */
  crossed = false;

  readonly #raw: RawMessages;
  readonly #book = new Book();
  readonly #bids = new FusedSide(this.#book.bids, this.changes);
  readonly #asks = new FusedSide(this.#book.asks, this.changes);
  /** Update id up to which the whole book is known; there is none before the first snapshot. */
  #depthId: number | undefined;
  #touchId = -1;

  constructor(raw: RawMessages) {
    this.#raw = raw;
  }

  /**
   * Starts the book anew; `changes` then holds all of it, worst levels first. A snapshot is answered later than it is
   * taken, so `newerDepth` are the rows of earlier depth messages with an id above the snapshot's, oldest first.
   */
  applySnapshot(row: number, newerDepth: readonly number[]): void {
    const isFirst = this.#depthId === undefined;
    this.#beginMessage();
    this.#book.bids.clear();
    this.#book.asks.clear();
    this.#depthId = this.#raw.ids.at(row);
    this.#setLevels(row, false);
    this.#uncross();
    let { followsGap, crossed } = this;
    for (const depthRow of newerDepth) {
      // The touch, if it is newer, is not in this book yet: until then depth rules everything.
      this.#applyDepth(depthRow, false);
      // After a later snapshot these messages are applied for the second time: their gaps have been seen.
      if (isFirst && this.followsGap) followsGap = true;
      if (this.crossed) crossed = true;
    }
    if (this.#touchId > this.#depthId) {
      this.#bids.applyTouch();
      this.#asks.applyTouch();
    }
    this.followsGap = followsGap;
    this.crossed = crossed;
    copyBook(this.#book, this.changes);
  }

  applyDepth(row: number): Applied {
    return this.#applyDepth(row, this.#raw.ids.at(row) < this.#touchId);
  }

  /** Before the first snapshot the touch is noted, and applied with the snapshot. */
  applyBookTicker(row: number): Applied {
    this.#beginMessage();
    const { ids, prices, quantities } = this.#raw;
    const id = ids.at(row);
    if (id <= this.#touchId || (this.#depthId !== undefined && id <= this.#depthId)) return 'outdated';
    const bidRow = this.#raw.firstLevel(row);
    const askRow = bidRow + 1;
    if (prices.at(askRow) !== 0 && prices.at(bidRow) >= prices.at(askRow)) {
      this.crossed = true;
      return 'crossed';
    }
    this.#touchId = id;
    this.#bids.noteTouch(prices.at(bidRow), quantities.at(bidRow));
    this.#asks.noteTouch(prices.at(askRow), quantities.at(askRow));
    if (this.#depthId === undefined) return 'before-snapshot';
    this.#bids.applyTouch();
    this.#asks.applyTouch();
    return this.changes.count === 0 ? 'unchanged' : 'changed';
  }

  #applyDepth(row: number, isOlderThanTouch: boolean): Applied {
    this.#beginMessage();
    const id = this.#raw.ids.at(row);
    if (this.#depthId === undefined) return 'before-snapshot';
    if (id <= this.#depthId) return 'outdated';
    this.followsGap = this.#raw.previousIds.at(row) > this.#depthId;
    this.#depthId = id;
    this.#setLevels(row, isOlderThanTouch);
    this.#uncross();
    return this.changes.count === 0 ? 'unchanged' : 'changed';
  }

  #beginMessage(): void {
    this.changes.clear();
    this.followsGap = false;
    this.crossed = false;
    this.#bids.beginMessage();
    this.#asks.beginMessage();
  }

  #setLevels(row: number, isOlderThanTouch: boolean): void {
    const { prices, quantities, bidEnds, levelEnds } = this.#raw;
    const bidEnd = bidEnds.at(row);
    const end = levelEnds.at(row);
    for (let level = this.#raw.firstLevel(row); level < end; level += 1) {
      const side = level < bidEnd ? this.#bids : this.#asks;
      if (isOlderThanTouch) side.setBehindTouch(prices.at(level), quantities.at(level));
      else side.set(prices.at(level), quantities.at(level));
    }
  }

  /**
   * Removes crossing levels. The newest message is believed: what it states stays, and what the other side kept from
   * before goes; when it states both, or crosses itself, neither can be believed.
   */
  #uncross(): void {
    const bid = this.#book.bids.bestPrice();
    const ask = this.#book.asks.bestPrice();
    if (bid === undefined || ask === undefined || bid < ask) return;
    this.crossed = true;
    const bidIsNew = this.#bids.isBestStated();
    const askIsNew = this.#asks.isBestStated();
    if (bidIsNew || !askIsNew) this.#asks.removeCrossing(bid);
    if (askIsNew || !bidIsNew) this.#bids.removeCrossing(ask);
  }
}
