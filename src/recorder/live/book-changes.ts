// What a whole book changes of the one that is known: venues that send nothing but whole books are recorded as those that send changes,
// in a tenth of the space.
import type { LevelBuffer } from '../../core/levels.ts';
import { zeroLots } from '../../core/money.ts';
import { Book } from '../../market/book.ts';

export class BookChanges {
  readonly #told = new Book();

  /** Replaces what `changes` held by the levels that make `known` into the book that `whole` tells. */
  find(known: Book, whole: LevelBuffer, changes: LevelBuffer): void {
    const told = this.#told;
    told.apply(whole, true);
    changes.clear();
    for (const side of ['buy', 'sell'] as const) {
      for (const price of known.side(side).prices()) {
        if (told.side(side).quantityOf(price) === 0) changes.push(side, price, zeroLots);
      }
      for (const price of told.side(side).prices()) {
        const quantity = told.side(side).quantityOf(price);
        if (known.side(side).quantityOf(price) !== quantity) changes.push(side, price, quantity);
      }
    }
  }
}
