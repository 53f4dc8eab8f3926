// A price-level book of one instrument, in whole ticks and lots.
import type { LevelBuffer } from '../core/levels.ts';
import { lots, maxTicks, minTicks, type Ticks } from '../core/money.ts';
import type { Side } from '../core/side.ts';
import { BookSide } from './book-side.ts';

/** Both sides. `bid` and `ask` may cross for a moment in a feed that is behind; `isUsable` tells. */
export class Book {
  readonly bids = new BookSide('buy');
  readonly asks = new BookSide('sell');

  /** Sets every level of the buffer; a snapshot first clears the book. Returns whether either touch changed. */
  apply(levels: LevelBuffer, isSnapshot: boolean): boolean {
    if (isSnapshot) this.#beginAnew(levels);
    let touchChanged = isSnapshot;
    for (let index = 0; index < levels.count; index += 1) {
      const side = levels.side(index) === 'buy' ? this.bids : this.asks;
      if (side.set(levels.price(index), levels.quantity(index))) touchChanged = true;
    }
    return touchChanged;
  }

  /** The best levels come first, whatever their order: around them the sides lay out the others. */
  #beginAnew(levels: LevelBuffer): void {
    this.bids.clear();
    this.asks.clear();
    let [bid, ask]: (Ticks | undefined)[] = [];
    for (let index = 0; index < levels.count; index += 1) {
      if (levels.quantity(index) <= 0) continue;
      const price = levels.price(index);
      if (levels.side(index) === 'buy') bid = bid === undefined ? price : maxTicks(bid, price);
      else ask = ask === undefined ? price : minTicks(ask, price);
    }
    if (bid !== undefined) this.bids.set(bid, lots(1));
    if (ask !== undefined) this.asks.set(ask, lots(1));
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
