// Round trips in the order in which they were made, and a ratio of sums over them: net per volume, wins per trip. Neighbours share a market,
// so what is drawn anew are blocks of neighbours, and never single trips (Künsch 1989; circular blocks, Politis and Romano 1992).
import { assert } from '../core/assert.ts';
import type { Random } from '../ports/random.ts';
import { beyondBlocks, blockLength } from './block-length.ts';

/** What one place of the series adds to a ratio: amount ÷ base of all of them is what is estimated. */
export interface Term {
  readonly amount: number;
  readonly base: number;
}

/** A ratio, or the difference of two over the same places: then each place has a term of either. */
export type Series = readonly [readonly Term[]] | readonly [readonly Term[], readonly Term[]];

export interface Estimate {
  readonly value: number;
  readonly standardError: number;
}

/** Fewer blocks than this tell nothing of how much they differ. */
export const blocksMin = 8;

export class BlockSample {
  /** How many places there are. */
  readonly count: number;
  /** Of all places: what the series says. */
  readonly estimate: Estimate;
  readonly blockLength: number;
  /** What the standard error is to be multiplied with. */
  readonly #beyond: number;
  readonly #ratios: readonly RatioBlocks[];
  /** Where the blocks of a resample begin; overwritten by the next. */
  readonly #starts: Uint32Array;

  constructor(series: Series) {
    const [first, second = first] = series;
    assert(first.length === second.length, 'what is paired has a term of either at every place');
    this.count = first.length;
    const longest = Math.max(1, Math.floor(this.count / blocksMin));
    const moved = influences(series);
    this.blockLength = Math.min(longest, blockLength(moved));
    this.#beyond = beyondBlocks(moved, this.blockLength);
    this.#starts = new Uint32Array(Math.floor(this.count / this.blockLength));
    this.#ratios = series.map(
      (terms, place) => new RatioBlocks(terms, this.blockLength, place === 0 ? 1 : -1),
    );
    this.estimate = this.#estimateOfAll();
  }

  /** Whether there are blocks enough to say anything. */
  get isEnough(): boolean {
    return this.count >= blocksMin && this.#ratios.every(({ total }) => total.base > 0);
  }

  /** One series that might have been, from blocks of this one. */
  resample(random: Random): Estimate {
    const starts = this.#starts;
    for (let index = 0; index < starts.length; index += 1) starts[index] = random.below(this.count);
    return this.#estimateOf(starts, 1);
  }

  /** Every block that there is, overlapping: each place is in as many as a block is long. */
  #estimateOfAll(): Estimate {
    const starts = Uint32Array.from({ length: this.count }, (_, start) => start);
    const { value, standardError } = this.#estimateOf(starts, this.blockLength);
    return { value, standardError: standardError * this.#beyond };
  }

  /** The standard error is that of a sum of blocks, which differ by how far each is from the ratio of all. */
  #estimateOf(starts: Uint32Array, overlap: number): Estimate {
    const totals = this.#ratios.map((ratio) => totalOf(ratio, starts));
    let squares = 0;
    for (const start of starts) {
      let deviation = 0;
      for (let which = 0; which < totals.length; which += 1) {
        const { amounts, bases, sign } = this.#ratios[which] as RatioBlocks;
        const { amount, base } = totals[which] as Term;
        const own = (amounts[start] as number) - (amount / base) * (bases[start] as number);
        deviation += (sign * own * overlap) / base;
      }
      squares += deviation * deviation;
    }
    const value = totals.reduce(
      (sum, { amount, base }, which) => sum + (which === 0 ? amount : -amount) / base,
      0,
    );
    const blocks = starts.length / overlap;
    const variance = ((squares / overlap) * blocks) / Math.max(1, blocks - 1);
    return { value, standardError: Math.sqrt(variance) };
  }
}

function totalOf({ amounts, bases }: RatioBlocks, starts: Uint32Array): Term {
  let amount = 0;
  let base = 0;
  for (const start of starts) {
    amount += amounts[start] as number;
    base += bases[start] as number;
  }
  return { amount, base };
}

/** Sums of the circular block that begins at each place. */
class RatioBlocks {
  readonly sign: 1 | -1;
  readonly amounts: Float64Array;
  readonly bases: Float64Array;
  readonly total: Term;

  constructor(terms: readonly Term[], length: number, sign: 1 | -1) {
    this.sign = sign;
    this.amounts = blockSums(
      terms.map(({ amount }) => amount),
      length,
    );
    this.bases = blockSums(
      terms.map(({ base }) => base),
      length,
    );
    this.total = sumOf(terms);
  }
}

function blockSums(values: readonly number[], length: number): Float64Array {
  return Float64Array.from(values, (_, start) => {
    let sum = 0;
    for (let step = 0; step < length; step += 1) sum += values[(start + step) % values.length] ?? 0;
    return sum;
  });
}

/** How far each place moves the estimate: what dependence is measured on. */
function influences(series: Series): number[] {
  const [first] = series;
  const moved = first.map(() => 0);
  series.forEach((terms, which) => {
    const total = sumOf(terms);
    const ratio = total.amount / total.base;
    terms.forEach(({ amount, base }, place) => {
      const influence = (amount - ratio * base) / total.base;
      moved[place] = (moved[place] ?? 0) + (which === 0 ? influence : -influence);
    });
  });
  return moved;
}

const sumOf = (terms: readonly Term[]): Term =>
  terms.reduce((sum, { amount, base }) => ({ amount: sum.amount + amount, base: sum.base + base }), {
    amount: 0,
    base: 0,
  });
