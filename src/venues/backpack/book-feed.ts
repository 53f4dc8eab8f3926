// One instrument's book: a snapshot that was asked for, and the changes that the stream numbers without a gap. What comes before
// the snapshot is kept until it fits behind it; after a gap nothing is believed before the next snapshot.
import type { Instrument } from '../../core/instrument.ts';
import { LevelBuffer } from '../../core/levels.ts';
import type { Side } from '../../core/side.ts';
import type { InstrumentGrid } from '../wire/decimal-grid.ts';
import type { Emit } from '../wire/emitter.ts';
import type { DepthUpdate } from './frames.ts';
import type { Depth } from './wire.ts';

type Levels = readonly (readonly [price: string, quantity: string])[];

/** More changes than a snapshot takes to come, even on a slow line; beyond, they are of no use. */
const keptMax = 5_000;

export class BookFeed {
  readonly #instrument: Instrument;
  readonly #grid: InstrumentGrid;
  readonly #emit: Emit;
  readonly #levels = new LevelBuffer(256);
  #kept: DepthUpdate[] = [];
  /** The last number that the book includes; `undefined` while there is no book. */
  #sequence: number | undefined;
  #venueTimeUs = 0;

  constructor(instrument: Instrument, grid: InstrumentGrid, emit: Emit) {
    this.#instrument = instrument;
    this.#grid = grid;
    this.#emit = emit;
  }

  /** True when the book was lost over it: a snapshot must be asked for. */
  update(update: DepthUpdate): boolean {
    if (this.#sequence === undefined) {
      if (this.#kept.length >= keptMax) this.#kept = [];
      this.#kept.push(update);
      return false;
    }
    if (this.#apply(update)) return false;
    this.reset();
    this.#kept.push(update);
    return true;
  }

  /** False when the snapshot is of no use, because the stream is ahead of it: a later one must be asked for. */
  snapshot({ asks, bids, lastUpdateId, timestamp }: Depth): boolean {
    const kept = this.#kept;
    const first = kept[0];
    if (first !== undefined && first.first > lastUpdateId + 1) return false;
    this.#levels.clear();
    if (!this.#push('sell', asks) || !this.#push('buy', bids)) return false;
    this.#sequence = lastUpdateId;
    this.#kept = [];
    this.#tell(true, timestamp);
    return kept.every((update) => !this.update(update));
  }

  /** Forgets the book, and lets nobody trade on it. */
  reset(): void {
    this.#kept = [];
    if (this.#sequence === undefined) return;
    this.#sequence = undefined;
    this.#levels.clear();
    this.#tell(true, this.#venueTimeUs);
  }

  /** False when the update does not follow, or cannot be read. */
  #apply({ first, last, asks, bids, venueTimeUs }: DepthUpdate): boolean {
    const sequence = this.#sequence ?? 0;
    if (last <= sequence) return true;
    if (first > sequence + 1) return false;
    this.#levels.clear();
    if (!this.#push('sell', asks) || !this.#push('buy', bids)) return false;
    this.#sequence = last;
    if (this.#levels.count > 0) this.#tell(false, venueTimeUs);
    return true;
  }

  /** False when a level cannot be read. */
  #push(side: Side, levels: Levels): boolean {
    for (const [priceText, quantityText] of levels) {
      const price = this.#grid.ticks(priceText);
      const quantity = this.#grid.lots(quantityText);
      if (price === undefined || quantity === undefined || quantity < 0) return false;
      this.#levels.push(side, price, quantity);
    }
    return true;
  }

  #tell(isSnapshot: boolean, venueTimeUs: number): void {
    const { key: instrument } = this.#instrument;
    this.#venueTimeUs = venueTimeUs;
    this.#emit({ kind: 'book', instrument, isSnapshot, venueTimeUs, levels: this.#levels });
  }
}
