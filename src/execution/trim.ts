// Dust: net delta below one quantum is carried, and trimmed when the cycle ends, reduce-only, on the venue with the finer lot.
import { baseToLotsTowardsZero, isTradable } from '../core/instrument.ts';
import { absBase, absLots, minLots } from '../core/money.ts';
import { sideSign } from '../core/side.ts';
import { hedgeSide } from './hedge-leg.ts';
import type { Leg } from './leg.ts';
import type { PairState } from './pair-state.ts';
import { sendTaker } from './send.ts';

/** Tries once per cycle; returns whether an order went out, so that the cycle's end waits for it. */
export function trimDust(state: PairState): boolean {
  if (state.netDelta === 0n) return false;
  const side = hedgeSide(state);
  for (const leg of finerLotFirst(state)) {
    if (leg.touch === undefined || leg.position * sideSign(side) >= 0) continue;
    const dust = baseToLotsTowardsZero(leg.instrument, absBase(state.netDelta));
    const quantity = minLots(dust, absLots(leg.position));
    const price = side === 'buy' ? leg.touch.ask : leg.touch.bid;
    if (!isTradable(leg.instrument, price, quantity)) continue;
    return sendTaker(state, leg, { role: 'trim', side, quantity, reduceOnly: true }) === undefined;
  }
  return false;
}

function finerLotFirst({ primary, hedge }: PairState): readonly Leg[] {
  return hedge.instrument.baseUnitsPerLot < primary.instrument.baseUnitsPerLot
    ? [hedge, primary]
    : [primary, hedge];
}
