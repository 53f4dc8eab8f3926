// Never silent waiting: work that is wanted and blocked for too long is alerted, with its reason, and so is its end.
import { limits, microseconds } from '../core/limits.ts';
import { marketsBlockedBy } from '../execution/maker-leg.ts';
import { buildBlockedByMargin } from '../execution/margin-guard.ts';
import { alert, hasLiveOrders, type PairState } from '../execution/pair-state.ts';
import { restartBlockedBy } from '../execution/restart.ts';
import { quotePacedBy } from '../execution/request-pacing.ts';

/** `quotingBlocked` is why no quote may be sent or rest, as the maker leg has found it. */
export function watchForHolding(state: PairState, quotingBlocked: string | undefined): void {
  const reason = heldBy(state, quotingBlocked);
  const { held } = state;
  if (reason === undefined) {
    if (held?.isTold === true) alert(state, 'info', 'resumed', `no longer held by: ${held.reason}`);
    state.held = undefined;
    return;
  }
  if (held === undefined) {
    state.held = { reason, sinceUs: state.nowUs, isTold: false };
    return;
  }
  if (held.isTold || state.nowUs - held.sinceUs < microseconds(limits.heldAlertMs)) return;
  held.isTold = true;
  alert(state, 'warning', 'held', `waiting for more than ${limits.heldAlertMs} ms: ${reason}`);
}

/** What keeps the run from doing what it would do next; `undefined` while it works, or only rests. */
function heldBy(state: PairState, quotingBlocked: string | undefined): string | undefined {
  const { cycle, maker, nowUs, primary } = state;
  if (state.isFinished || state.halt !== undefined) return undefined;
  const restarting = restartBlockedBy(state);
  if (restarting !== undefined) return restarting;
  if (cycle.phase !== 'resting') {
    if (quotingBlocked !== undefined) return quotingBlocked;
    if (maker.refusalsInRow > 0) return 'the venue refuses every quote';
    if (maker.refusedBy !== undefined) return maker.refusedBy;
    if (primary.orders.liveCount === 0) return quotePacedBy(primary, state.nowUs);
    return isEndAwaited(state) ? 'orders whose end is not proven' : undefined;
  }
  if (state.stop !== undefined)
    return hasLiveOrders(state) ? 'orders whose end is not proven' : 'positions not confirmed';
  const isPausedFlat = state.pause !== undefined && primary.position === 0;
  if (isPausedFlat || nowUs < cycle.restUntilUs) return undefined;
  const lacking = primary.position === 0 ? buildBlockedByMargin(state) : undefined;
  return lacking ?? marketsBlockedBy(state);
}

/** An order was cancelled, or its fate is unknown: what comes next waits for the proof of its end. */
function isEndAwaited({ legs }: PairState): boolean {
  for (const { orders } of legs) {
    for (const { state, cancelledAtUs } of orders)
      if (state === 'unknown' || cancelledAtUs !== undefined) return true;
  }
  return false;
}
