// Sending: an order gets its id, passes the gate, is remembered before it leaves, and only then becomes a command.
import type { Lots, Ticks } from '../core/money.ts';
import {
  createOrderRecord,
  deriveClientOrderId,
  transition,
  type ClientOrderId,
  type OrderRecord,
  type OrderRequest,
  type OrderRole,
  type TimeInForce,
} from '../core/order.ts';
import type { Side } from '../core/side.ts';
import type { Touch } from '../market/touch.ts';
import { approve } from '../risk/gate.ts';
import type { Refusal } from '../risk/refusal.ts';
import type { Leg } from './leg.ts';
import type { PairState } from './pair-state.ts';
import { countRequest, mayAskAfterQuote, mayAskUrgently } from './request-pacing.ts';
import { takerPrice, ticksBeyondTouch } from './pricing.ts';

export interface OrderDraft {
  readonly role: OrderRole;
  readonly side: Side;
  readonly quantity: Lots;
  readonly price: Ticks;
  readonly timeInForce: TimeInForce;
  readonly postOnly: boolean;
  readonly reduceOnly: boolean;
  readonly tickOffset: number;
}

/** Sends the order, or returns why the gate refused it; a refused order leaves no trace. */
export function send(state: PairState, leg: Leg, draft: OrderDraft): Refusal | undefined {
  const request = nextRequest(state, leg, draft);
  const verdict = approve(request, state);
  if (verdict.refusal !== undefined) {
    state.counters.refusals += 1;
    return verdict.refusal;
  }
  state.ordersSent += 1;
  state.counters.orders += 1;
  state.exposure?.episode.recordTry(draft);
  countRequest(leg, state.nowUs);
  leg.orders.add(createOrderRecord(request, state.nowUs));
  state.outbox.push({ kind: 'place', order: verdict.approved });
  return undefined;
}

/** The draft as the next order to be sent. */
export function nextRequest(state: PairState, leg: Leg, draft: OrderDraft): OrderRequest {
  const { role, side, quantity, price, timeInForce, postOnly, reduceOnly, tickOffset } = draft;
  return {
    clientOrderId: deriveClientOrderId(state.config.runEpochSeconds, state.ordersSent + 1),
    instrument: leg.instrument.key,
    role,
    side,
    quantity,
    price,
    timeInForce,
    postOnly,
    reduceOnly,
    cycle: role === 'probe' ? 0 : state.cycle.number,
    tickOffset,
  };
}

/** The id of the order that was sent last. */
export const lastSentId = ({ config, ordersSent }: PairState): ClientOrderId =>
  deriveClientOrderId(config.runEpochSeconds, ordersSent);

/** What is to be taken; as far as the price band, where no reach is given. */
export interface TakerOrder {
  readonly role: OrderRole;
  readonly side: Side;
  readonly quantity: Lots;
  readonly reduceOnly: boolean;
  readonly reachTicks?: number | undefined;
}

/** An IOC that reaches as far as the price band, or fewer ticks beyond the touch; `undefined` when it was sent. */
export function sendTaker(state: PairState, leg: Leg, order: TakerOrder): Refusal | undefined {
  if (leg.touch === undefined) {
    return { code: 'no-price', text: `the book of ${leg.instrument.key} does not say what a price is` };
  }
  return send(state, leg, draftTaker(order, leg.touch));
}

export function draftTaker(order: TakerOrder, touch: Touch): OrderDraft {
  const { role, side, quantity, reduceOnly, reachTicks } = order;
  const price = takerPrice(side, touch, reachTicks);
  return {
    role,
    side,
    quantity,
    price,
    timeInForce: 'ioc',
    postOnly: false,
    reduceOnly,
    tickOffset: ticksBeyondTouch(side, price, touch),
  };
}

/** Asks the venue to cancel; the order lives on until the venue says that it ended. */
export function sendCancel(state: PairState, leg: Leg, order: OrderRecord): void {
  transition(order, 'cancelling');
  order.askedAtUs = state.nowUs;
  order.cancelledAtUs ??= state.nowUs;
  sendCancelById(state, leg, order.request.clientOrderId);
}

/** The same for an order of which nothing but its id is known. */
export function sendCancelById(state: PairState, leg: Leg, clientOrderId: ClientOrderId): void {
  state.counters.cancels += 1;
  countRequest(leg, state.nowUs);
  state.outbox.push({ kind: 'cancel', instrument: leg.instrument.key, clientOrderId });
}

/** Asks what became of the order, as soon as that may be asked; a resting quote of which nothing is heard can wait. */
export function sendOrderQuery(state: PairState, leg: Leg, order: OrderRecord): void {
  const canWait = order.request.role === 'quote' && order.state === 'open';
  if (!(canWait ? mayAskAfterQuote : mayAskUrgently)(leg, state.nowUs)) return;
  order.askedAtUs = state.nowUs;
  sendOrderQueryById(state, leg, order.request.clientOrderId);
}

export function sendOrderQueryById(state: PairState, leg: Leg, clientOrderId: ClientOrderId): void {
  countRequest(leg, state.nowUs);
  state.outbox.push({ kind: 'query-order', instrument: leg.instrument.key, clientOrderId });
}

/** Returns the id by which the reply will be known. */
export function sendPositionQuery(state: PairState, leg: Leg): number {
  countRequest(leg, state.nowUs);
  state.requestsSent += 1;
  state.outbox.push({
    kind: 'query-position',
    instrument: leg.instrument.key,
    requestId: state.requestsSent,
  });
  return state.requestsSent;
}

/** Asks for the margin of the leg's account; returns the id by which the reply will be known. */
export function sendMarginQuery(state: PairState, leg: Leg): number {
  countRequest(leg, state.nowUs);
  state.requestsSent += 1;
  state.outbox.push({ kind: 'query-margin', instrument: leg.instrument.key, requestId: state.requestsSent });
  return state.requestsSent;
}

/** Asks for all funding payments since a venue time; returns the id by which the reply will be known. */
export function sendFundingQuery(state: PairState, leg: Leg, sinceVenueTimeUs: number): number {
  countRequest(leg, state.nowUs);
  state.requestsSent += 1;
  const { key: instrument } = leg.instrument;
  state.outbox.push({
    kind: 'query-funding',
    instrument,
    requestId: state.requestsSent,
    sinceVenueTimeUs,
  });
  return state.requestsSent;
}

/** Asks for all fills since a venue time; returns the id by which the reply will be known. */
export function sendFillsQuery(state: PairState, leg: Leg, sinceVenueTimeUs: number): number {
  countRequest(leg, state.nowUs);
  state.requestsSent += 1;
  const { key: instrument } = leg.instrument;
  state.outbox.push({ kind: 'query-fills', instrument, requestId: state.requestsSent, sinceVenueTimeUs });
  return state.requestsSent;
}
