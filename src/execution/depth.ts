// What a book shows to a taker: how much of others' quantity there is, and how far one must reach for it.
import { addLots, zeroLots, type Lots, type Ticks } from '../core/money.ts';
import { oppositeSide, type Side } from '../core/side.ts';
import { quantityOfOthers } from '../market/touch.ts';
import type { Leg } from './leg.ts';
import { takerPrice, ticksBeyondTouch } from './pricing.ts';

export interface Reach {
  /** What others show up to there; it may be more than was asked for, and less where the price band ends. */
  readonly shown: Lots;
  /** How far beyond the touch, in ticks; 0 where nothing is shown. */
  readonly ticks: number;
}

/** Walks from the touch until `enough` is shown, and never beyond the price band. Mostly the touch alone suffices. */
export function reachFor({ book, touch, orders, bookVenueTimeUs }: Leg, side: Side, enough: Lots): Reach {
  let shown: Lots = zeroLots;
  let ticks = 0;
  if (touch === undefined) return { shown, ticks };
  const furthest = ticksBeyondTouch(side, takerPrice(side, touch, undefined), touch);
  const levels = book.side(oppositeSide(side));
  let price: Ticks | undefined = side === 'buy' ? touch.ask : touch.bid;
  while (price !== undefined && shown < enough) {
    const beyond = ticksBeyondTouch(side, price, touch);
    if (beyond > furthest) break;
    const quantity = quantityOfOthers(levels, price, orders, bookVenueTimeUs);
    if (quantity > 0) ticks = beyond;
    shown = addLots(shown, quantity);
    price = levels.nextWorse(price);
  }
  return { shown, ticks };
}
