// One side of a book. Levels near the touch stand in a window of consecutive ticks, where setting one costs the same whatever
// else is there; levels far from it, which nobody trades at, stand in a map until the market comes near them.
import { zeroLots, type Lots, type Ticks } from '../core/money.ts';
import type { Side } from '../core/side.ts';

/** A power of two, and a multiple of the 32 ticks that share a word of the bitmap. */
const windowTicks = 8_192;
const windowWords = windowTicks >> 5;
/** What lies in the map is bounded; the market is far from all of it. */
const farLevelsMax = 8_192;
const none = -1;

/**
 * Prices are kept as keys that are higher the better: the price itself for bids, its negative for asks. So there is one
 * direction in which to look for the next best level.
 */
export class BookSide {
  readonly side: Side;
  readonly #sign: 1 | -1;
  /** Key of the window's first place. */
  #base = 0;
  readonly #quantities = new Float64Array(windowTicks);
  /** One bit for each place that holds a level. */
  readonly #occupied = new Int32Array(windowWords);
  /** Place of the best level; `none` while the window is empty. */
  #best = none;
  #inWindow = 0;
  /** Key → quantity. Never better than the window's best level. */
  readonly #far = new Map<number, Lots>();

  constructor(side: Side) {
    this.side = side;
    this.#sign = side === 'buy' ? 1 : -1;
  }

  /** How many levels there are. */
  get depth(): number {
    return this.#inWindow + this.#far.size;
  }

  clear(): void {
    this.#far.clear();
    this.#clearWindow();
  }

  bestPrice(): Ticks | undefined {
    return this.#best === none ? undefined : this.#priceOf(this.#base + this.#best);
  }

  bestQuantity(): Lots {
    return this.#best === none ? zeroLots : (this.#quantities[this.#best] as Lots);
  }

  /** Price of the `rank`-th best level, 0 for the best. Walks there, so it is for a few levels only. */
  priceAt(rank: number): Ticks | undefined {
    let price = this.bestPrice();
    for (let step = 0; step < rank && price !== undefined; step += 1) price = this.nextWorse(price);
    return price;
  }

  quantityAt(rank: number): Lots {
    const price = this.priceAt(rank);
    return price === undefined ? zeroLots : this.quantityOf(price);
  }

  /** Every price with a level, from the best to the worst; made anew, for snapshots. */
  prices(): Ticks[] {
    const keys: number[] = [];
    for (let place = this.#best; place !== none; place = this.#occupiedBelow(place))
      keys.push(this.#base + place);
    keys.push(...[...this.#far.keys()].sort((left, right) => right - left));
    return keys.map((key) => this.#priceOf(key));
  }

  /** The best price that is worse than this one; `undefined` when there is none. */
  nextWorse(price: Ticks): Ticks | undefined {
    const key = price * this.#sign;
    const place = key - this.#base;
    const inWindow = place > windowTicks ? this.#best : place > 0 ? this.#occupiedBelow(place) : none;
    if (inWindow !== none) return this.#priceOf(this.#base + inWindow);
    let best = -Infinity;
    for (const far of this.#far.keys()) if (far < key && far > best) best = far;
    return best === -Infinity ? undefined : this.#priceOf(best);
  }

  /** Displayed quantity at a price, 0 where there is no level. */
  quantityOf(price: Ticks): Lots {
    const key = price * this.#sign;
    const place = key - this.#base;
    if (place >= 0 && place < windowTicks) return this.#quantities[place] as Lots;
    return this.#far.get(key) ?? zeroLots;
  }

  /** Sets a level; quantity 0 removes it. Returns whether the best level's price or quantity changed. */
  set(price: Ticks, quantity: Lots): boolean {
    const key = price * this.#sign;
    const place = key - this.#base;
    if (place < 0 || place >= windowTicks || this.#inWindow === 0) return this.#setOutside(key, quantity);
    return quantity > 0 ? this.#put(place, quantity) : this.#remove(place);
  }

  #put(place: number, quantity: Lots): boolean {
    const before = this.#quantities[place] as number;
    this.#quantities[place] = quantity;
    if (before === 0) {
      this.#occupied[place >> 5] = (this.#occupied[place >> 5] as number) | (1 << (place & 31));
      this.#inWindow += 1;
      if (place > this.#best) this.#best = place;
    }
    return place === this.#best && before !== quantity;
  }

  #remove(place: number): boolean {
    if (this.#quantities[place] === 0) return false;
    this.#quantities[place] = 0;
    this.#occupied[place >> 5] = (this.#occupied[place >> 5] as number) & ~(1 << (place & 31));
    this.#inWindow -= 1;
    if (place !== this.#best) return false;
    this.#best = this.#occupiedBelow(place);
    if (this.#best === none) this.#comeNearer();
    return true;
  }

  /** A level outside the window: better ones, and the first of all, move the window to themselves. */
  #setOutside(key: number, quantity: Lots): boolean {
    if (quantity <= 0) {
      this.#far.delete(key);
      return false;
    }
    if (this.#inWindow > 0 && key < this.#base) {
      if (this.#far.size < farLevelsMax || this.#far.has(key)) this.#far.set(key, quantity);
      return false;
    }
    this.#moveWindow(key);
    return this.#put(key - this.#base, quantity);
  }

  /** The window is empty: it moves to the best of what was far. */
  #comeNearer(): void {
    let best = -Infinity;
    for (const key of this.#far.keys()) if (key > best) best = key;
    if (best !== -Infinity) this.#moveWindow(best);
  }

  /** Puts the key into the middle of the window; levels change between window and map by where they then stand. */
  #moveWindow(key: number): void {
    for (let place = this.#best; place !== none; place = this.#occupiedBelow(place)) {
      this.#far.set(this.#base + place, this.#quantities[place] as Lots);
    }
    this.#clearWindow();
    this.#base = key - (windowTicks >> 1);
    for (const [far, quantity] of this.#far) {
      const place = far - this.#base;
      if (place < 0 || place >= windowTicks) continue;
      this.#far.delete(far);
      this.#put(place, quantity);
    }
  }

  #clearWindow(): void {
    if (this.#inWindow === 0) return;
    this.#quantities.fill(0);
    this.#occupied.fill(0);
    this.#inWindow = 0;
    this.#best = none;
  }

  /** The highest occupied place below this one. */
  #occupiedBelow(place: number): number {
    let word = place >> 5;
    let bits = this.#occupied[word] ?? 0;
    bits &= (1 << (place & 31)) - 1;
    while (bits === 0) {
      word -= 1;
      if (word < 0) return none;
      bits = this.#occupied[word] as number;
    }
    return (word << 5) + 31 - Math.clz32(bits);
  }

  #priceOf(key: number): Ticks {
    return (key * this.#sign) as Ticks;
  }
}
