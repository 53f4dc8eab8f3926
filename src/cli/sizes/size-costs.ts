// What it costs to take a size from a book, looked at once a second: how far the average price lies beyond the mid, and how often there is so much.
import type { Lots, Ticks } from '../../core/money.ts';
import type { Book } from '../../market/book.ts';
import type { BookSide } from '../../market/book-side.ts';

export interface SizeCost {
  readonly lots: Lots;
  /** In bps beyond the mid, over both sides, where the book bore it; null where it never did. */
  readonly meanBps: number | null;
  readonly p95Bps: number | null;
  /** How often either side showed so much, from 0 to 1. */
  readonly borneShare: number;
  /** How often the touch alone showed so much. */
  readonly atTouchShare: number;
}

export class SizeCosts {
  readonly #sizes: readonly Lots[];
  readonly #costsBps: readonly number[][];
  readonly #atTouch: number[];
  #looks = 0;

  constructor(sizes: readonly Lots[]) {
    this.#sizes = sizes;
    this.#costsBps = sizes.map(() => []);
    this.#atTouch = sizes.map(() => 0);
  }

  /** A book that says no price is not looked at. */
  look(book: Book): void {
    const [bid, ask] = [book.bids.bestPrice(), book.asks.bestPrice()];
    if (bid === undefined || ask === undefined || bid >= ask) return;
    const mid = (bid + ask) / 2;
    for (const side of [book.asks, book.bids]) {
      this.#looks += 1;
      this.#sizes.forEach((size, index) => {
        const average = averagePrice(side, size);
        if (average !== undefined) this.#costsBps[index]?.push((Math.abs(average - mid) / mid) * 10_000);
        if (side.bestQuantity() >= size) this.#atTouch[index] = (this.#atTouch[index] ?? 0) + 1;
      });
    }
  }

  summary(): SizeCost[] {
    return this.#sizes.map((size, index) => {
      const costs = [...(this.#costsBps[index] ?? [])].sort((left, right) => left - right);
      const total = costs.reduce((sum, cost) => sum + cost, 0);
      return {
        lots: size,
        meanBps: costs.length === 0 ? null : total / costs.length,
        p95Bps: costs[Math.ceil(costs.length * 0.95) - 1] ?? null,
        borneShare: this.#looks === 0 ? 0 : costs.length / this.#looks,
        atTouchShare: this.#looks === 0 ? 0 : (this.#atTouch[index] ?? 0) / this.#looks,
      };
    });
  }
}

/** A size is borne where it is nearly always there. */
const borneShareMin = 0.99;

/** The largest that costs at most so much more than the smallest, and is there; `undefined` where not even the smallest is. */
export function bestSize(costs: readonly SizeCost[], extraBps: number): SizeCost | undefined {
  const [smallest] = costs;
  return costs.findLast(
    ({ meanBps, borneShare }) =>
      meanBps !== null && borneShare >= borneShareMin && meanBps - (smallest?.meanBps ?? 0) <= extraBps,
  );
}

/** In ticks; `undefined` where the side shows less. */
function averagePrice(side: BookSide, size: Lots): number | undefined {
  let missing: number = size;
  let total = 0;
  for (let price: Ticks | undefined = side.bestPrice(); price !== undefined; price = side.nextWorse(price)) {
    const taken = Math.min(missing, side.quantityOf(price));
    total += taken * price;
    missing -= taken;
    if (missing === 0) return total / size;
  }
  return undefined;
}
