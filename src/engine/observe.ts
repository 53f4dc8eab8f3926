// Taking an event in: books, orders, positions and the operator's word. Nothing is decided here.
import { assert, assertNever } from '../core/assert.ts';
import { askedWords } from '../core/requester.ts';
import type {
  AccountEvent,
  BookEvent,
  EngineEvent,
  FundingPaymentEvent,
  MarketEvent,
  OperatorEvent,
  OrderEvent,
} from '../core/events.ts';
import { observeFillsReport } from '../execution/fills-history.ts';
import { observeFundingReport } from '../execution/funding-check.ts';
import { refreshTouch, type Leg } from '../execution/leg.ts';
import { observeOrderEvent } from '../execution/order-life.ts';
import { observeMarginReport } from '../execution/margin-check.ts';
import { observeOtherRuns } from '../execution/other-runs.ts';
import { judgeMargin } from '../execution/margin-guard.ts';
import { requestHalt, requestStop, type PairState } from '../execution/pair-state.ts';
import { endPause, requestFlatten, requestPause } from '../execution/pause.ts';
import { loseLife } from '../execution/proof-of-life.ts';
import { observePositionReport } from '../execution/reconcile.ts';
import { observeStream } from '../execution/stream-watch.ts';
import type { Touch } from '../market/touch.ts';
import { isBookStale } from '../risk/stale-book.ts';
import { noteStandstill } from './standstill.ts';
import { legOf } from './state.ts';

/** Returns whether anything changed that a decision could depend on: most market messages change nothing near the touch. */
export function observe(state: PairState, event: EngineEvent): boolean {
  if (event.kind === 'book' || event.kind === 'trade') {
    passTime(state, event);
    return event.kind === 'book' && observeBook(state, event);
  }
  // The time alone: read from objects of many forms by one line, every time would be made an object of, the market's too.
  passTime(state, { atUs: event.atUs });
  return observeOwn(state, event);
}

function passTime(state: PairState, { atUs }: Pick<EngineEvent, 'atUs'>): void {
  assert(atUs >= state.nowUs, 'the time of events never goes back');
  if (state.startedAtUs === 0) state.startedAtUs = atUs;
  noteStandstill(state, atUs);
  state.nowUs = atUs;
}

/** Whatever is not the market's. */
function observeOwn(state: PairState, event: Exclude<EngineEvent, MarketEvent>): boolean {
  switch (event.kind) {
    case 'time':
      return false;
    case 'operator':
      observeOperator(state, event);
      return true;
    case 'position-report':
    case 'fills-report':
    case 'margin-report':
    case 'funding-rate':
    case 'funding-payment':
    case 'funding-report':
    case 'other-runs':
    case 'stream':
      return observeAccount(state, event);
    case 'order-accepted':
    case 'fill':
    case 'order-ended':
    case 'order-report':
    case 'order-not-found':
    case 'request-failed':
      return observeOrder(state, event);
    default:
      return assertNever(event);
  }
}

function observeOrder(state: PairState, event: OrderEvent): boolean {
  const leg = legOf(state, event.instrument);
  if (leg !== undefined) observeOrderEvent(state, leg, event);
  return leg !== undefined;
}

function observeAccount(state: PairState, event: AccountEvent): boolean {
  const leg = legOf(state, event.instrument);
  if (leg === undefined) return false;
  switch (event.kind) {
    case 'position-report':
      observePositionReport(state, leg, event);
      return true;
    case 'fills-report':
      observeFillsReport(leg, event);
      return true;
    case 'margin-report':
      if (!observeMarginReport(leg, event)) return false;
      judgeMargin(state, leg);
      return true;
    case 'funding-rate':
      leg.funding = { rate: event.rate, intervalMs: event.intervalMs, nextAtUs: event.nextAtUs };
      return true;
    case 'funding-payment':
      return bookFunding(state, event);
    case 'funding-report':
      observeFundingReport(leg, event);
      return false;
    case 'other-runs':
      return observeOtherRuns(leg, event);
    case 'stream':
      observeStream(state, leg, event);
      return true;
    default:
      return assertNever(event);
  }
}

function bookFunding(state: PairState, event: FundingPaymentEvent): boolean {
  const { instrument, paymentId, amount, venueTimeUs, atUs } = event;
  const payment = { instrument, paymentId, amount, venueTimeUs, atUs };
  const isNew = state.ledger.bookFunding(payment);
  if (isNew) state.bookedFunding.push(payment);
  return isNew;
}

function observeBook(state: PairState, event: BookEvent): boolean {
  const leg = legOf(state, event.instrument);
  if (leg === undefined) return false;
  // A venue that was silent may be another one now: it shows again that it trades.
  if (leg.bookAtUs > 0 && isBookStale(leg.bookAtUs, state.nowUs)) loseLife(leg.life, state.nowUs);
  leg.bookAtUs = state.nowUs;
  leg.bookVenueTimeUs = event.venueTimeUs;
  // The history before the first word of the venue is not ours to ask for.
  if (leg.fillCursorUs === 0) leg.fillCursorUs = event.venueTimeUs;
  if (!leg.book.apply(event.levels, event.isSnapshot) || !refreshTouch(leg)) return false;
  if (leg.touch !== undefined) mark(state, leg, leg.touch);
  return true;
}

/** The ledger values positions and exposure at the touches that we have seen. */
function mark(state: PairState, leg: Leg, { bid, ask }: Touch): void {
  if (leg === state.primary) state.ledger.markTo(state.nowUs, bid, ask);
  else state.ledger.markHedgeTo(state.nowUs, bid, ask);
}

/** A run that is over has nothing left to stop. */
function observeOperator(state: PairState, event: OperatorEvent): void {
  if (state.isFinished) return;
  switch (event.action) {
    case 'stop':
      requestStop(state, event.reason);
      return;
    case 'hold':
      requestStop(state, event.reason, true);
      return;
    case 'take-now':
      requestStop(state, event.reason);
      if (state.stop === undefined) return;
      state.stop.isTaking = true;
      state.stop.isHolding = false;
      return;
    case 'pause':
      requestPause(state, askedWords(event));
      return;
    case 'flatten':
      requestFlatten(state, askedWords(event));
      return;
    case 'resume':
      endPause(state, askedWords(event));
      return;
    case 'halt':
      requestHalt(state, 'operator-halt', askedWords(event));
      return;
    case 'kill':
      requestHalt(state, 'kill-switch', event.reason);
      return;
    case 'record-lost':
      requestHalt(state, 'record-lost', event.reason);
      return;
    default:
      assertNever(event.action);
  }
}
