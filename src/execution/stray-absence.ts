// When an order that may have left without a record counts as one that never was. Where it is the only one, and the venue takes each id once,
// one "not found" is enough to hedge on: should the order come after all, what was sent instead has its id, and is the same order.
// Everywhere else the order may still be on its way, or may have been filled unseen, so it is looked for until it can be neither.
import { takesEachIdOnce } from '../core/instrument.ts';
import { limits } from '../core/limits.ts';
import type { PairState } from './pair-state.ts';
import { askForProof, pollSoon } from './reconcile.ts';
import { counterOf, latestArrivalShownUs, type Restart, type Stray } from './restart.ts';

/** Of an order with a fill "not found" says nothing: there may be more of it to come. */
export function isSaidAbsent(state: PairState, restart: Restart, stray: Stray): boolean {
  if (stray.isOpen !== undefined || stray.isAdopted) return false;
  return stray.notFoundCount > 0 && isProtected(state, restart, stray);
}

/** Enough answers over enough time; and what its id does not protect is in no history and no position either. */
export function isProvenAbsent(state: PairState, restart: Restart, stray: Stray): boolean {
  if (stray.isOpen !== undefined || stray.notFoundCount < limits.absenceAnswersMin) return false;
  if (state.nowUs < latestArrivalShownUs(restart)) return false;
  return isProtected(state, restart, stray) || isLookedFor(restart, stray);
}

/** Asks for history and position once more, as soon as they would show it. */
export function lookForProof(state: PairState, stray: Stray): void {
  const { restart } = state;
  if (restart === undefined || stray.isOpen !== undefined || isProtected(state, restart, stray)) return;
  const fromUs = latestArrivalShownUs(restart);
  if (state.nowUs < fromUs || isLookedFor(restart, stray)) return;
  const { shownAtUs, queries } = stray.leg.positionCheck;
  // One that was asked for since is waited for, and one that was shown since and differs has a pace of its own.
  if (Math.max(shownAtUs, queries.at(-1)?.requestedAtUs ?? 0) < fromUs) pollSoon(state, stray.leg);
  askForProof(state, stray.leg);
}

/**
 * The id is not used up, is the only one that may have left, and the venue takes it once; or no order left for it without a record, because
 * those are hedges: then it is only in an answer about the other leg of its account.
 */
function isProtected({ config, hedge }: PairState, restart: Restart, { leg, clientOrderId }: Stray): boolean {
  const counter = counterOf(config, clientOrderId);
  if (counter <= restart.ordersLost) return false;
  return leg !== hedge || (counter > restart.hedgesUnprotected && takesEachIdOnce(leg.instrument));
}

/** Neither the history nor the position, both asked for when they would show it, knows of more fills than were booked. */
function isLookedFor(restart: Restart, { leg: { positionCheck } }: Stray): boolean {
  const fromUs = latestArrivalShownUs(restart);
  return positionCheck.fillsFetchedAtUs >= fromUs && positionCheck.agreedAtUs >= fromUs;
}
