// A whole book as the levels of a snapshot, worst levels first: whoever sets them in this order only ever appends.
import type { LevelBuffer } from '../core/levels.ts';
import type { Book } from '../market/book.ts';
import type { BookSide } from '../market/book-side.ts';

/** Replaces what the buffer held. */
export function copyBook(book: Book, into: LevelBuffer): void {
  into.clear();
  copySide(book.bids, into);
  copySide(book.asks, into);
}

function copySide(side: BookSide, into: LevelBuffer): void {
  for (const price of side.prices().reverse()) into.push(side.side, price, side.quantityOf(price));
}
