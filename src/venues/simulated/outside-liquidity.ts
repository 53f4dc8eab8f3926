// The market of all others: the fed price levels, less what our own takers have already consumed of them. The feed knows
// nothing of our trades, so the consumed quantity is remembered until the level shrinks below it or goes: it is not there
// twice.
import { assert } from '../../core/assert.ts';
import type { LevelBuffer } from '../../core/levels.ts';
import { addLots, minLots, subtractLots, zeroLots, type Lots, type Ticks } from '../../core/money.ts';
import type { Side } from '../../core/side.ts';
import { Book } from '../../market/book.ts';

export class OutsideLiquidity {
  /** As fed, without regard to what was consumed. */
  readonly book = new Book();
  readonly #consumed: Readonly<Record<Side, Map<Ticks, Lots>>> = { buy: new Map(), sell: new Map() };

  /** Takes over what the feed says; consumed quantity never exceeds what is displayed. */
  apply(levels: LevelBuffer, isSnapshot: boolean): void {
    this.book.apply(levels, isSnapshot);
    if (this.isIntact()) return;
    if (isSnapshot) {
      for (const side of ['buy', 'sell'] as const) {
        for (const price of this.#consumed[side].keys()) this.#capConsumed(side, price);
      }
    } else {
      for (let index = 0; index < levels.count; index += 1)
        this.#capConsumed(levels.side(index), levels.price(index));
    }
  }

  /** Nothing is consumed: what is available is what is displayed. */
  isIntact(): boolean {
    return this.#consumed.buy.size === 0 && this.#consumed.sell.size === 0;
  }

  available(side: Side, price: Ticks): Lots {
    const displayed = this.book.side(side).quantityOf(price);
    const consumed = this.#consumed[side].get(price);
    return consumed === undefined ? displayed : subtractLots(displayed, consumed);
  }

  /** The best price of a side at which anything is left; `undefined` when nothing is. */
  bestPrice(side: Side): Ticks | undefined {
    const levels = this.book.side(side);
    if (this.#consumed[side].size === 0) return levels.bestPrice();
    for (let rank = 0; rank < levels.depth; rank += 1) {
      const price = levels.priceAt(rank) as Ticks;
      if (levels.quantityAt(rank) > (this.#consumed[side].get(price) ?? 0)) return price;
    }
    return undefined;
  }

  /** What a taker of this side with this limit can reach, counted no further than `enough`. */
  reachable(side: Side, limit: Ticks, enough: Lots): Lots {
    const levels = this.book.side(side);
    let sum = zeroLots;
    for (let rank = 0; rank < levels.depth && sum < enough; rank += 1) {
      const price = levels.priceAt(rank) as Ticks;
      if (side === 'buy' ? price < limit : price > limit) break;
      sum = addLots(sum, this.available(side, price));
    }
    return sum;
  }

  /** Consumes a quantity that is available at the price. */
  take(side: Side, price: Ticks, quantity: Lots): void {
    assert(quantity <= this.available(side, price), 'no more is taken than is available');
    const consumed = this.#consumed[side].get(price) ?? zeroLots;
    this.#consumed[side].set(price, addLots(consumed, quantity));
  }

  #capConsumed(side: Side, price: Ticks): void {
    const consumed = this.#consumed[side].get(price);
    if (consumed === undefined) return;
    const displayed = this.book.side(side).quantityOf(price);
    if (displayed === 0) this.#consumed[side].delete(price);
    else this.#consumed[side].set(price, minLots(consumed, displayed));
  }
}
