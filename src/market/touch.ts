// The touch as others make it: our own resting quantity is taken out before any price is read off a book.
import { lots, zeroLots, type Lots, type Ticks } from '../core/money.ts';
import { openQuantity, type OrderRecord } from '../core/order.ts';
import type { Side } from '../core/side.ts';
import type { Book } from './book.ts';
import type { BookSide } from './book-side.ts';

export interface Touch {
  readonly bid: Ticks;
  readonly ask: Ticks;
}

/** A book, and the time of the venue at which it looked like that, in µs. */
export interface SeenBook {
  readonly book: Book;
  readonly bookVenueTimeUs: number;
}

/**
 * `undefined` when a side is empty or the book is crossed: then the book does not say what a price is. An order of ours is
 * taken out of a book that is as new as its acceptance: an older book does not show it yet. The touch `before` is handed
 * back where it still holds, because with most messages it does.
 */
export function touchOfOthers(
  seen: SeenBook,
  own: readonly OrderRecord[],
  before?: Touch,
): Touch | undefined {
  const bid = bestOfOthers(seen, seen.book.bids, own);
  const ask = bestOfOthers(seen, seen.book.asks, own);
  if (bid === undefined || ask === undefined || bid >= ask || bid <= 0) return undefined;
  return before?.bid === bid && before.ask === ask ? before : { bid, ask };
}

/** A level that shows no more than we have there is ours alone. */
function bestOfOthers(seen: SeenBook, side: BookSide, own: readonly OrderRecord[]): Ticks | undefined {
  let price = side.bestPrice();
  if (own.length === 0) return price;
  while (price !== undefined && isOursAlone(seen, side, price, own)) price = side.nextWorse(price);
  return price;
}

/** Of a price with a level. Mostly nothing of ours is there, and then nobody asks how much others show. */
function isOursAlone(seen: SeenBook, side: BookSide, price: Ticks, own: readonly OrderRecord[]): boolean {
  const ours = ownQuantityAt(seen, side.side, price, own);
  return ours > 0 && side.quantityOf(price) <= ours;
}

/** What others show at a price; 0 where there is nothing, or only what is ours. */
export function quantityOfOthers(
  seen: SeenBook,
  side: BookSide,
  price: Ticks,
  own: readonly OrderRecord[],
): Lots {
  const ours = ownQuantityAt(seen, side.side, price, own);
  const shown = side.quantityOf(price);
  return shown > ours ? lots(shown - ours) : zeroLots;
}

function ownQuantityAt(
  { bookVenueTimeUs }: SeenBook,
  side: Side,
  price: Ticks,
  own: readonly OrderRecord[],
): number {
  let sum = 0;
  for (const order of own) {
    const { request, acceptedVenueTimeUs } = order;
    if (request.price !== price || request.side !== side || request.timeInForce !== 'gtc') continue;
    if (acceptedVenueTimeUs !== undefined && acceptedVenueTimeUs <= bookVenueTimeUs)
      sum += openQuantity(order);
  }
  return sum;
}
