// The health gate: no maker order on the primary unless the hedge side could be hit right now, for all that it could fill.
import { baseToLotsTowardsZero, formatLots, lotsToBase } from '../core/instrument.ts';
import { absLots, subtractLots } from '../core/money.ts';
import { oppositeSide, sideOfSign } from '../core/side.ts';
import { reachFor } from './depth.ts';
import type { PairState } from './pair-state.ts';

/**
 * Why what the primary still wants could not be hedged at once if it filled now; `undefined` when it could. Quantities alone
 * wake nobody: they are looked at with every heartbeat.
 */
export function hedgeOutOfReach({ primary, hedge, cycle }: PairState): string | undefined {
  const { instrument } = hedge;
  const missing = subtractLots(cycle.target, primary.position);
  const needed = baseToLotsTowardsZero(instrument, lotsToBase(primary.instrument, absLots(missing)));
  const { shown } = reachFor(hedge, oppositeSide(sideOfSign(missing)), needed);
  if (shown >= needed) return undefined;
  return `${instrument.venue} shows ${formatLots(instrument, shown)} of the ${formatLots(instrument, needed)} that a fill would need`;
}
