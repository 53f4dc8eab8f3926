// The lines of a raw recording in columns, in the order of the file: decimals exact, nothing yet interpreted.
import { DecimalColumn } from './decimal-column.ts';
import { NumberColumn } from '../number-column.ts';

/** Trades that do not take from the book keep their row, without a level, for the check of trade ids. */
export const rawKind = { snapshot: 0, depth: 1, bookTicker: 2, trade: 3, notBookTrade: 4 } as const;
export type RawKind = (typeof rawKind)[keyof typeof rawKind];

/** In `venueTimesUs`: the message has no time of its own. */
export const noTime = -1;

export class RawMessages {
  readonly kinds = new NumberColumn();
  /** The recorder's clock, in µs. */
  readonly localTimesUs = new NumberColumn();
  readonly venueTimesUs = new NumberColumn();
  /** The update (or trade) id that a depth message follows on: it holds all that changed after that id. */
  readonly previousIds = new NumberColumn();
  /** The update id up to which a book message is complete, or the trade's id. */
  readonly ids = new NumberColumn();
  /** Exclusive end rows of the message's levels: first bids, then asks. A trade is one level, a bid when the buyer took. */
  readonly bidEnds = new NumberColumn();
  readonly levelEnds = new NumberColumn();
  readonly prices = new DecimalColumn();
  readonly quantities = new DecimalColumn();

  symbol: string | undefined;
  /** The pair that inverse markets name beside the symbol. */
  pair: string | undefined;
  /** Depth messages with the futures' "previous update id", and without. */
  depthWithPrevious = 0;
  depthWithoutPrevious = 0;
  readonly lines = { snapshot: 0, depth: 0, bookTicker: 0, trade: 0 };
  readonly otherLines = new Map<string, number>();
  readonly notBookTrades = new Map<string, number>();

  get count(): number {
    return this.kinds.count;
  }

  firstLevel(row: number): number {
    return row === 0 ? 0 : this.levelEnds.at(row - 1);
  }

  /** Closes a message whose levels have been pushed; its bids end at `bidEnd`. */
  push(
    kind: RawKind,
    localTimeUs: number,
    venueTimeUs: number,
    previousId: number,
    id: number,
    bidEnd: number,
  ): void {
    this.kinds.push(kind);
    this.localTimesUs.push(localTimeUs);
    this.venueTimesUs.push(venueTimeUs);
    this.previousIds.push(previousId);
    this.ids.push(id);
    this.bidEnds.push(bidEnd);
    this.levelEnds.push(this.prices.count);
  }
}

/** Counts a name that comes from the data: names beyond a hundred are counted together. */
export function countOne(counts: Map<string, number>, name: string): void {
  const counted = counts.has(name) || counts.size < namesMax ? name : 'others';
  counts.set(counted, (counts.get(counted) ?? 0) + 1);
}

const namesMax = 100;
