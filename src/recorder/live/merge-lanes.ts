// The two lanes of a live recording as one stream by venue time. Of one moment the trade comes first, and then the book that it left.
import { messageKind, type MessageColumns } from '../recording.ts';
import type { Lanes } from './block.ts';

/** From the first book on; venue times are shifted to the recorder's clock. */
export function mergeLanes(blocks: readonly Lanes[], venueClockAheadUs: number): MessageColumns {
  const book = new Lane(blocks.map((lanes) => lanes.book));
  const trades = new Lane(blocks.map((lanes) => lanes.trades));
  book.skip((lane) => lane.kind !== messageKind.snapshot);
  const startUs = book.timeUs;
  trades.skip((lane) => lane.timeUs < startUs);
  const merged = emptyColumns(book.count + trades.count, book.levelCount + trades.levelCount);
  let row = 0;
  let level = 0;
  while (book.timeUs < Infinity || (row > 0 && trades.timeUs < Infinity)) {
    const lane = trades.timeUs <= book.timeUs && row > 0 ? trades : book;
    level = lane.moveTo(merged, row, level, venueClockAheadUs);
    row += 1;
  }
  return cut(merged, row, level);
}

/** One lane, block by block. */
class Lane {
  readonly #columns: readonly MessageColumns[];
  #block = -1;
  #row = 0;

  constructor(columns: readonly MessageColumns[]) {
    this.#columns = columns.filter(({ count }) => count > 0);
    this.#nextBlock();
  }

  get count(): number {
    return this.#columns.reduce((sum, { count }) => sum + count, 0);
  }

  get levelCount(): number {
    return this.#columns.reduce((sum, { lots }) => sum + lots.length, 0);
  }

  /** Of the next message; Infinity beyond the last. */
  get timeUs(): number {
    return this.#columns[this.#block]?.venueTimesUs[this.#row] ?? Infinity;
  }

  get kind(): number | undefined {
    return this.#columns[this.#block]?.kinds[this.#row];
  }

  skip(isSkipped: (lane: Lane) => boolean): void {
    while (this.timeUs < Infinity && isSkipped(this)) this.#next();
  }

  /** Writes the next message and its levels, and returns where the next levels begin. */
  moveTo(merged: MessageColumns, row: number, level: number, venueClockAheadUs: number): number {
    const { kinds, venueTimesUs, localTimesUs, levelEnds, signedTicks, lots } = this.#columns[
      this.#block
    ] as MessageColumns;
    const from = this.#row === 0 ? 0 : (levelEnds[this.#row - 1] as number);
    const to = levelEnds[this.#row] as number;
    merged.kinds[row] = kinds[this.#row] as number;
    merged.venueTimesUs[row] = (venueTimesUs[this.#row] as number) - venueClockAheadUs;
    merged.localTimesUs[row] = localTimesUs[this.#row] as number;
    merged.signedTicks.set(signedTicks.subarray(from, to), level);
    merged.lots.set(lots.subarray(from, to), level);
    merged.levelEnds[row] = level + to - from;
    this.#next();
    return level + to - from;
  }

  #next(): void {
    this.#row += 1;
    if (this.#row >= (this.#columns[this.#block]?.count ?? 0)) this.#nextBlock();
  }

  #nextBlock(): void {
    this.#block += 1;
    this.#row = 0;
  }
}

function emptyColumns(count: number, levelCount: number): MessageColumns {
  return {
    count,
    kinds: new Uint8Array(count),
    venueTimesUs: new Float64Array(count),
    localTimesUs: new Float64Array(count),
    levelEnds: new Uint32Array(count),
    signedTicks: new Float64Array(levelCount),
    lots: new Float64Array(levelCount),
  };
}

/** A view of what was filled. */
function cut(columns: MessageColumns, count: number, levelCount: number): MessageColumns {
  return {
    count,
    kinds: columns.kinds.subarray(0, count),
    venueTimesUs: columns.venueTimesUs.subarray(0, count),
    localTimesUs: columns.localTimesUs.subarray(0, count),
    levelEnds: columns.levelEnds.subarray(0, count),
    signedTicks: columns.signedTicks.subarray(0, levelCount),
    lots: columns.lots.subarray(0, levelCount),
  };
}
