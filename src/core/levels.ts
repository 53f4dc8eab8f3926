// Price levels of one market-data message, in reused columns: nothing is allocated per level on the hot path.
import { assert } from './assert.ts';
import type { Lots, Ticks } from './money.ts';
import type { Side } from './side.ts';

/** (side, price, quantity) triples; quantity 0 removes the level. Cleared and refilled by its owner, borrowed by readers. */
export class LevelBuffer {
  count = 0;
  #bids: Uint8Array;
  #prices: Float64Array;
  #quantities: Float64Array;

  constructor(capacity: number = 64) {
    this.#bids = new Uint8Array(capacity);
    this.#prices = new Float64Array(capacity);
    this.#quantities = new Float64Array(capacity);
  }

  clear(): void {
    this.count = 0;
  }

  push(side: Side, price: Ticks, quantity: Lots): void {
    if (this.count === this.#prices.length) this.#grow();
    this.#bids[this.count] = side === 'buy' ? 1 : 0;
    this.#prices[this.count] = price;
    this.#quantities[this.count] = quantity;
    this.count += 1;
  }

  /** `buy` is the bid side of the book, `sell` the ask side. */
  side(index: number): Side {
    return this.#bids[index] === 1 ? 'buy' : 'sell';
  }

  price(index: number): Ticks {
    assert(index < this.count, 'a level index is below the count');
    return this.#prices[index] as Ticks;
  }

  quantity(index: number): Lots {
    assert(index < this.count, 'a level index is below the count');
    return this.#quantities[index] as Lots;
  }

  setQuantity(index: number, quantity: Lots): void {
    assert(index < this.count, 'a level index is below the count');
    this.#quantities[index] = quantity;
  }

  copyFrom(other: LevelBuffer): void {
    while (this.#prices.length < other.count) this.#grow();
    for (let index = 0; index < other.count; index += 1) {
      this.#bids[index] = other.#bids[index] as number;
      this.#prices[index] = other.#prices[index] as number;
      this.#quantities[index] = other.#quantities[index] as number;
    }
    this.count = other.count;
  }

  /** [1 for bid or 0 for ask, price, quantity, …]: the form in logs, where it is part of the event hash. */
  toJSON(): number[] {
    const flat: number[] = [];
    for (let index = 0; index < this.count; index += 1) {
      flat.push(
        this.#bids[index] as number,
        this.#prices[index] as number,
        this.#quantities[index] as number,
      );
    }
    return flat;
  }

  #grow(): void {
    const capacity = this.#prices.length * 2;
    const bids = new Uint8Array(capacity);
    bids.set(this.#bids);
    this.#bids = bids;
    const prices = new Float64Array(capacity);
    prices.set(this.#prices);
    this.#prices = prices;
    const quantities = new Float64Array(capacity);
    quantities.set(this.#quantities);
    this.#quantities = quantities;
  }
}
