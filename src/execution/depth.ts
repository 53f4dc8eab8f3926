// What a book shows to a taker: how much of others' quantity there is, and how far one must reach for it.
import { floorDivide } from '../core/decimal.ts';
import { priceUnits } from '../core/instrument.ts';
import { addLots, maxLots, minLots, subtractLots, zeroLots, type Lots, type Ticks } from '../core/money.ts';
import { oppositeSide, type Side } from '../core/side.ts';
import { quantityOfOthers, type Touch } from '../market/touch.ts';
import type { Leg } from './leg.ts';
import { takerPrice, ticksBeyondTouch } from './pricing.ts';

export interface Reach {
  /** What others show up to there; it may be more than was asked for, and less where the price band ends. */
  readonly shown: Lots;
  /** How far beyond the touch, in ticks; 0 where nothing is shown. */
  readonly ticks: number;
}

/**
 * Walks from the touch until `enough` is shown, and never beyond the price band. Mostly the touch alone suffices. The health gate walks
 * with every decision: one walk for all purposes, that is told what to do with each level, took twice as long.
 */
export function reachFor(leg: Leg, side: Side, enough: Lots): Reach {
  let shown: Lots = zeroLots;
  let ticks = 0;
  const { touch } = leg;
  if (enough <= 0 || touch === undefined) return { shown, ticks };
  const levels = leg.book.side(oppositeSide(side));
  const furthest = furthestInBand(side, touch);
  for (
    let price = levelAtTouch(side, touch);
    price !== undefined && shown < enough;
    price = levels.nextWorse(price)
  ) {
    const beyondTouch = ticksBeyondTouch(side, price, touch);
    if (beyondTouch > furthest) break;
    const quantity = quantityOfOthers(leg, levels, price, leg.orders.live);
    if (quantity > 0) ticks = beyondTouch;
    shown = addLots(shown, quantity);
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
  const { touch } = leg;
  if (touch === undefined) return undefined;
  const levels = leg.book.side(oppositeSide(side));
  const furthest = furthestInBand(side, touch);
  let missing = quantity;
  let total = 0n;
  for (
    let price = levelAtTouch(side, touch);
    price !== undefined && missing > 0;
    price = levels.nextWorse(price)
  ) {
    if (ticksBeyondTouch(side, price, touch) > furthest) break;
    const taken = minLots(missing, quantityOfOthers(leg, levels, price, leg.orders.live));
    total += priceUnits(leg.instrument, price) * BigInt(taken);
    missing = subtractLots(missing, taken);
  }
  if (missing > 0) return undefined;
  return side === 'buy' ? -floorDivide(-total, BigInt(quantity)) : floorDivide(total, BigInt(quantity));
}

/** How far beyond the touch a taker may go, in ticks. */
const furthestInBand = (side: Side, touch: Touch): number =>
  ticksBeyondTouch(side, takerPrice(side, touch, undefined), touch);

const levelAtTouch = (side: Side, { bid, ask }: Touch): Ticks | undefined => (side === 'buy' ? ask : bid);
