// A price-level book of one instrument: whole ticks and lots, best level last, so that changes near the touch are cheap.
import type { LevelBuffer } from '../core/levels.ts';
import { zeroLots, type Lots, type Ticks } from '../core/money.ts';
import type { Side } from '../core/side.ts';

const levelsPerSideMax = 8192;

/** Both sides. `bid` and `ask` may cross for a moment in a feed that is behind; `isUsable` tells. */
export class Book {
  readonly bids = new BookSide('buy');
  readonly asks = new BookSide('sell');

  /** Sets every level of the buffer; a snapshot first clears the book. Returns whether either touch changed. */
  apply(levels: LevelBuffer, isSnapshot: boolean): boolean {
    if (isSnapshot) {
      this.bids.clear();
      this.asks.clear();
    }
    let touchChanged = isSnapshot;
    for (let index = 0; index < levels.count; index += 1) {
      const side = levels.side(index) === 'buy' ? this.bids : this.asks;
      if (side.set(levels.price(index), levels.quantity(index))) touchChanged = true;
    }
    return touchChanged;
  }

  side(side: Side): BookSide {
    return side === 'buy' ? this.bids : this.asks;
  }

  /** Both sides are there and do not cross: only then does the book say what a price is. */
  isUsable(): boolean {
    const bid = this.bids.bestPrice();
    const ask = this.asks.bestPrice();
    return bid !== undefined && ask !== undefined && bid < ask;
  }
}

/** One side, sorted from the worst price to the best. */
export class BookSide {
  readonly side: Side;
  #count = 0;
  #prices = new Float64Array(256);
  #quantities = new Float64Array(256);
  /** +1 where a higher price is better (bids), −1 for asks. */
  readonly #sign: 1 | -1;

  constructor(side: Side) {
    this.side = side;
    this.#sign = side === 'buy' ? 1 : -1;
  }

  get depth(): number {
    return this.#count;
  }

  clear(): void {
    this.#count = 0;
  }

  bestPrice(): Ticks | undefined {
    return this.#count === 0 ? undefined : (this.#prices[this.#count - 1] as Ticks);
  }

  bestQuantity(): Lots {
    return this.#count === 0 ? zeroLots : (this.#quantities[this.#count - 1] as Lots);
  }

  /** Price of the `rank`-th best level, 0 for the best. */
  priceAt(rank: number): Ticks | undefined {
    return rank < this.#count ? (this.#prices[this.#count - 1 - rank] as Ticks) : undefined;
  }

  quantityAt(rank: number): Lots {
    return rank < this.#count ? (this.#quantities[this.#count - 1 - rank] as Lots) : zeroLots;
  }

  /** Displayed quantity at a price, 0 where there is no level. */
  quantityOf(price: Ticks): Lots {
    const index = this.#find(price);
    return index < this.#count && this.#prices[index] === price
      ? (this.#quantities[index] as Lots)
      : zeroLots;
  }

  /** Sets a level; quantity 0 removes it. Returns whether the best level's price or quantity changed. */
  set(price: Ticks, quantity: Lots): boolean {
    const index = this.#find(price);
    const exists = index < this.#count && this.#prices[index] === price;
    const isBest = exists ? index === this.#count - 1 : index === this.#count;
    if (quantity <= 0) {
      if (!exists) return false;
      this.#prices.copyWithin(index, index + 1, this.#count);
      this.#quantities.copyWithin(index, index + 1, this.#count);
      this.#count -= 1;
      return isBest;
    }
    if (exists) {
      if (this.#quantities[index] === quantity) return false;
      this.#quantities[index] = quantity;
      return isBest;
    }
    this.#insert(index, price, quantity);
    return isBest;
  }

  /** Index of the price, or where it would be inserted: near the touch nearly always, so searched from there first. */
  #find(price: Ticks): number {
    const key = price * this.#sign;
    const nearest = Math.max(0, this.#count - 8);
    for (let index = this.#count - 1; index >= nearest; index -= 1) {
      const other = (this.#prices[index] as number) * this.#sign;
      if (other === key) return index;
      if (other < key) return index + 1;
    }
    let low = 0;
    let high = nearest;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#prices[middle] as number) * this.#sign < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #insert(at: number, price: Ticks, quantity: Lots): void {
    let index = at;
    if (this.#count === levelsPerSideMax) {
      // The deepest level goes: nothing that we send walks that far.
      if (index === 0) return;
      this.#prices.copyWithin(0, 1, this.#count);
      this.#quantities.copyWithin(0, 1, this.#count);
      this.#count -= 1;
      index -= 1;
    }
    if (this.#count === this.#prices.length) {
      const prices = new Float64Array(this.#prices.length * 2);
      prices.set(this.#prices);
      this.#prices = prices;
      const quantities = new Float64Array(this.#quantities.length * 2);
      quantities.set(this.#quantities);
      this.#quantities = quantities;
    }
    this.#prices.copyWithin(index + 1, index, this.#count);
    this.#quantities.copyWithin(index + 1, index, this.#count);
    this.#prices[index] = price;
    this.#quantities[index] = quantity;
    this.#count += 1;
  }
}
