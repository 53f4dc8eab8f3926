// What takers of ours have consumed of one side of the book: at few prices, all near the touch.
import type { PriceSpan } from '../../core/levels.ts';
import { addLots, minLots, zeroLots, type Lots, type Ticks } from '../../core/money.ts';

export class ConsumedLevels implements PriceSpan {
  /** Two columns. They are so few that looking through them is faster than a map. */
  readonly #prices: Ticks[] = [];
  readonly #quantities: Lots[] = [];
  /** Nothing is consumed beyond these: most levels of a message are, and need no look. */
  lowest = Infinity;
  highest = -Infinity;

  get isEmpty(): boolean {
    return this.#prices.length === 0;
  }

  at(price: Ticks): Lots {
    if (price < this.lowest || price > this.highest) return zeroLots;
    const index = this.#prices.indexOf(price);
    return index < 0 ? zeroLots : (this.#quantities[index] as Lots);
  }

  add(price: Ticks, quantity: Lots): void {
    const index = this.#prices.indexOf(price);
    if (index >= 0) {
      this.#quantities[index] = addLots(this.#quantities[index] as Lots, quantity);
      return;
    }
    this.#prices.push(price);
    this.#quantities.push(quantity);
    this.#widen(price);
  }

  /** So much is displayed at the price: no more of it can be consumed. */
  cap(price: Ticks, displayed: Lots): void {
    const index = this.#prices.indexOf(price);
    if (index < 0) return;
    if (displayed > 0) this.#quantities[index] = minLots(this.#quantities[index] as Lots, displayed);
    else this.#forget(index);
  }

  prices(): readonly Ticks[] {
    return [...this.#prices];
  }

  #forget(index: number): void {
    this.#prices.splice(index, 1);
    this.#quantities.splice(index, 1);
    this.lowest = Infinity;
    this.highest = -Infinity;
    for (const price of this.#prices) this.#widen(price);
  }

  #widen(price: Ticks): void {
    this.lowest = Math.min(this.lowest, price);
    this.highest = Math.max(this.highest, price);
  }
}
