// The hedge leg drives net delta to zero, whatever moved it: every whole quantum at once, never more than there is.
import { microseconds, limits } from '../core/limits.ts';
import { baseToLotsTowardsZero, isTradable, lotsToBase } from '../core/instrument.ts';
import {
  absBase,
  absLots,
  addBase,
  baseQuantity,
  formatBase,
  maxLots,
  minLots,
  subtractLots,
  zeroLots,
  type BaseQuantity,
  type Lots,
} from '../core/money.ts';
import { quantum } from '../core/pair.ts';
import { oppositeSide, sideOfSign, sideSign, type Side } from '../core/side.ts';
import type { Leg } from './leg.ts';
import { alert, requestHalt, type PairState } from './pair-state.ts';
import { sendTaker } from './send.ts';
import { areExhausted, startRounds, type TakerRounds } from './taker-rounds.ts';

/** Sends what is missing to flat; hands over to the emergency when the hedge cannot be had. */
export function driveNetDelta(state: PairState): void {
  if (!isNaked(state)) {
    settle(state);
    return;
  }
  state.hedging ??= startRounds(state.nowUs);
  if (state.halt?.foreignLeg !== undefined) {
    reduceOtherLeg(state, state.halt.foreignLeg, state.hedging);
    return;
  }
  if (state.emergency !== undefined) {
    driveEmergency(state, state.emergency.rounds);
    return;
  }
  if (areExhausted(state.hedging, state.nowUs)) {
    declareEmergency(state);
    driveNetDelta(state);
    return;
  }
  if (mayTry(state, state.hedging, state.hedge)) hedge(state, state.hedge, { mayEnlarge: true });
}

/** At least one quantum of the hedge venue is not hedged. */
export function isNaked(state: PairState): boolean {
  return absBase(state.netDelta) >= quantum(state.hedge.instrument, state.hedge.touch?.bid);
}

/** Naked quantity that no order works for yet. Unknown and cancelling quantity makes it smaller, never larger. */
export function unhedgedBase(state: PairState): BaseQuantity {
  const side = hedgeSide(state);
  let working = baseQuantity(0n);
  for (const leg of [state.primary, state.hedge]) {
    working = addBase(working, lotsToBase(leg.instrument, leg.orders.openReducingOnSide(side)));
  }
  const rest = absBase(state.netDelta) - working;
  return baseQuantity(rest > 0n ? rest : 0n);
}

/** The side that brings net delta back to zero. */
export const hedgeSide = (state: PairState): Side => oppositeSide(sideOfSign(state.netDelta));

function mayTry(state: PairState, rounds: TakerRounds, leg: Leg): boolean {
  if (leg.doubtedAtUs !== undefined) {
    if (leg.positionCheck.agreedAtUs < leg.doubtedAtUs) return false;
    leg.doubtedAtUs = undefined;
  }
  return state.nowUs >= rounds.nextTryAtUs && state.nowUs >= leg.retryAtUs;
}

/** Reduce-only as far as the leg's own position goes, and only then beyond, where that is allowed at all. */
function hedge(state: PairState, leg: Leg, { mayEnlarge }: { mayEnlarge: boolean }): void {
  const side = hedgeSide(state);
  const reducible = reducibleLots(leg, side);
  if (reducible > 0) takeUpTo(state, leg, { side, most: reducible, reduceOnly: true });
  else if (mayEnlarge) takeUpTo(state, leg, { side, most: undefined, reduceOnly: false });
}

function takeUpTo(
  state: PairState,
  leg: Leg,
  order: { readonly side: Side; readonly most: Lots | undefined; readonly reduceOnly: boolean },
): void {
  if (leg.touch === undefined) return;
  const missing = baseToLotsTowardsZero(leg.instrument, unhedgedBase(state));
  const quantity = order.most === undefined ? missing : minLots(missing, order.most);
  const price = order.side === 'buy' ? leg.touch.ask : leg.touch.bid;
  if (!isTradable(leg.instrument, price, quantity)) return;
  const role = leg === state.hedge ? 'hedge' : 'reduce';
  sendTaker(state, leg, { role, side: order.side, quantity, reduceOnly: order.reduceOnly });
}

/** How much of the leg's position an order of this side may close, beside what already works on that side. */
function reducibleLots(leg: Leg, side: Side): Lots {
  if (leg.position * sideSign(side) >= 0) return zeroLots;
  return maxLots(zeroLots, subtractLots(absLots(leg.position), leg.orders.openOnSide(side)));
}

/** The hedge could not be had in time: first of all the unhedged part is reduced, wherever it can be. */
function declareEmergency(state: PairState): void {
  state.counters.hedgeFailures += 1;
  state.cycle.isDisturbed = true;
  state.emergency = { rounds: startRounds(state.nowUs), reason: 'hedge-unavailable' };
  alert(
    state,
    'critical',
    'hedge-unavailable',
    `the hedge on ${state.hedge.instrument.venue} could not be had; net delta ${formatBase(state.netDelta)} is being reduced`,
  );
}

/** The primary gives back what is unhedged; where it cannot, the hedge venue is tried again. Never silent waiting. */
function driveEmergency(state: PairState, rounds: TakerRounds): void {
  if (areExhausted(rounds, state.nowUs)) {
    requestHalt(
      state,
      'exposure-not-reducible',
      `net delta ${formatBase(state.netDelta)} could be reduced on neither venue; retrying every second`,
    );
    if (state.emergency !== undefined) state.emergency.rounds = retryLater(state.nowUs);
    return;
  }
  const canPrimaryReduce = reducibleLots(state.primary, hedgeSide(state)) > 0;
  const isPrimarysTurn = canPrimaryReduce && rounds.roundsFailed % 2 === 0;
  const leg = isPrimarysTurn ? state.primary : state.hedge;
  if (mayTry(state, rounds, leg)) hedge(state, leg, { mayEnlarge: leg === state.hedge });
}

function retryLater(nowUs: number): TakerRounds {
  const pauseMs = limits.takerBackOffMs[limits.takerBackOffMs.length - 1] as number;
  return { ...startRounds(nowUs), nextTryAtUs: nowUs + microseconds(pauseMs) };
}

/** A change that is not ours is answered on the other leg only, by reducing it, up to the pair's own size. */
function reduceOtherLeg(state: PairState, foreignLeg: Leg, rounds: TakerRounds): void {
  const other = foreignLeg === state.primary ? state.hedge : state.primary;
  if (!mayTry(state, rounds, other)) return;
  const size = baseToLotsTowardsZero(other.instrument, state.config.size);
  const side = hedgeSide(state);
  const most = minLots(size, reducibleLots(other, side));
  if (most > 0) takeUpTo(state, other, { side, most, reduceOnly: true });
}

/** Whether anything is left that may lawfully reduce the net delta; if not, it waits for the operator. */
export function isReducible(state: PairState): boolean {
  const foreignLeg = state.halt?.foreignLeg;
  if (foreignLeg === undefined) return true;
  const other = foreignLeg === state.primary ? state.hedge : state.primary;
  return reducibleLots(other, hedgeSide(state)) > 0;
}

/** Flat again. What had to be reduced in an emergency counts as a recovery, and as one more failure in a row. */
function settle(state: PairState): void {
  for (const leg of [state.primary, state.hedge]) {
    for (const order of leg.orders.live()) if (order.request.role !== 'quote') return;
  }
  state.hedging = undefined;
  if (state.emergency === undefined) return;
  state.emergency = undefined;
  state.counters.recoveries += 1;
  state.counters.consecutiveFailures += 1;
  alert(state, 'warning', 'recovered', 'net delta is inside tolerance again; the cycle is abandoned');
  if (state.counters.consecutiveFailures >= limits.consecutiveFailuresMax) {
    requestHalt(
      state,
      'consecutive-failures',
      `${state.counters.consecutiveFailures} hedges in a row could not be had`,
    );
  }
}
