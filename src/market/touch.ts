// The touch as others make it: our own resting quantity is taken out before any price is read off a book.
import type { Lots, Ticks } from '../core/money.ts';
import { openQuantity, type OrderRecord } from '../core/order.ts';
import type { Side } from '../core/side.ts';
import type { Book, BookSide } from './book.ts';

export interface Touch {
  readonly bid: Ticks;
  readonly bidQuantity: Lots;
  readonly ask: Ticks;
  readonly askQuantity: Lots;
}

/** `undefined` when a side is empty or the book is crossed: then the book does not say what a price is. */
export function touchOfOthers(book: Book, ownResting: Iterable<OrderRecord>): Touch | undefined {
  const bidRank = firstRankOfOthers(book.bids, ownResting);
  const askRank = firstRankOfOthers(book.asks, ownResting);
  const bid = book.bids.priceAt(bidRank);
  const ask = book.asks.priceAt(askRank);
  if (bid === undefined || ask === undefined || bid >= ask || bid <= 0) return undefined;
  return {
    bid,
    bidQuantity: (book.bids.quantityAt(bidRank) - ownQuantityAt('buy', bid, ownResting)) as Lots,
    ask,
    askQuantity: (book.asks.quantityAt(askRank) - ownQuantityAt('sell', ask, ownResting)) as Lots,
  };
}

/** A level that shows no more than we have there is ours alone. */
function firstRankOfOthers(side: BookSide, ownResting: Iterable<OrderRecord>): number {
  let rank = 0;
  for (; ; rank += 1) {
    const price = side.priceAt(rank);
    if (price === undefined) return rank;
    const own = ownQuantityAt(side.side, price, ownResting);
    if (own === 0 || side.quantityAt(rank) > own) return rank;
  }
}

function ownQuantityAt(side: Side, price: Ticks, ownResting: Iterable<OrderRecord>): number {
  let sum = 0;
  for (const order of ownResting) {
    const { request } = order;
    if (request.timeInForce === 'gtc' && request.side === side && request.price === price)
      sum += openQuantity(order);
  }
  return sum;
}
