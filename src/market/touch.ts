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

/**
 * `undefined` when a side is empty or the book is crossed: then the book does not say what a price is. An order of ours is
 * taken out of a book that is as new as its acceptance: an older book does not show it yet. The touch `before` is handed
 * back where it still holds, because with most messages it does.
 */
export function touchOfOthers(
  book: Book,
  own: readonly OrderRecord[],
  bookVenueTimeUs: number,
  before?: Touch,
): Touch | undefined {
  const bid = bestOfOthers(book.bids, own, bookVenueTimeUs);
  const ask = bestOfOthers(book.asks, own, bookVenueTimeUs);
  if (bid === undefined || ask === undefined || bid >= ask || bid <= 0) return undefined;
  return before?.bid === bid && before.ask === ask ? before : { bid, ask };
}

/** A level that shows no more than we have there is ours alone. */
function bestOfOthers(
  side: BookSide,
  own: readonly OrderRecord[],
  bookVenueTimeUs: number,
): Ticks | undefined {
  let price = side.bestPrice();
  if (own.length === 0) return price;
  while (price !== undefined && quantityOfOthers(side, price, own, bookVenueTimeUs) === 0)
    price = side.nextWorse(price);
  return price;
}

/** What others show at a price; 0 where there is nothing, or only what is ours. */
export function quantityOfOthers(
  side: BookSide,
  price: Ticks,
  own: readonly OrderRecord[],
  bookVenueTimeUs: number,
): Lots {
  const ours = ownQuantityAt(side.side, price, own, bookVenueTimeUs);
  const shown = side.quantityOf(price);
  return shown > ours ? lots(shown - ours) : zeroLots;
}

function ownQuantityAt(
  side: Side,
  price: Ticks,
  own: readonly OrderRecord[],
  bookVenueTimeUs: number,
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
