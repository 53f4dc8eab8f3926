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
  for (const level of levelsWithinBand(leg, side)) {
    if (shown >= enough) break;
    if (level.quantity > 0) ticks = level.beyondTouch;
    shown = addLots(shown, level.quantity);
  }
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
  for (const level of levelsWithinBand(leg, side)) {
    const taken = minLots(missing, level.quantity);
    total += priceUnits(leg.instrument, level.price) * BigInt(taken);
    missing = subtractLots(missing, taken);
    if (missing === 0)
      return side === 'buy' ? -floorDivide(-total, BigInt(quantity)) : floorDivide(total, BigInt(quantity));
  }
  return undefined;
}

interface ShownLevel {
  readonly price: Ticks;
  readonly beyondTouch: number;
  /** Of others. */
  readonly quantity: Lots;
}

/** From the touch to the end of the price band. */
function* levelsWithinBand(leg: Leg, side: Side): Generator<ShownLevel> {
  const { book, touch, orders, bookVenueTimeUs } = leg;
  if (touch === undefined) return;
  const furthest = ticksBeyondTouch(side, takerPrice(side, touch, undefined), touch);
  const levels = book.side(oppositeSide(side));
  let price: Ticks | undefined = side === 'buy' ? touch.ask : touch.bid;
  while (price !== undefined) {
    const beyondTouch = ticksBeyondTouch(side, price, touch);
    if (beyondTouch > furthest) return;
    yield { price, beyondTouch, quantity: quantityOfOthers(levels, price, orders, bookVenueTimeUs) };
    price = levels.nextWorse(price);
  }
}
