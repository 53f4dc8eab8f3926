// A price-level book of one instrument, in whole ticks and lots.
import type { LevelBuffer } from '../core/levels.ts';
import type { Side } from '../core/side.ts';
import { BookSide } from './book-side.ts';

/** Both sides. `bid` and `ask` may cross for a moment in a feed that is behind; `isUsable` tells. */
export class Book {
  readonly bids = new BookSide('buy');
  readonly asks = new BookSide('sell');

  /** Sets every level of the buffer; a snapshot first clears the book. Returns whether either touch changed. */
  apply(levels: LevelBuffer, isSnapshot: boolean): boolean {
    if (isSnapshot) {
      this.bids.clear();
      this.asks.clear();
    }
    let touchChanged = isSnapshot;
    for (let index = 0; index < levels.count; index += 1) {
      const side = levels.side(index) === 'buy' ? this.bids : this.asks;
      if (side.set(levels.price(index), levels.quantity(index))) touchChanged = true;
    }
    return touchChanged;
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
