// What the venue says of our orders, taken in: fills are booked once, and only proof ends an order.
import { assertNever } from '../core/assert.ts';
import type {
  FillEvent,
  OrderAcceptedEvent,
  OrderEndedEvent,
  OrderEvent,
  OrderNotFoundEvent,
  OrderReportEvent,
  RequestFailedEvent,
} from '../core/events.ts';
import { provesNoEffect } from '../core/failure.ts';
import { limits, microseconds } from '../core/limits.ts';
import { maxLots } from '../core/money.ts';
import { addFill, transition, type OrderRecord } from '../core/order.ts';
import type { LedgerFill } from '../ledger/entries.ts';
import type { Leg } from './leg.ts';
import { refreshTouch } from './leg.ts';
import type { PairState } from './pair-state.ts';
import { failPositionQuery, pollSoon } from './reconcile.ts';
import { recordMiss } from './taker-rounds.ts';

export function observeOrderEvent(state: PairState, leg: Leg, event: OrderEvent): void {
  if (event.kind === 'request-failed') observeRequestFailed(state, leg, event);
  else leg.lastAnswerAtUs = state.nowUs;
  switch (event.kind) {
    case 'order-accepted':
      observeAccepted(leg, event);
      break;
    case 'fill':
      observeFill(state, leg, event);
      break;
    case 'order-ended':
      observeEnded(state, leg, event);
      break;
    case 'order-report':
      observeReport(state, leg, event);
      break;
    case 'order-not-found':
      observeNotFound(state, leg, event);
      break;
    case 'request-failed':
      break;
    default:
      assertNever(event);
  }
  refreshTouch(leg);
}

function observeAccepted(leg: Leg, event: OrderAcceptedEvent): void {
  const order = leg.orders.find(event.clientOrderId);
  if (order === undefined) return;
  order.venueOrderId = event.venueOrderId;
  // A fill or an end may overtake the acceptance; it never reopens an order.
  if (order.state === 'submitting' || order.state === 'unknown') transition(order, 'open');
}

/** Books the fill whatever the order's state: a late fill after "cancelled" is as real as any other. */
function observeFill(state: PairState, leg: Leg, event: FillEvent): void {
  const order = leg.orders.find(event.clientOrderId);
  if (order === undefined) {
    // Not an order of ours: the position comparison will tell whether a position of ours moved.
    pollSoon(state, leg);
    return;
  }
  const { request } = order;
  if (!bookFill(state, leg, event, order)) return;
  leg.lastFillAtUs = state.nowUs;
  leg.fillCursorUs = Math.max(leg.fillCursorUs, event.venueTimeUs);
  if (request.role === 'quote' && state.maker.attempt !== undefined)
    state.maker.attempt.lastFillAtUs = state.nowUs;
  addFill(order, event.quantity);
  if (order.state === 'done') return;
  order.notFoundCount = 0;
  if (order.state === 'submitting' || order.state === 'unknown') transition(order, 'open');
  if (order.filled >= request.quantity) order.ended = true;
  settleOrder(state, leg, order);
}

function bookFill(state: PairState, leg: Leg, event: FillEvent, order: OrderRecord): boolean {
  const { role, cycle, tickOffset } = order.request;
  const fill: LedgerFill = {
    instrument: leg.instrument.key,
    tradeId: event.tradeId,
    venueOrderId: event.venueOrderId,
    clientOrderId: event.clientOrderId,
    role,
    side: event.side,
    price: event.price,
    quantity: event.quantity,
    liquidity: event.liquidity,
    fee: event.fee,
    venueTimeUs: event.venueTimeUs,
    atUs: event.atUs,
    cycle,
    tickOffset,
  };
  if (!state.ledger.bookFill(fill)) return false;
  state.bookedFills.push(fill);
  leg.position = state.ledger.position(leg.instrument.key);
  state.netDelta = state.ledger.netDelta();
  return true;
}

function observeEnded(state: PairState, leg: Leg, event: OrderEndedEvent): void {
  const order = leg.orders.find(event.clientOrderId);
  if (order === undefined || order.state === 'done') return;
  order.ended = true;
  order.reportedFilled = maxLots(order.reportedFilled, event.cumulativeQuantity);
  if (event.outcome === 'refused' && order.request.role === 'quote') pauseQuotes(state);
  settleOrder(state, leg, order);
}

function observeReport(state: PairState, leg: Leg, event: OrderReportEvent): void {
  const order = leg.orders.find(event.clientOrderId);
  if (order === undefined || order.state === 'done') return;
  order.venueOrderId = event.venueOrderId;
  order.reportedFilled = maxLots(order.reportedFilled, event.cumulativeQuantity);
  order.notFoundCount = 0;
  if (!event.isOpen) order.ended = true;
  else if (order.state === 'submitting' || order.state === 'unknown') transition(order, 'open');
  settleOrder(state, leg, order);
}

/** One "not found" proves nothing: venues forget for seconds what they have just accepted. */
function observeNotFound(state: PairState, leg: Leg, event: OrderNotFoundEvent): void {
  const order = leg.orders.find(event.clientOrderId);
  if (order === undefined || order.state === 'done') return;
  order.notFoundCount += 1;
  if (order.notFoundCount === 1) order.notFoundSinceUs = state.nowUs;
}

function observeRequestFailed(state: PairState, leg: Leg, event: RequestFailedEvent): void {
  const { failure } = event;
  if (failure.kind === 'rate-limited') leg.retryAtUs = Math.max(leg.retryAtUs, failure.retryAtUs);
  if (failure.kind === 'refused') leg.lastAnswerAtUs = state.nowUs;
  if (event.request === 'query-position') failPositionQuery(state, leg);
  const order = event.clientOrderId === undefined ? undefined : leg.orders.find(event.clientOrderId);
  if (order === undefined || order.state === 'done') return;
  // A cancel or a query that failed changes nothing: the order is asked after when its time has come.
  if (event.request !== 'place') return;
  if (!provesNoEffect(failure)) {
    transition(order, 'unknown');
    order.askedAtUs = 0;
    return;
  }
  order.ended = true;
  if (order.request.role === 'quote') pauseQuotes(state);
  if (failure.kind === 'refused' && failure.reason === 'reduce-only-would-increase') {
    doubtPosition(state, leg);
  }
  settleOrder(state, leg, order);
}

/** Ends the order once the venue has said so and every fill that it stated is booked. */
export function settleOrder(state: PairState, leg: Leg, order: OrderRecord): void {
  if (!order.ended || order.filled < order.reportedFilled) return;
  leg.orders.end(order);
  leg.positionCheck.quietSinceUs = state.nowUs;
  if (order.filled >= order.request.quantity) return;
  if (order.request.reduceOnly && order.filled === 0 && order.request.timeInForce === 'ioc')
    doubtPosition(state, leg);
  if (order.request.role === 'quote') {
    if (order.request.timeInForce === 'ioc') pauseQuotes(state);
    return;
  }
  const rounds = state.emergency?.rounds ?? state.hedging;
  if (rounds !== undefined) recordMiss(rounds, state.nowUs);
}

/** A reduce-only order came to nothing: the venue may hold less than we booked. Its position is asked for, not another order. */
function doubtPosition(state: PairState, leg: Leg): void {
  leg.doubtedAtUs = state.nowUs;
  pollSoon(state, leg);
}

function pauseQuotes(state: PairState): void {
  state.maker.pausedUntilUs = state.nowUs + microseconds(limits.quoteRefusedPauseMs);
}
