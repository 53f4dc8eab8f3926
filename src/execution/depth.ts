// What a book shows to a taker: how much of others' quantity there is, and how far one must reach for it.
import { floorDivide } from '../core/decimal.ts';
import { priceUnits } from '../core/instrument.ts';
import { addLots, maxLots, minLots, subtractLots, zeroLots, type Lots, type Ticks } from '../core/money.ts';
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
export function reachFor(leg: Leg, side: Side, enough: Lots): Reach {
  let shown: Lots = zeroLots;
  let ticks = 0;
  if (enough > 0)
    walkBand(leg, side, (_price, quantity, beyondTouch) => {
      if (quantity > 0) ticks = beyondTouch;
      shown = addLots(shown, quantity);
      return shown < enough;
    });
  return { shown, ticks };
}

/** What a book shows of it, but no less than the venue takes, and nothing is left that it would not take afterwards. */
export function sliceOf(missing: Lots, shown: Lots, minimum: Lots): Lots {
  const quantity = maxLots(shown, minimum);
  return subtractLots(missing, quantity) < minimum ? missing : quantity;
}

/**
 * What a taker of `quantity` would pay or get on average, in 10^−18 of the quote for one unit of base, rounded against us;
 * `undefined` while the band does not show that much.
 */
export function averageTakerPrice(leg: Leg, side: Side, quantity: Lots): bigint | undefined {
  let missing = quantity;
  let total = 0n;
  walkBand(leg, side, (price, shown) => {
    const taken = minLots(missing, shown);
    total += priceUnits(leg.instrument, price) * BigInt(taken);
    missing = subtractLots(missing, taken);
    return missing > 0;
  });
  if (missing > 0) return undefined;
  return side === 'buy' ? -floorDivide(-total, BigInt(quantity)) : floorDivide(total, BigInt(quantity));
}

/** Whether to go on to the next level. */
type Visit = (price: Ticks, ofOthers: Lots, beyondTouch: number) => boolean;

/**
 * From the touch to the end of the price band. The health gate walks with every decision: a generator, and an object for each
 * level, took nearly twice as long.
 */
function walkBand({ book, touch, orders, bookVenueTimeUs }: Leg, side: Side, visit: Visit): void {
  if (touch === undefined) return;
  const furthest = ticksBeyondTouch(side, takerPrice(side, touch, undefined), touch);
  const levels = book.side(oppositeSide(side));
  let price: Ticks | undefined = side === 'buy' ? touch.ask : touch.bid;
  while (price !== undefined) {
    const beyondTouch = ticksBeyondTouch(side, price, touch);
    if (beyondTouch > furthest) return;
    if (!visit(price, quantityOfOthers(levels, price, orders.live, bookVenueTimeUs), beyondTouch)) return;
    price = levels.nextWorse(price);
  }
}
