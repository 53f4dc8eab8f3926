// From raw messages to the stream that is replayed: one fused book, started by a snapshot, and the trades, merged by venue
// time. Each of the two keeps its own order of arrival, because that is how a live feed sees it.
import { MessageWriter } from '../message-writer.ts';
import type { CrossedChecks, LeftOutCounts, MessageColumns, SequenceChecks, TimeSpan } from '../recording.ts';
import { FusedBook } from './fused-book.ts';
import { rawKind, type RawMessages } from './raw-messages.ts';
import { TradeMerge } from './trade-merge.ts';

export interface NormalisedMessages {
  readonly messages: MessageColumns;
  readonly leftOut: LeftOutCounts;
  readonly sequence: SequenceChecks;
  readonly crossed: CrossedChecks;
}

/** `order` are the rows in order of arrival: all with venue times, and with prices and quantities in ticks and lots. */
export function normalise(raw: RawMessages, order: Uint32Array): NormalisedMessages {
  const normaliser = new Normaliser(raw, order);
  for (let position = 0; position < order.length; position += 1) normaliser.take(position);
  return normaliser.finish();
}

/** Of a recording with more gaps than this, the first are listed and the others counted. */
const listedGapsMax = 100;

class Normaliser {
  readonly #raw: RawMessages;
  readonly #order: Uint32Array;
  readonly #writer = new MessageWriter();
  readonly #book: FusedBook;
  readonly #trades: TradeMerge;
  /** The latest venue time among the book messages so far: one that is older by its own time is learnt only now. */
  #bookTimeUs = 0;
  #lastDepthTimeUs = 0;
  #started = false;
  readonly #leftOut = { 'before-snapshot': 0, outdated: 0, unchanged: 0, crossed: 0 };
  #gapCount = 0;
  readonly #gaps: TimeSpan[] = [];
  #crossedCount = 0;
  #crossedSpan: TimeSpan | null = null;

  constructor(raw: RawMessages, order: Uint32Array) {
    this.#raw = raw;
    this.#order = order;
    this.#book = new FusedBook(raw);
    this.#trades = new TradeMerge(raw, order, this.#writer);
  }

  take(position: number): void {
    const row = this.#order[position] as number;
    const kind = this.#raw.kinds.at(row);
    if (kind === rawKind.trade || kind === rawKind.notBookTrade) return;
    const ownTimeUs = this.#raw.venueTimesUs.at(row);
    this.#bookTimeUs = Math.max(this.#bookTimeUs, ownTimeUs);

    if (kind === rawKind.snapshot) {
      this.#book.applySnapshot(row, this.#newerDepth(position));
      this.#noteDefects(ownTimeUs, this.#bookTimeUs);
      this.#lastDepthTimeUs = Math.max(this.#lastDepthTimeUs, ownTimeUs);
      this.#write(row, true);
      return;
    }
    const applied = kind === rawKind.depth ? this.#book.applyDepth(row) : this.#book.applyBookTicker(row);
    this.#noteDefects(this.#lastDepthTimeUs, ownTimeUs);
    if (kind === rawKind.depth) this.#lastDepthTimeUs = Math.max(this.#lastDepthTimeUs, ownTimeUs);
    if (applied === 'changed') this.#write(row, false);
    else this.#leftOut[applied] += 1;
  }

  finish(): NormalisedMessages {
    const trades = this.#trades;
    if (this.#started) trades.writeUpTo(Infinity);
    return {
      messages: this.#writer.columns(),
      leftOut: {
        beforeSnapshot: this.#leftOut['before-snapshot'] + trades.beforeSnapshot,
        outdated: this.#leftOut.outdated,
        unchanged: this.#leftOut.unchanged,
        crossed: this.#leftOut.crossed,
        notBookTrades: Object.fromEntries(this.#raw.notBookTrades),
        repeatedTrades: trades.repeated,
        tradesBelowOneLot: trades.belowOneLot,
      },
      sequence: { gapCount: this.#gapCount, gaps: this.#gaps, missingTrades: trades.missing },
      crossed: { count: this.#crossedCount, span: this.#crossedSpan },
    };
  }

  #write(row: number, isSnapshot: boolean): void {
    if (this.#started) this.#trades.writeUpTo(this.#bookTimeUs);
    else this.#trades.start(this.#bookTimeUs);
    this.#started = true;
    this.#writer.book(isSnapshot, this.#bookTimeUs, this.#raw.localTimesUs.at(row), this.#book.changes);
  }

  /** Rows of the depth messages that arrived before the snapshot and are newer than it, oldest first. */
  #newerDepth(position: number): number[] {
    const snapshotId = this.#raw.ids.at(this.#order[position] as number);
    const rows: number[] = [];
    for (let earlier = position - 1; earlier >= 0; earlier -= 1) {
      const row = this.#order[earlier] as number;
      if (this.#raw.kinds.at(row) !== rawKind.depth) continue;
      if (this.#raw.ids.at(row) <= snapshotId) break;
      rows.push(row);
    }
    return rows.reverse();
  }

  #noteDefects(fromUs: number, toUs: number): void {
    if (this.#book.followsGap) {
      this.#gapCount += 1;
      if (this.#gaps.length < listedGapsMax) this.#gaps.push({ fromUs: Math.min(fromUs, toUs), toUs });
    }
    if (this.#book.crossed) {
      this.#crossedCount += 1;
      this.#crossedSpan = { fromUs: this.#crossedSpan?.fromUs ?? toUs, toUs };
    }
  }
}
