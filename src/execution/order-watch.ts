// Orders of which nothing is heard are asked after; what cannot be proven stays unknown, and blocks its quantity.
import { limits, microseconds } from '../core/limits.ts';
import { transition, type OrderRecord } from '../core/order.ts';
import type { Leg } from './leg.ts';
import { settleOrder } from './order-life.ts';
import type { PairState } from './pair-state.ts';
import { isLasting } from './position-check.ts';
import { askForProof } from './reconcile.ts';
import { sendCancel, sendOrderQuery } from './send.ts';

export function watchOrders(state: PairState): void {
  for (const leg of state.legs) {
    for (const order of leg.orders) watch(state, leg, order);
  }
}

function watch(state: PairState, leg: Leg, order: OrderRecord): void {
  if (isProofDue(state, leg, order)) askForProof(state, leg);
  if (order.endedAtUs !== undefined) {
    if (isProvenUnfilled(state, leg, order.endedAtUs)) order.reportedFilled = order.filled;
    settleOrder(state, leg, order);
    return;
  }
  if (isProvenAbsent(state, leg, order)) {
    order.endedAtUs = state.nowUs;
    settleOrder(state, leg, order);
    return;
  }
  const silentUs = state.nowUs - order.askedAtUs;
  switch (order.state) {
    case 'submitting':
    case 'unknown':
      if (silentUs < microseconds(limits.takerReportMs)) return;
      if (order.state === 'submitting') transition(order, 'unknown');
      sendOrderQuery(state, leg, order);
      return;
    case 'open':
      watchOpen(state, leg, order, silentUs);
      return;
    case 'cancelling':
      if (silentUs < microseconds(limits.cancelProofMs)) return;
      sendOrderQuery(state, leg, order);
      if (!order.isSaidNotOpen) sendCancel(state, leg, order);
      return;
    case 'done':
      return;
  }
}

/**
 * The venue stated fills that have not arrived: its history is asked at once. It does not know the order: no more often than
 * the order itself is asked after, so that neither question starves the others where requests are few.
 */
function isProofDue({ nowUs }: PairState, { positionCheck }: Leg, order: OrderRecord): boolean {
  if (order.filled < order.reportedFilled) return true;
  return (
    order.notFoundCount > 0 && nowUs - positionCheck.fillsFetchedAtUs >= microseconds(limits.takerReportMs)
  );
}

/** A taker order has no business being open: after its time it is cancelled, and the next try waits for proof. */
function watchOpen(state: PairState, leg: Leg, order: OrderRecord, silentUs: number): void {
  const isTaker = order.request.timeInForce !== 'gtc';
  if (isTaker && state.nowUs - order.sentAtUs >= microseconds(limits.takerReportMs))
    sendCancel(state, leg, order);
  else if (silentUs >= microseconds(limits.orderPollMs)) sendOrderQuery(state, leg, order);
}

/** Absence: enough "not found" over enough time, and no fill in the history, and an agreeing position since. */
function isProvenAbsent(state: PairState, leg: Leg, order: OrderRecord): boolean {
  const since = order.notFoundSinceUs;
  if (since === undefined || order.notFoundCount < limits.absenceAnswersMin) return false;
  return isProvenUnfilled(state, leg, since);
}

/**
 * Neither the history nor the position, both asked for long enough after `sinceUs`, knows of more fills than we booked. A
 * position that differs and stays so cannot agree before the difference is explained, and that waits for the order's end: it
 * is proof enough, and what it shows is answered as a change that is not ours.
 */
function isProvenUnfilled(state: PairState, { positionCheck }: Leg, sinceUs: number): boolean {
  const { fillsFetchedAtUs, agreedAtUs } = positionCheck;
  if (state.nowUs - sinceUs < microseconds(limits.absenceMs) || fillsFetchedAtUs <= sinceUs) return false;
  return agreedAtUs > sinceUs || isLasting(positionCheck, state.nowUs);
}
