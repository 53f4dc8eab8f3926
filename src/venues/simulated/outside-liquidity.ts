// The market of all others: the fed price levels, less what our own takers have already consumed of them. The feed knows
// nothing of our trades, so the consumed quantity is remembered until the level shrinks below it or goes: it is not there
// twice.
import { assert } from '../../core/assert.ts';
import type { LevelBuffer } from '../../core/levels.ts';
import { addLots, subtractLots, zeroLots, type Lots, type Ticks } from '../../core/money.ts';
import type { Side } from '../../core/side.ts';
import { Book } from '../../market/book.ts';
import { ConsumedLevels } from './consumed-levels.ts';

export class OutsideLiquidity {
  /** As fed, without regard to what was consumed. */
  readonly book = new Book();
  readonly consumedBids = new ConsumedLevels();
  readonly consumedAsks = new ConsumedLevels();

  /** Takes over what the feed says; consumed quantity never exceeds what is displayed. Returns whether either touch of the feed changed. */
  apply(levels: LevelBuffer, isSnapshot: boolean): boolean {
    const hasTouchChanged = this.book.apply(levels, isSnapshot);
    if (!this.isIntact()) this.#capAllConsumed(levels, isSnapshot);
    return hasTouchChanged;
  }

  /** Nothing is consumed: what is available is what is displayed. */
  isIntact(): boolean {
    return this.consumedBids.isEmpty && this.consumedAsks.isEmpty;
  }

  /** How much of what is displayed at a price is not there any more. */
  consumed(side: Side, price: Ticks): Lots {
    return this.#consumed(side).at(price);
  }

  available(side: Side, price: Ticks): Lots {
    return subtractLots(this.book.side(side).quantityOf(price), this.consumed(side, price));
  }

  /** The best price of a side at which anything is left; `undefined` when nothing is. */
  bestPrice(side: Side): Ticks | undefined {
    const levels = this.book.side(side);
    if (this.#consumed(side).isEmpty) return levels.bestPrice();
    let price = levels.bestPrice();
    while (price !== undefined && this.available(side, price) === 0) price = levels.nextWorse(price);
    return price;
  }

  /** What a taker of this side with this limit can reach, counted no further than `enough`. */
  reachable(side: Side, limit: Ticks, enough: Lots): Lots {
    const levels = this.book.side(side);
    let sum = zeroLots;
    for (
      let price = levels.bestPrice();
      price !== undefined && sum < enough;
      price = levels.nextWorse(price)
    ) {
      if (side === 'buy' ? price < limit : price > limit) break;
      sum = addLots(sum, this.available(side, price));
    }
    return sum;
  }

  /** Consumes a quantity that is available at the price. */
  take(side: Side, price: Ticks, quantity: Lots): void {
    assert(quantity <= this.available(side, price), 'no more is taken than is available');
    this.#consumed(side).add(price, quantity);
  }

  #capAllConsumed(levels: LevelBuffer, isSnapshot: boolean): void {
    if (isSnapshot) {
      for (const side of ['buy', 'sell'] as const)
        for (const price of this.#consumed(side).prices()) this.#capConsumed(side, price);
    } else {
      const { consumedBids, consumedAsks } = this;
      let index = levels.nextWithin(0, consumedBids, consumedAsks);
      for (; index < levels.count; index = levels.nextWithin(index + 1, consumedBids, consumedAsks))
        this.#capConsumed(levels.side(index), levels.price(index));
    }
  }

  #capConsumed(side: Side, price: Ticks): void {
    const consumed = this.#consumed(side);
    if (consumed.at(price) > 0) consumed.cap(price, this.book.side(side).quantityOf(price));
  }

  #consumed(side: Side): ConsumedLevels {
    return side === 'buy' ? this.consumedBids : this.consumedAsks;
  }
}
