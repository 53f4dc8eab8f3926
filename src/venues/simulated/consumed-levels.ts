// What takers of ours have consumed of one side of the book: at few prices, all near the touch.
import { addLots, minLots, zeroLots, type Lots, type Ticks } from '../../core/money.ts';

export class ConsumedLevels {
  readonly #quantities = new Map<Ticks, Lots>();
  /** Nothing is consumed beyond these: most levels of a message are, and need no look into the map. */
  #lowest = Infinity;
  #highest = -Infinity;

  get isEmpty(): boolean {
    return this.#quantities.size === 0;
  }

  at(price: Ticks): Lots {
    if (price < this.#lowest || price > this.#highest) return zeroLots;
    return this.#quantities.get(price) ?? zeroLots;
  }

  add(price: Ticks, quantity: Lots): void {
    this.#quantities.set(price, addLots(this.at(price), quantity));
    this.#lowest = Math.min(this.#lowest, price);
    this.#highest = Math.max(this.#highest, price);
  }

  /** So much is displayed at the price: no more of it can be consumed. */
  cap(price: Ticks, displayed: Lots): void {
    const quantity = this.at(price);
    if (quantity === 0) return;
    if (displayed > 0) this.#quantities.set(price, minLots(quantity, displayed));
    else this.#forget(price);
  }

  prices(): Iterable<Ticks> {
    return this.#quantities.keys();
  }

  #forget(price: Ticks): void {
    this.#quantities.delete(price);
    if (!this.isEmpty) return;
    this.#lowest = Infinity;
    this.#highest = -Infinity;
  }
}
