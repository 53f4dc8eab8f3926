// What a venue's snapshot shows to have happened already, and no fill has told: never booked from there, but not hedged or
// reduced a second time before its fills had the time to be found. Venues call an order ended before they tell what it filled.
import { lotsToBase } from '../core/instrument.ts';
import { limits, microseconds } from '../core/limits.ts';
import { absLots, addBase, zeroLots, type BaseQuantity, type Lots } from '../core/money.ts';
import { sideSign, type Side } from '../core/side.ts';
import type { Leg } from './leg.ts';
import type { PairState } from './pair-state.ts';
import { isSuspect } from './position-check.ts';

/** On both legs, in orders of this side as far as a snapshot shows them. */
export function shownBase(state: PairState, side: Side): BaseQuantity {
  const { primary, hedge } = state;
  return addBase(
    lotsToBase(primary.instrument, shownLots(state, primary, side)),
    lotsToBase(hedge.instrument, shownLots(state, hedge, side)),
  );
}

/** The same on one leg. What a venue shows of late may be old: without another reason to believe it, it counts for a moment. */
export function shownLots(state: PairState, leg: Leg, side: Side): Lots {
  const { difference, disagreesSinceUs, quietSinceUs } = leg.positionCheck;
  if (difference * sideSign(side) <= 0) return zeroLots;
  // Each order of ours that ended may be what is shown. Snapshots that say something else every time are no better reason.
  const isFresh = state.nowUs - Math.max(disagreesSinceUs, quietSinceUs) < microseconds(limits.shownMs);
  return isFresh || isBorneOut(state, leg) ? absLots(difference) : zeroLots;
}

/** Shown more than once, and a reduction that came to nothing says the same, or what an order without a record did. */
function isBorneOut({ restart, nowUs }: PairState, { positionCheck, doubtedAtUs }: Leg): boolean {
  if (!isSuspect(positionCheck)) return false;
  if (doubtedAtUs !== undefined && positionCheck.agreedAtUs < doubtedAtUs) return true;
  const explainedByUs = microseconds(limits.absenceMs + limits.foreignProofMs + limits.positionReplyMs);
  return restart?.hasAdopted === true && nowUs - restart.sinceUs < explainedByUs;
}

/** A reduction of this leg came to nothing, and no snapshot has said why, for not so long yet that it may be tried again. */
export function isDoubted({ doubtedAtUs, positionCheck }: Leg, nowUs: number): boolean {
  if (doubtedAtUs === undefined || positionCheck.shownAtUs >= doubtedAtUs) return false;
  return nowUs - doubtedAtUs < microseconds(limits.doubtMs);
}
