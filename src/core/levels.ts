// Price levels of one market-data message, in reused columns: nothing is allocated per level on the hot path, and levels that
// stand in a recording are not even copied.
import { assert } from './assert.ts';
import type { Lots, Ticks } from './money.ts';
import type { Side } from './side.ts';

/** Prices from the lowest to the highest, both included; none where the lowest is above the highest. */
export interface PriceSpan {
  readonly lowest: number;
  readonly highest: number;
}

/** (side, price, quantity) triples; quantity 0 removes the level. Cleared and refilled by its owner, borrowed by readers. */
export class LevelBuffer {
  count = 0;
  #ownTicks: Float64Array;
  #ownLots: Float64Array;
  /** What is read, from `#start` on: the own columns, or others' that are only borrowed. Bids have a negative price. */
  #signedTicks: Float64Array;
  #lots: Float64Array;
  #start = 0;
  /** 1 for a bid: only where a sign does not tell, because a price is not above zero. No venue means that, and some say it. */
  #bids: Uint8Array | undefined;

  constructor(capacity: number = 64) {
    this.#ownTicks = new Float64Array(capacity);
    this.#ownLots = new Float64Array(capacity);
    this.#signedTicks = this.#ownTicks;
    this.#lots = this.#ownLots;
  }

  clear(): void {
    this.count = 0;
    this.#bids = undefined;
    this.#readOwn();
  }

  push(side: Side, price: Ticks, quantity: Lots): void {
    if (this.#isBorrowed()) this.#keep();
    if (this.count === this.#ownTicks.length) this.#grow(this.count);
    if (price <= 0) this.#tellSides();
    if (this.#bids !== undefined) this.#bids[this.count] = side === 'buy' ? 1 : 0;
    this.#ownTicks[this.count] = this.#bids === undefined && side === 'buy' ? -price : price;
    this.#ownLots[this.count] = quantity;
    this.count += 1;
  }

  /** Reads `count` levels of columns that never change, from `start` on: bids with a negative price, asks with a positive one. */
  borrow(signedTicks: Float64Array, lots: Float64Array, start: number, count: number): void {
    this.#bids = undefined;
    this.#signedTicks = signedTicks;
    this.#lots = lots;
    this.#start = start;
    this.count = count;
  }

  /** `buy` is the bid side of the book, `sell` the ask side. */
  side(index: number): Side {
    const bids = this.#bids;
    const isBid =
      bids === undefined ? (this.#signedTicks[this.#start + index] as number) < 0 : bids[index] === 1;
    return isBid ? 'buy' : 'sell';
  }

  price(index: number): Ticks {
    assert(index < this.count, 'a level index is below the count');
    const signed = this.#signedTicks[this.#start + index] as number;
    return (this.#bids === undefined ? Math.abs(signed) : signed) as Ticks;
  }

  quantity(index: number): Lots {
    assert(index < this.count, 'a level index is below the count');
    return this.#lots[this.#start + index] as Lots;
  }

  setQuantity(index: number, quantity: Lots): void {
    assert(index < this.count, 'a level index is below the count');
    if (this.#isBorrowed()) this.#keep();
    this.#ownLots[index] = quantity;
  }

  /** Index of the next level, from `index` on, that may lie in the span of its side; the count where there is none. None that does is left out. */
  nextWithin(index: number, bids: PriceSpan, asks: PriceSpan): number {
    if (this.#bids !== undefined) return index;
    const signedTicks = this.#signedTicks;
    const start = this.#start;
    const [bidFrom, bidTo, askFrom, askTo] = [-bids.highest, -bids.lowest, asks.lowest, asks.highest];
    for (let next = index; next < this.count; next += 1) {
      const signed = signedTicks[start + next] as number;
      if ((signed >= bidFrom && signed <= bidTo) || (signed >= askFrom && signed <= askTo)) return next;
    }
    return this.count;
  }

  /** What the other one has borrowed is borrowed from where it did. */
  copyFrom(other: LevelBuffer): void {
    this.borrow(other.#signedTicks, other.#lots, other.#start, other.count);
    if (!other.#isBorrowed()) this.#keep();
    if (other.#bids === undefined) return;
    this.#bids = new Uint8Array(this.#ownTicks.length);
    this.#bids.set(other.#bids.subarray(0, other.count));
  }

  /** [1 for bid or 0 for ask, price, quantity, …]: the form in logs, where it is part of the event hash. */
  toJSON(): number[] {
    const flat: number[] = [];
    for (let index = 0; index < this.count; index += 1) {
      flat.push(this.side(index) === 'buy' ? 1 : 0, this.price(index), this.quantity(index));
    }
    return flat;
  }

  #isBorrowed(): boolean {
    return this.#signedTicks !== this.#ownTicks;
  }

  #readOwn(): void {
    this.#signedTicks = this.#ownTicks;
    this.#lots = this.#ownLots;
    this.#start = 0;
  }

  /** Copies what is read into the own columns, which may then be changed. */
  #keep(): void {
    const [signedTicks, lots, start] = [this.#signedTicks, this.#lots, this.#start];
    if (this.#ownTicks.length < this.count) this.#grow(this.count);
    for (let index = 0; index < this.count; index += 1) {
      this.#ownTicks[index] = signedTicks[start + index] as number;
      this.#ownLots[index] = lots[start + index] as number;
    }
    this.#readOwn();
  }

  /** From now on sides stand beside the prices, and not in their signs. */
  #tellSides(): void {
    if (this.#bids !== undefined) return;
    const bids = new Uint8Array(this.#ownTicks.length);
    for (let index = 0; index < this.count; index += 1) {
      bids[index] = this.side(index) === 'buy' ? 1 : 0;
      this.#ownTicks[index] = this.price(index);
    }
    this.#bids = bids;
  }

  /** Twice the room for so many levels; what is in the own columns stays. */
  #grow(count: number): void {
    const [ticks, lots, bids] = [this.#ownTicks, this.#ownLots, this.#bids];
    this.#ownTicks = new Float64Array(count * 2);
    this.#ownTicks.set(ticks);
    this.#ownLots = new Float64Array(count * 2);
    this.#ownLots.set(lots);
    if (bids !== undefined) {
      this.#bids = new Uint8Array(count * 2);
      this.#bids.set(bids);
    }
    this.#readOwn();
  }
}
