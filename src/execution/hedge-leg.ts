// The hedge leg drives net delta to zero, whatever moved it: every whole quantum at once, never more than there is.
import { absLots, addLots, formatBase, maxLots, subtractLots, zeroLots, type Lots } from '../core/money.ts';
import { limits, microseconds } from '../core/limits.ts';
import { removesDelta } from '../core/order.ts';
import { sideOfSign } from '../core/side.ts';
import type { Refusal } from '../risk/refusal.ts';
import { endExposure, isNaked, trackExposure } from './exposure.ts';
import { sendHedge } from './hedge-mode.ts';
import type { Leg } from './leg.ts';
import { alert, otherLeg, requestHalt, type PairState } from './pair-state.ts';
import { pollSoon } from './reconcile.ts';
import { tendRestingHedges } from './resting-hedge.ts';
import { sendTaker } from './send.ts';
import {
  areExhausted,
  areOver,
  lastPauseMs,
  recordMiss,
  startRounds,
  type TakerRounds,
} from './taker-rounds.ts';
import {
  offsetOn,
  possibleOffset,
  sideAgainst,
  tryTaking,
  whateverIsNaked,
  type Reduction,
} from './taking.ts';

/** Answers what is not ours, then sends what is missing to flat; declares an emergency when the hedge cannot be had. */
export function driveNetDelta(state: PairState): void {
  for (const leg of state.legs) if (leg.foreignBase !== 0n) offsetForeignChange(state, leg);
  if (isNaked(state)) trackExposure(state);
  tendRestingHedges(state);
  if (!isNaked(state) || state.hedging === undefined) {
    settle(state);
    return;
  }
  if (state.emergency === undefined && areExhausted(state.hedging, state.nowUs))
    declareEmergency(state, state.hedging);
  if (state.emergency !== undefined) driveEmergency(state, state.emergency.rounds);
  else hedgeByMode(state, state.hedging);
}

function hedgeByMode(state: PairState, rounds: TakerRounds): void {
  const sendIt = (reduction: Reduction): Refusal | undefined => sendHedge(state, rounds, reduction);
  tryTaking(state, rounds, [{ leg: state.hedge, mayAdd: whateverIsNaked, sendIt }]);
}

/** A change that is not ours is answered on the other leg only, by reducing it; nothing else of it is touched. */
function offsetForeignChange(state: PairState, leg: Leg): void {
  const other = otherLeg(state, leg);
  other.offsetRounds ??= startRounds(state.nowUs);
  if (state.nowUs < other.offsetRounds.nextTryAtUs || !isSettled(state, other)) return;
  const offset = offsetOn(state, other, leg.foreignBase);
  if (offset === undefined) return;
  if (sendTaker(state, other, { ...offset, role: 'offset' }) !== undefined)
    recordMiss(other.offsetRounds, state.nowUs);
}

/** After an order of ours a snapshot is waited for, but not for long: the answer may be there already, and nothing of ours is naked. */
function isSettled(state: PairState, leg: Leg): boolean {
  const { agreedAtUs, quietSinceUs } = leg.positionCheck;
  if (agreedAtUs >= quietSinceUs || state.nowUs - quietSinceUs >= microseconds(limits.doubtMs)) return true;
  pollSoon(state, leg);
  return false;
}

/** Whether anything of a foreign change can still be answered; if not, it waits for the operator. */
export function isOffsetting(state: PairState): boolean {
  return state.legs.some((leg) => possibleOffset(state, otherLeg(state, leg), leg.foreignBase) !== undefined);
}

/**
 * The hedge could not be had in time: first of all the unhedged part is reduced, wherever it can be. Time in which nothing could
 * be tried is not spent a second time before somebody is told.
 */
function declareEmergency(state: PairState, hedging: TakerRounds): void {
  state.counters.hedgeFailures += 1;
  state.cycle.isDisturbed = true;
  const lastResortUs = microseconds(limits.hedgeImpossibleMs - limits.lastResortMs);
  const possibleAtUs = Math.max(hedging.possibleAtUs, state.nowUs - lastResortUs);
  state.emergency = { rounds: { ...startRounds(state.nowUs), possibleAtUs } };
  pollSoon(state, state.hedge);
  alert(
    state,
    'critical',
    'hedge-unavailable',
    `the hedge on ${state.hedge.instrument.venue} could not be had; net delta ${formatBase(state.netDelta)} is being reduced`,
  );
}

/** The primary gives back what is unhedged, by turns with the hedge venue; whichever can act, acts. Never silent waiting. */
function driveEmergency(state: PairState, rounds: TakerRounds): void {
  const onPrimary = { leg: state.primary, mayAdd: takenFromPrimary(state) };
  const onHedge = { leg: state.hedge, mayAdd: whateverIsNaked };
  const inTurn = rounds.roundsFailed % 2 === 0 ? [onPrimary, onHedge] : [onHedge, onPrimary];
  if (!areOver(rounds, state.nowUs)) tryTaking(state, rounds, inTurn);
  if (!areExhausted(rounds, state.nowUs)) return;
  const text = `net delta ${formatBase(state.netDelta)} could not be reduced on either venue; trying again every second`;
  if (state.halt?.code !== 'exposure-not-reducible') requestHalt(state, 'exposure-not-reducible', text);
  state.emergency = { rounds: startRounds(state.nowUs, { pauseMs: lastPauseMs }) };
}

/**
 * What an UNWIND has taken from the primary, and what is on its way back: where the hedge venue does not follow, the primary gets
 * it back, and the pair is as balanced as it was. It never holds more than when the cycle began. Nothing goes back before the hedge
 * venue has shown since that it still holds its part: a leg that was liquidated has hedged what we sold.
 */
function takenFromPrimary(state: PairState): Lots {
  const { cycle, primary } = state;
  const side = sideOfSign(cycle.startPosition);
  if (cycle.phase !== 'unwind' || side !== sideAgainst(state.ownDelta)) return zeroLots;
  if (!isHedgeConfirmed(state)) return zeroLots;
  const held = addLots(absLots(primary.position), primary.orders.openOnSide(side));
  return maxLots(zeroLots, subtractLots(absLots(cycle.startPosition), held));
}

function isHedgeConfirmed({ hedge, exposure }: PairState): boolean {
  const { agreedAtUs, difference } = hedge.positionCheck;
  const sinceUs = Math.max(exposure?.sinceUs ?? 0, hedge.doubtedAtUs ?? 0, hedge.lastFillAtUs);
  return difference === 0 && agreedAtUs >= sinceUs;
}

/** Flat again. What had to be reduced in an emergency counts as a recovery, and as one more failure in a row. */
function settle(state: PairState): void {
  if (state.hedging === undefined) return;
  for (const { orders } of state.legs) {
    for (const order of orders) if (removesDelta(order.request.role)) return;
  }
  endExposure(state);
  if (state.emergency === undefined) return;
  state.emergency = undefined;
  state.counters.recoveries += 1;
  state.counters.consecutiveFailures += 1;
  const then = state.cycle.phase === 'build' ? '; the cycle is abandoned' : '';
  alert(state, 'warning', 'recovered', `net delta is inside tolerance again${then}`);
  if (state.counters.consecutiveFailures >= state.config.failuresMax) {
    const text = `${state.counters.consecutiveFailures} hedges in a row could not be had`;
    requestHalt(state, 'consecutive-failures', text);
  }
}
