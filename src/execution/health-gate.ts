// The health gate: no maker order on the primary unless the hedge side could be hit right now, for all that it could fill; and
// what is taken is taken in slices that it can follow.
import { formatLots, lotsOn } from '../core/instrument.ts';
import { absLots, minLots, subtractLots, type Lots } from '../core/money.ts';
import { oppositeSide, sideOfSign } from '../core/side.ts';
import { reachFor, sliceOf } from './depth.ts';
import { mustTake } from './must-take.ts';
import type { PairState } from './pair-state.ts';

/**
 * Why what the primary still wants could not be hedged at once if it filled now; `undefined` when it could. Quantities alone
 * wake nobody: they are looked at with every heartbeat.
 */
export function hedgeOutOfReach(state: PairState): string | undefined {
  const { instrument, minimumLots } = state.hedge;
  const { needed: whole, shown } = reachOfHedge(state);
  // What must be taken is content with a part of it, but not with nothing: that would be naked, and stay so.
  const needed = mustTake(state) ? minLots(whole, minimumLots) : whole;
  if (shown >= needed) return undefined;
  return `${instrument.venue} shows ${formatLots(instrument, shown)} of the ${formatLots(instrument, needed)} that a fill would need`;
}

/** What may be taken on the primary at once of what it wants: as much as the hedge side shows, and no less than the venue takes. */
export function takeableNow(state: PairState, wanted: Lots): Lots {
  const { primary, hedge } = state;
  const followed = lotsOn(primary.instrument, hedge.instrument, reachOfHedge(state).shown);
  return sliceOf(wanted, followed, primary.minimumLots);
}

/** In lots of the hedge venue: what it would have to take if the primary reached its target now, and what it shows of that. */
function reachOfHedge({ primary, hedge, cycle }: PairState): { readonly needed: Lots; readonly shown: Lots } {
  const missing = subtractLots(cycle.target, primary.position);
  const needed = lotsOn(hedge.instrument, primary.instrument, absLots(missing));
  return { needed, shown: reachFor(hedge, oppositeSide(sideOfSign(missing)), needed).shown };
}
