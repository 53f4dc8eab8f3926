// The end of a run. "Flat" is said only when every own order is proven ended and a later snapshot of both venues agrees.
import type { RunOutcome } from '../core/commands.ts';
import { lotsToBase } from '../core/instrument.ts';
import { absBase } from '../core/money.ts';
import { tolerance } from '../core/pair.ts';
import { isFundingKnown } from '../execution/funding-check.ts';
import { isNaked } from '../execution/exposure.ts';
import { isOffsetting } from '../execution/hedge-leg.ts';
import { isDust } from '../execution/leg.ts';
import { hasLiveOrders, type PairState } from '../execution/pair-state.ts';
import { restartBlockedBy } from '../execution/restart.ts';
import { pollSoon } from '../execution/reconcile.ts';

export function finishWhenDone(state: PairState): void {
  if (state.isFinished || restartBlockedBy(state) !== undefined) return;
  // Naked is never an end, halted or not: it goes on being hedged and reduced.
  if (hasLiveOrders(state) || isNaked(state) || isOffsetting(state)) return;
  if (state.startRefusal !== undefined) finish(state, state.startRefusal, refusalOutcome(state));
  else if (state.halt !== undefined) finishHalted(state, state.halt.code);
  else if (state.stop !== undefined) finishStopped(state, state.stop.reason);
}

function finishStopped(state: PairState, reason: string): void {
  if (state.cycle.phase !== 'resting' || state.emergency !== undefined) return;
  const isOpen = !isDust(state.primary, state.primary.position);
  if (isOpen && state.stop?.isHolding !== true) return;
  if (!isAllKnown(state)) return;
  if (isFlat(state)) finish(state, reason, 'flat');
  else finish(state, reason, isOpen ? 'held' : 'exposure-left');
}

/** Both legs, each by itself: what is balanced and too small for any order is left on both venues all the same. */
function isFlat({ legs, hedge, config }: PairState): boolean {
  const inside = tolerance(config, hedge.touch);
  return legs.every(({ instrument, position }) => {
    const held = absBase(lotsToBase(instrument, position));
    return held <= inside && held < config.sizeMin;
  });
}

/** Nothing was started, unless a probe filled before the refusal and is still there. */
function refusalOutcome({ primary, hedge }: PairState): RunOutcome {
  return primary.position === 0 && hedge.position === 0 ? 'refused' : 'exposure-left';
}

/** A halted pair ends hedged, or with a foreign change that nothing of ours may answer any further. */
function finishHalted(state: PairState, code: string): void {
  if (isAllKnown(state)) finish(state, code, 'halted-safe');
}

/** What the venues hold, and what they paid: both are asked for at once. */
function isAllKnown(state: PairState): boolean {
  const isPaid = state.legs.map((leg) => isFundingKnown(state, leg)).every(Boolean);
  return areSnapshotsLater(state) && isPaid;
}

/**
 * Snapshots that were asked for after the last fill and the last order's end, and none since that says otherwise; asks for them
 * where they are missing.
 */
function areSnapshotsLater(state: PairState): boolean {
  let areLater = true;
  for (const leg of state.legs) {
    const { agreedAtUs, quietSinceUs, difference } = leg.positionCheck;
    const isLater = agreedAtUs > 0 && agreedAtUs >= Math.max(quietSinceUs, leg.lastFillAtUs);
    if (isLater && difference === 0) continue;
    areLater = false;
    pollSoon(state, leg);
  }
  return areLater;
}

function finish(state: PairState, reason: string, outcome: RunOutcome): void {
  state.isFinished = true;
  state.outbox.push({ kind: 'finish', reason, outcome });
}
