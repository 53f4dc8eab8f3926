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
import { provesNoEffect, saysNotTrading, type VenueFailure } from '../core/failure.ts';
import { lotsToBase } from '../core/instrument.ts';
import { addBase, lots, maxLots, type Lots } from '../core/money.ts';
import {
  addFill,
  hearOf,
  isRestingHedge,
  removesDelta,
  transition,
  type OrderRecord,
} from '../core/order.ts';
import { sideSign } from '../core/side.ts';
import type { LedgerFill } from '../ledger/entries.ts';
import { adoptStray, observeStray } from './catch-up.ts';
import { refreshTouch, type Leg } from './leg.ts';
import { noteFillOfHistory } from './fills-history.ts';
import { askForFundingSoon, observeFailedFundingQuery } from './funding-check.ts';
import { observeFailedMarginQuery } from './margin-check.ts';
import { mirrorLedger, otherLeg, type PairState } from './pair-state.ts';
import { observeFailedProbe } from './probe.ts';
import { concludeProbe, loseLife, loseWord, noteRefusedProbe } from './proof-of-life.ts';
import { observeFailedQuery, pollSoon } from './reconcile.ts';
import { observeLimited, observeTaken } from './request-pacing.ts';
import { explainDifference } from './position-check.ts';
import { observeRestEnd } from './resting-hedge.ts';
import { pauseAfterRefusal, pauseQuotes } from './quote-pause.ts';
import { isAtWorkAgain } from './restart.ts';
import { recordMiss, startRounds, type TakerRounds } from './taker-rounds.ts';

export function observeOrderEvent(state: PairState, leg: Leg, event: OrderEvent): void {
  if (state.restart !== undefined) observeStray(state, leg, event);
  switch (event.kind) {
    case 'order-accepted':
      observeAccepted(state, leg, event);
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
      observeRequestFailed(state, leg, event);
      break;
    default:
      assertNever(event);
  }
  refreshTouch(leg);
}

function observeAccepted(state: PairState, leg: Leg, event: OrderAcceptedEvent): void {
  const order = leg.orders.find(event.clientOrderId);
  if (order === undefined) return;
  order.venueOrderId = event.venueOrderId;
  order.acceptedVenueTimeUs = event.venueTimeUs;
  observeTaken(leg.pacing.orders, order.sentAtUs);
  if (order.request.role === 'quote') state.maker.refusalsInRow = 0;
  hearOf(order);
  openIfUnheard(order);
}

/** A fill or an end may overtake the acceptance; nothing reopens an order that is being cancelled or has ended. */
function openIfUnheard(order: OrderRecord): void {
  if (order.state === 'submitting' || order.state === 'unknown') transition(order, 'open');
}

/** Books the fill whatever the order's state: a late fill after "cancelled" is as real as any other. */
function observeFill(state: PairState, leg: Leg, event: FillEvent): void {
  noteFillOfHistory(leg, event);
  const order = leg.orders.find(event.clientOrderId) ?? adoptStray(state, leg, event);
  if (order === undefined) {
    // Not an order of ours: the position comparison will tell whether a position of ours moved.
    pollSoon(state, leg);
    return;
  }
  if (!bookFill(state, leg, event, order)) return;
  leg.lastFillAtUs = state.nowUs;
  if (order.request.role === 'quote') {
    if (state.maker.attempt !== undefined) state.maker.attempt.lastFillAtUs = state.nowUs;
    state.maker.refusalsInRow = 0;
  }
  addFill(order, event.quantity);
  if (order.state === 'done') return;
  hearOf(order);
  openIfUnheard(order);
  if (order.filled >= order.request.quantity && !isSentAgain(state, leg, order))
    order.endedAtUs ??= state.nowUs;
  settleOrder(state, leg, order);
}

/** The venue may have taken the larger one that a dead process sent under its id: only the venue knows when that has ended. */
function isSentAgain({ restart }: PairState, leg: Leg, { request }: OrderRecord): boolean {
  if (restart === undefined) return false;
  return restart.strays.some(
    (stray) => stray.leg === leg && stray.clientOrderId === request.clientOrderId && isAtWorkAgain(stray),
  );
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
  state.exposure?.episode.recordFill(fill);
  if (role === 'offset') answerForeign(state, leg, event);
  explainDifference(leg.positionCheck, lots(sideSign(event.side) * event.quantity), state.nowUs);
  mirrorLedger(state, leg);
  return true;
}

/** What an offset fills on this leg is answered of what changed on the other. */
function answerForeign(state: PairState, leg: Leg, event: FillEvent): void {
  const other = otherLeg(state, leg);
  const signed = lotsToBase(leg.instrument, lots(sideSign(event.side) * event.quantity));
  other.foreignBase = addBase(other.foreignBase, signed);
}

function observeEnded(state: PairState, leg: Leg, event: OrderEndedEvent): void {
  const order = leg.orders.find(event.clientOrderId);
  if (order === undefined) return;
  if (order.state === 'done') {
    awaitMoreFills(state, leg, order, event.cumulativeQuantity);
    return;
  }
  if (event.outcome === 'filled' && event.cumulativeQuantity === 0) {
    // "Filled" with nothing filled contradicts itself: it is a rumour, and the venue is asked.
    doubtOrder(order);
    return;
  }
  order.endedAtUs ??= state.nowUs;
  order.reportedFilled = maxLots(order.reportedFilled, event.cumulativeQuantity);
  if (event.outcome === 'refused' && order.request.role === 'quote') pauseQuotes(state, order);
  if (event.outcome === 'refused' && order.request.role === 'probe')
    noteRefusedProbe(leg.life, 'refused after it was taken');
  if (event.outcome === 'canceled' && isFruitlessReduction(order)) doubtPosition(state, leg);
  settleOrder(state, leg, order);
}

function observeReport(state: PairState, leg: Leg, event: OrderReportEvent): void {
  const order = leg.orders.find(event.clientOrderId);
  if (order === undefined) return;
  const isKept = order.state === 'done' ? order.venueOrderId === undefined : isNews(order, event);
  if (isKept) loseWord(leg.life, state.nowUs);
  order.venueOrderId = event.venueOrderId;
  if (order.state === 'done') {
    awaitMoreFills(state, leg, order, event.cumulativeQuantity);
    return;
  }
  order.reportedFilled = maxLots(order.reportedFilled, event.cumulativeQuantity);
  hearOf(order);
  if (event.isOpen) {
    order.isSaidNotOpen = false;
    openIfUnheard(order);
  } else order.endedAtUs ??= state.nowUs;
  settleOrder(state, leg, order);
}

/** Its end came with fewer fills than it really had: what is stated now is on its way, and blocks another order for the same. */
function awaitMoreFills(state: PairState, leg: Leg, order: OrderRecord, cumulative: Lots): void {
  if (cumulative <= order.filled) return;
  order.reportedFilled = cumulative;
  order.endedAtUs = state.nowUs;
  leg.orders.reopen(order);
}

/**
 * The private stream should have told it long before: a venue that keeps such things to itself has to prove that it lives. What was
 * booked from its history alone is such a thing, too: then its report finds an order that was never heard to be taken.
 */
function isNews(order: OrderRecord, { isOpen, cumulativeQuantity }: OrderReportEvent): boolean {
  const isUnheard = order.venueOrderId === undefined;
  return isUnheard || (!isOpen && order.endedAtUs === undefined) || cumulativeQuantity > order.reportedFilled;
}

/** One "not found" proves nothing: venues forget for seconds what they have just accepted. */
function observeNotFound(state: PairState, leg: Leg, event: OrderNotFoundEvent): void {
  const order = leg.orders.find(event.clientOrderId);
  if (order === undefined || order.state === 'done') return;
  order.notFoundCount += 1;
  order.notFoundSinceUs ??= state.nowUs;
}

function observeRequestFailed(state: PairState, leg: Leg, event: RequestFailedEvent): void {
  switch (event.request) {
    case 'query-order':
    case 'query-position':
    case 'query-fills':
    case 'query-margin':
    case 'query-funding':
      if (event.failure.kind === 'rate-limited')
        observeLimited(leg.pacing.queries, state.nowUs, event.failure.retryAtUs);
      if (event.request === 'query-margin') observeFailedMarginQuery(state, leg, event);
      else if (event.request === 'query-funding') observeFailedFundingQuery(state, leg, event);
      else observeFailedQuery(state, leg, event);
      return;
    case 'place':
    case 'cancel': {
      if (event.failure.kind === 'rate-limited')
        observeLimited(leg.pacing.orders, state.nowUs, event.failure.retryAtUs);
      const order = event.clientOrderId === undefined ? undefined : leg.orders.find(event.clientOrderId);
      if (order === undefined || order.state === 'done') return;
      if (event.request === 'place') observeFailedPlace(state, leg, order, event.failure);
      else if (saysNotOpen(event.failure)) order.isSaidNotOpen = true;
      return;
    }
    default:
      assertNever(event.request);
  }
}

/** A cancel that failed ends nothing; but what is not open is asked after and not cancelled again, which would use up the order rate. */
const saysNotOpen = (failure: VenueFailure): boolean =>
  failure.kind === 'refused' && failure.reason === 'unknown-order';

/** A refusal ends an order only while nothing was heard of it; against an acceptance or a fill it is a rumour. */
function observeFailedPlace(state: PairState, leg: Leg, order: OrderRecord, failure: VenueFailure): void {
  const isUnheard = order.venueOrderId === undefined && order.filled === 0;
  if (saysNotTrading(failure)) loseLife(leg.life, state.nowUs);
  if (order.request.role === 'probe') observeFailedProbe(state, leg, failure);
  if (!isUnheard || !provesNoEffect(failure)) {
    if (order.endedAtUs === undefined) doubtOrder(order);
    return;
  }
  order.endedAtUs ??= state.nowUs;
  if (order.request.role === 'quote') pauseAfterRefusal(state, order, failure);
  if (isRestingHedge(order) && state.exposure !== undefined && isForGood(failure))
    state.exposure.mayRest = false;
  if (failure.kind === 'refused' && failure.reason === 'reduce-only-would-increase')
    doubtPosition(state, leg);
  settleOrder(state, leg, order);
}

/** A post-only price is made anew, and too many requests are waited out; whatever else is refused will be refused again. */
function isForGood(failure: VenueFailure): boolean {
  return failure.kind === 'refused' && failure.reason !== 'post-only-would-cross';
}

/** Its outcome is unknown: it is asked after at once, and its quantity stays blocked. */
function doubtOrder(order: OrderRecord): void {
  if (order.state !== 'cancelling') transition(order, 'unknown');
  order.askedAtUs = 0;
}

/** Ends the order once the venue has said so and every fill that it stated is booked. */
export function settleOrder(state: PairState, leg: Leg, order: OrderRecord): void {
  if (order.endedAtUs === undefined || order.filled < order.reportedFilled) return;
  if (order.request.role === 'probe') settleProbe(state, leg, order);
  const forgotten = leg.orders.end(order);
  if (forgotten !== undefined) state.ledger.forgetOrder(leg.instrument.key, forgotten);
  leg.positionCheck.quietSinceUs = state.nowUs;
  if (order.isCounted) return;
  order.isCounted = true;
  const { role, quantity, timeInForce } = order.request;
  const isFilled = order.filled >= quantity;
  if (timeInForce === 'ioc')
    state.ledger.recordTry(leg.instrument.key, { sent: quantity, filled: order.filled });
  if (role === 'quote') {
    if (!isFilled) endShort(state, leg, order);
    return;
  }
  if (!removesDelta(role)) return;
  if (isRestingHedge(order) && !isFilled) {
    observeRestEnd(state, order);
    return;
  }
  const rounds = role === 'offset' ? leg.offsetRounds : (state.emergency?.rounds ?? state.hedging);
  if (rounds === undefined) return;
  const isHad = isFilled && rounds.sliceId !== order.request.clientOrderId;
  if (!isHad) missOut(state, leg, rounds);
  else if (role !== 'offset') restartRounds(state, order);
}

/** Ended by the venue's own doing, perhaps before its fills were told: the position says whether it was all. */
function endShort(state: PairState, leg: Leg, order: OrderRecord): void {
  const isTaker = order.request.timeInForce === 'ioc';
  if (isTaker) pauseQuotes(state, order);
  if (order.venueOrderId === undefined || (!isTaker && order.cancelledAtUs !== undefined)) return;
  state.maker.endedShortAtUs = state.nowUs;
  pollSoon(state, leg);
}

/** What was paid while the venue was not heard of is asked for as soon as it lives again. */
function settleProbe({ nowUs }: PairState, leg: Leg, order: OrderRecord): void {
  const { life } = leg;
  const hasLivedBefore = life.provenAtUs > 0;
  concludeProbe(life, order, nowUs);
  if (hasLivedBefore && life.provenAtUs === nowUs) askForFundingSoon(leg, nowUs);
}

/** Before the last try of a round is repeated, the venue's position tells whether it came to nothing indeed. */
function missOut(state: PairState, leg: Leg, rounds: TakerRounds): void {
  recordMiss(rounds, state.nowUs);
  pollSoon(state, leg);
}

/** A hedge that was had: what is still naked is no older than when it was sent, and gets the whole patience from then on. */
function restartRounds(state: PairState, { sentAtUs }: OrderRecord): void {
  const rounds = { ...startRounds(state.nowUs), startedAtUs: sentAtUs };
  if (state.emergency !== undefined) state.emergency.rounds = rounds;
  else state.hedging = rounds;
}

/** A reduce-only order that the venue took away, not we: it may hold less than we booked. */
function isFruitlessReduction(order: OrderRecord): boolean {
  if (!order.request.reduceOnly || order.reportedFilled > 0) return false;
  return order.request.timeInForce === 'ioc' || (isRestingHedge(order) && order.cancelledAtUs === undefined);
}

/** A reduce-only order came to nothing: the venue's position is asked for, the order is not sent again before. */
function doubtPosition(state: PairState, leg: Leg): void {
  leg.doubtedAtUs = state.nowUs;
  pollSoon(state, leg);
}
