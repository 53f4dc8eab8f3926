// Dust: net delta below one quantum is carried, and trimmed when the cycle ends, reduce-only, on the venue with the finer lot.
import { baseToLotsTowardsZero } from '../core/instrument.ts';
import { absBase, minLots } from '../core/money.ts';
import type { Leg } from './leg.ts';
import type { PairState } from './pair-state.ts';
import { sendTaker } from './send.ts';
import { reducibleLots, sideAgainst } from './taking.ts';

/** Tries once per cycle; returns whether an order went out, so that the cycle's end waits for it. */
export function trimDust(state: PairState): boolean {
  if (state.ownDelta === 0n) return false;
  const side = sideAgainst(state.ownDelta);
  for (const leg of finerLotFirst(state)) {
    const dust = baseToLotsTowardsZero(leg.instrument, absBase(state.ownDelta));
    const quantity = minLots(dust, reducibleLots(state, leg, side));
    if (quantity < leg.minimumLots || leg.touch === undefined) continue;
    return sendTaker(state, leg, { role: 'trim', side, quantity, reduceOnly: true }) === undefined;
  }
  return false;
}

function finerLotFirst({ primary, hedge }: PairState): readonly Leg[] {
  return hedge.instrument.baseUnitsPerLot < primary.instrument.baseUnitsPerLot
    ? [hedge, primary]
    : [primary, hedge];
}
