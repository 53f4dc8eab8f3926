// The end of a run. "Flat" is said only when every own order is proven ended and a later snapshot of both venues agrees.
import type { RunOutcome } from '../core/commands.ts';
import { isNaked, isReducible } from '../execution/hedge-leg.ts';
import { isRemainderDust } from '../execution/maker-leg.ts';
import type { PairState } from '../execution/pair-state.ts';
import { pollSoon } from '../execution/reconcile.ts';

export function finishWhenDone(state: PairState): void {
  if (state.isFinished) return;
  if (state.startRefusal !== undefined) {
    finish(state, state.startRefusal, 'refused');
    return;
  }
  if (hasLiveOrders(state)) return;
  if (state.halt !== undefined) finishHalted(state);
  else if (state.stop !== undefined) finishStopped(state, state.stop.reason);
}

function finishStopped(state: PairState, reason: string): void {
  if (state.cycle.phase !== 'resting' || state.emergency !== undefined || isNaked(state)) return;
  if (state.primary.position !== 0 && !isRemainderDust(state)) return;
  if (areSnapshotsLater(state)) finish(state, reason, 'flat');
}

/** A halted pair ends when net delta is inside tolerance, or nothing may lawfully reduce it any further. */
function finishHalted(state: PairState): void {
  if (isNaked(state) && isReducible(state)) return;
  if (areSnapshotsLater(state)) finish(state, state.halt?.code ?? 'halted', 'halted-safe');
}

function hasLiveOrders(state: PairState): boolean {
  return state.primary.orders.liveCount > 0 || state.hedge.orders.liveCount > 0;
}

/** Snapshots that were asked for after the last fill and the last order's end; asks for them where they are missing. */
function areSnapshotsLater(state: PairState): boolean {
  let areLater = true;
  for (const leg of [state.primary, state.hedge]) {
    const { agreedAtUs, quietSinceUs } = leg.positionCheck;
    if (agreedAtUs > 0 && agreedAtUs >= Math.max(quietSinceUs, leg.lastFillAtUs)) continue;
    areLater = false;
    pollSoon(state, leg);
  }
  return areLater;
}

function finish(state: PairState, reason: string, outcome: RunOutcome): void {
  state.isFinished = true;
  state.outbox.push({ kind: 'finish', reason, outcome });
}
