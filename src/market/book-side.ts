// One side of a book. Levels near the touch stand in a window of consecutive ticks, where setting one costs the same whatever
// else is there; levels far from it, which nobody trades at, stand in a map until the market comes near them. The window of a side
// that has many of those becomes wider.
import { zeroLots, type Lots, type Ticks } from '../core/money.ts';
import type { Side } from '../core/side.ts';

/** Powers of two, and multiples of the 32 ticks that share a word of the bitmap. */
const narrowTicks = 4_096;
const wideTicks = 65_536;
/** So many far levels are worth a wider window: a map is several times as slow. */
const farLevelsOfNarrow = 64;
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
  #windowTicks = narrowTicks;
  #quantities = new Float64Array(narrowTicks);
  /** One bit for each place that holds a level. */
  #occupied = new Int32Array(narrowTicks >> 5);
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
    const inWindow = place > this.#windowTicks ? this.#best : place > 0 ? this.#occupiedBelow(place) : none;
    if (inWindow !== none) return this.#priceOf(this.#base + inWindow);
    let best = -Infinity;
    for (const far of this.#far.keys()) if (far < key && far > best) best = far;
    return best === -Infinity ? undefined : this.#priceOf(best);
  }

  /** Displayed quantity at a price, 0 where there is no level. */
  quantityOf(price: Ticks): Lots {
    const key = price * this.#sign;
    const place = key - this.#base;
    if (place >= 0 && place < this.#windowTicks) return this.#quantities[place] as Lots;
    return this.#far.get(key) ?? zeroLots;
  }

  /** Sets a level; quantity 0 removes it. Returns whether the best level's price or quantity changed. */
  set(price: Ticks, quantity: Lots): boolean {
    const key = price * this.#sign;
    const place = key - this.#base;
    if (place < 0 || place >= this.#windowTicks || this.#best === none)
      return this.#setOutside(key, quantity);
    return this.#setInside(place, quantity);
  }

  /** What was there before is not asked behind the best level: to look would mean to wait for the memory, and nobody wants to know. */
  #setInside(place: number, quantity: Lots): boolean {
    if (place >= this.#best) return this.#setBest(place, quantity);
    this.#put(place, quantity);
    return false;
  }

  /** Without a branch on whether there is a level or was one: nobody can foretell that, the processor neither. */
  #put(place: number, quantity: Lots): void {
    this.#quantities[place] = quantity;
    const word = place >> 5;
    const shift = place & 31;
    const bits = this.#occupied[word] as number;
    const isThere = Number(quantity > 0);
    this.#occupied[word] = (bits & ~(1 << shift)) | (isThere << shift);
    this.#inWindow += isThere - ((bits >>> shift) & 1);
  }

  /** At the best level or beyond. Returns whether the best level's price or quantity changed. */
  #setBest(place: number, quantity: Lots): boolean {
    const before = this.#quantities[place] as number;
    this.#put(place, quantity);
    if (quantity > 0) {
      const isBetter = place > this.#best;
      this.#best = place;
      return isBetter || before !== quantity;
    }
    if (place > this.#best) return false;
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
    if (this.#best !== none && key < this.#base) {
      if (this.#far.size < farLevelsMax || this.#far.has(key)) this.#far.set(key, quantity);
      if (this.#far.size > farLevelsOfNarrow && this.#windowTicks < wideTicks) this.#widen();
      return false;
    }
    this.#moveWindow(key);
    return this.#setInside(key - this.#base, quantity);
  }

  /** The window is empty: it moves to the best of what was far. */
  #comeNearer(): void {
    let best = -Infinity;
    for (const key of this.#far.keys()) if (key > best) best = key;
    if (best !== -Infinity) this.#moveWindow(best);
  }

  #widen(): void {
    const [base, best, quantities] = [this.#base, this.#best, this.#quantities];
    const places: number[] = [];
    for (let place = best; place !== none; place = this.#occupiedBelow(place)) places.push(place);
    this.#windowTicks = wideTicks;
    this.#quantities = new Float64Array(wideTicks);
    this.#occupied = new Int32Array(wideTicks >> 5);
    this.#best = none;
    this.#inWindow = 0;
    this.#fillAround(base + best);
    for (const place of places) this.#setInside(base + place - this.#base, quantities[place] as Lots);
  }

  /** Puts the key into the middle of the window; levels change between window and map by where they then stand. */
  #moveWindow(key: number): void {
    this.#emptyIntoFar();
    this.#fillAround(key);
  }

  #emptyIntoFar(): void {
    for (let place = this.#best; place !== none; place = this.#occupiedBelow(place)) {
      this.#far.set(this.#base + place, this.#quantities[place] as Lots);
    }
    this.#clearWindow();
  }

  #fillAround(key: number): void {
    this.#base = key - (this.#windowTicks >> 1);
    for (const [far, quantity] of this.#far) {
      const place = far - this.#base;
      if (place < 0 || place >= this.#windowTicks) continue;
      this.#far.delete(far);
      this.#setInside(place, quantity);
    }
  }

  #clearWindow(): void {
    if (this.#best === none) return;
    for (let place = this.#best; place !== none; place = this.#occupiedBelow(place))
      this.#quantities[place] = 0;
    this.#occupied.fill(0);
    this.#best = none;
    this.#inWindow = 0;
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
