// The one place where a price is made, at the moment of sending, from the touch that others make.
import { limits } from '../core/limits.ts';
import { addTicks, maxTicks, midShiftedByBps, minTicks, type Ticks } from '../core/money.ts';
import type { PrimaryMode } from '../core/pair.ts';
import type { Side } from '../core/side.ts';
import type { Touch } from '../market/touch.ts';

/** `bbo` joins the touch; `bbo_minus_1` stands one tick inside the opposite touch; `market` reaches as far as the band. */
export function quotePrice(mode: PrimaryMode, side: Side, touch: Touch): Ticks {
  switch (mode) {
    case 'bbo':
      return side === 'buy' ? touch.bid : touch.ask;
    case 'bbo_minus_1':
      return side === 'buy' ? addTicks(touch.ask, -1) : addTicks(touch.bid, 1);
    case 'market':
      return bandPrice(side, touch);
  }
}

/** The worst price that a taker may pay: the edge of the price band, rounded inwards. */
function bandPrice(side: Side, touch: Touch): Ticks {
  return midShiftedByBps(touch.bid, touch.ask, side === 'buy' ? limits.priceBandBps : -limits.priceBandBps);
}

/** So many ticks beyond the opposite touch, but never outside the band; without a number, as far as the band. */
export function takerPrice(side: Side, touch: Touch, reachTicks: number | undefined): Ticks {
  const limit = bandPrice(side, touch);
  if (reachTicks === undefined) return limit;
  const price = side === 'buy' ? addTicks(touch.ask, reachTicks) : addTicks(touch.bid, -reachTicks);
  return side === 'buy' ? minTicks(price, limit) : maxTicks(price, limit);
}

/** Far behind the touch on its own side, and inside the band: a price to be taken and cancelled, not filled. */
export function probePrice(side: Side, { bid, ask }: Touch): Ticks {
  const { probeDistanceBps, priceBandBps } = limits;
  return side === 'buy'
    ? maxTicks(midShiftedByBps(bid, bid, -probeDistanceBps), midShiftedByBps(bid, ask, -priceBandBps))
    : minTicks(midShiftedByBps(ask, ask, probeDistanceBps), midShiftedByBps(bid, ask, priceBandBps));
}

/** How far a taker price reaches beyond the opposite touch, in ticks. */
export function ticksBeyondTouch(side: Side, price: Ticks, touch: Touch): number {
  return side === 'buy' ? price - touch.ask : touch.bid - price;
}

/** By how many ticks others are better on its side; a quote is at the touch (0) while nobody is. */
export function ticksBehindTouch(side: Side, price: Ticks, touch: Touch): number {
  return Math.max(0, side === 'buy' ? touch.bid - price : price - touch.ask);
}
