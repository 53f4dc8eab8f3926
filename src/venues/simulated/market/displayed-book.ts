// What the synthetic venue displays, and what changed since the last message: every change of the book goes through here, so
// that the deltas add up to the book, no level is named twice in a message, and neither side is ever empty.
import { assert, assertPresent } from '../../../core/assert.ts';
import type { LevelBuffer } from '../../../core/levels.ts';
import { zeroLots, type Lots, type Ticks } from '../../../core/money.ts';
import { oppositeSide, type Side } from '../../../core/side.ts';
import { Book } from '../../../market/book.ts';
import type { BookSide } from '../../../market/book-side.ts';

/** Prices and quantities at which one aggressive order traded, best first; reused. */
export interface Executions {
  count: number;
  readonly prices: Ticks[];
  readonly quantities: Lots[];
}

export class DisplayedBook {
  readonly #book = new Book();
  readonly #changes: LevelBuffer;

  /** Changes are written to `changes`, which its owner clears once they were sent. */
  constructor(changes: LevelBuffer) {
    this.#changes = changes;
  }

  side(side: Side): BookSide {
    return this.#book.side(side);
  }

  best(side: Side): Ticks {
    return assertPresent(this.#book.side(side).bestPrice(), 'a best price on either side');
  }

  /** In ticks, and halves of them. */
  mid(): number {
    return (this.best('buy') + this.best('sell')) / 2;
  }

  spreadTicks(): number {
    return this.best('sell') - this.best('buy');
  }

  /** Shows `quantity` at `price`; 0 takes the level away. */
  show(side: Side, price: Ticks, quantity: Lots): void {
    assert(quantity === 0 || price > 0, 'prices are positive');
    this.#book.side(side).set(price, quantity);
    for (let index = 0; index < this.#changes.count; index += 1) {
      if (this.#changes.price(index) === price && this.#changes.side(index) === side) {
        this.#changes.setQuantity(index, quantity);
        return;
      }
    }
    this.#changes.push(side, price, quantity);
  }

  /**
   * An aggressive order takes up to `quantity` of the other side, at prices that `limitTicks` allows (not at it), and at least
   * leaves the last level. What it took is gone from the book.
   */
  take(aggressor: Side, quantity: Lots, limitTicks: number, executions: Executions): void {
    const passive = oppositeSide(aggressor);
    const levels = this.#book.side(passive);
    const sign = aggressor === 'buy' ? 1 : -1;
    executions.count = 0;
    let left: number = quantity;
    while (left > 0 && levels.depth > 1) {
      const price = this.best(passive);
      if ((limitTicks - price) * sign <= 0) break;
      const shown = levels.bestQuantity();
      const taken = Math.min(left, shown) as Lots;
      this.show(passive, price, (shown - taken) as Lots);
      executions.prices[executions.count] = price;
      executions.quantities[executions.count] = taken;
      executions.count += 1;
      left -= taken;
    }
  }

  /** Writes the whole book to `levels`, best first. */
  copyTo(levels: LevelBuffer): void {
    levels.clear();
    for (const side of ['buy', 'sell'] as const) {
      const shown = this.#book.side(side);
      for (const price of shown.prices()) levels.push(side, price, shown.quantityOf(price));
    }
  }

  remove(side: Side, price: Ticks): void {
    this.show(side, price, zeroLots);
  }
}
