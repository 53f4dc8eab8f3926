// Positions are asked for, always, and compared with the booked ones. A difference is believed only when nothing of ours can
// explain it: all orders ended, fills fetched, two snapshots that agree with each other.
import type { FillsReportEvent, PositionReportEvent } from '../core/events.ts';
import { formatLots } from '../core/instrument.ts';
import { limits, microseconds } from '../core/limits.ts';
import { subtractLots, zeroLots } from '../core/money.ts';
import type { Leg } from './leg.ts';
import { requestHalt, type PairState } from './pair-state.ts';
import { isSuspect, type PositionCheck } from './position-check.ts';
import { sendFillsQuery, sendPositionQuery } from './send.ts';

const cleanConfirmationsMin = 2;

/** Sends the position queries that are due. */
export function pollPositions(state: PairState): void {
  for (const leg of [state.primary, state.hedge]) {
    const check = leg.positionCheck;
    const { pending } = check;
    const isLost =
      pending !== undefined && state.nowUs - pending.requestedAtUs >= microseconds(limits.positionReplyMs);
    if (pending !== undefined && !isLost) continue;
    if (state.nowUs < check.nextPollAtUs && !isLost) continue;
    if (isSuspect(check) && !areFillsFetched(leg)) requestFills(state, leg);
    check.pending = { requestId: sendPositionQuery(state, leg), requestedAtUs: state.nowUs };
    check.nextPollAtUs = state.nowUs + microseconds(limits.positionPollMs);
  }
}

/** Asks for the next snapshot as soon as possible. */
export function pollSoon(state: PairState, leg: Leg): void {
  leg.positionCheck.nextPollAtUs = Math.min(leg.positionCheck.nextPollAtUs, state.nowUs);
}

/** Asks for the fills since the newest booked one, unless that is under way. */
export function requestFills(state: PairState, leg: Leg): void {
  const check = leg.positionCheck;
  const isUnderWay =
    check.fillsRequestId !== undefined &&
    state.nowUs - check.fillsRequestedAtUs < microseconds(limits.positionReplyMs);
  if (isUnderWay || state.nowUs - check.fillsRequestedAtUs < microseconds(limits.positionRecheckMs)) return;
  check.fillsRequestedAtUs = state.nowUs;
  check.fillsRequestId = sendFillsQuery(state, leg);
}

export function observeFillsReport(state: PairState, leg: Leg, event: FillsReportEvent): void {
  leg.lastAnswerAtUs = state.nowUs;
  const check = leg.positionCheck;
  if (event.requestId !== check.fillsRequestId) return;
  check.fillsRequestId = undefined;
  check.fillsFetchedAtUs = check.fillsRequestedAtUs;
}

/** A failed query is never "flat": it is asked again. */
export function failPositionQuery(state: PairState, leg: Leg): void {
  leg.positionCheck.pending = undefined;
  leg.positionCheck.nextPollAtUs = state.nowUs + microseconds(limits.positionRecheckMs);
}

export function observePositionReport(state: PairState, leg: Leg, event: PositionReportEvent): void {
  leg.lastAnswerAtUs = state.nowUs;
  const check = leg.positionCheck;
  const { pending } = check;
  if (pending === undefined || pending.requestId !== event.requestId) return;
  check.pending = undefined;
  // A snapshot that was asked for before the last fill was booked may hold that fill, or not: it says nothing.
  if (pending.requestedAtUs < leg.lastFillAtUs) {
    check.nextPollAtUs = state.nowUs + microseconds(limits.positionRecheckMs);
    return;
  }
  const difference = subtractLots(event.position, leg.position);
  if (difference === 0) {
    agree(check, pending.requestedAtUs);
    return;
  }
  const isSame = difference === check.difference;
  const isClean = isCleanSnapshot(leg, pending.requestedAtUs);
  check.confirmations = isSame ? check.confirmations + 1 : 1;
  check.cleanConfirmations = (isSame ? check.cleanConfirmations : 0) + (isClean ? 1 : 0);
  check.difference = difference;
  check.nextPollAtUs = state.nowUs + microseconds(limits.positionRecheckMs);
  if (check.cleanConfirmations >= cleanConfirmationsMin) answerForeignChange(state, leg, event);
}

function agree(check: PositionCheck, requestedAtUs: number): void {
  check.agreedAtUs = requestedAtUs;
  check.difference = zeroLots;
  check.confirmations = 0;
  check.cleanConfirmations = 0;
}

/** Nothing of ours worked on the leg when the snapshot was asked for, and the fills had been fetched since. */
function isCleanSnapshot(leg: Leg, requestedAtUs: number): boolean {
  return (
    leg.orders.liveCount === 0 && areFillsFetched(leg) && requestedAtUs > leg.positionCheck.fillsFetchedAtUs
  );
}

/** The venue's history was read after the last own order ended and the last fill was booked. */
function areFillsFetched(leg: Leg): boolean {
  const { fillsFetchedAtUs, quietSinceUs } = leg.positionCheck;
  return fillsFetchedAtUs > 0 && fillsFetchedAtUs >= Math.max(quietSinceUs, leg.lastFillAtUs);
}

/** Before anything was traded a foreign position refuses the start; later it is booked, and the pair halts. */
function answerForeignChange(state: PairState, leg: Leg, event: PositionReportEvent): void {
  const { instrument } = leg;
  const shown = `${instrument.key} shows ${formatLots(instrument, event.position)}`;
  if (leg.positionCheck.agreedAtUs === 0) {
    state.startRefusal ??= `${shown} at start, which this run did not trade`;
    return;
  }
  bookForeignChange(
    state,
    leg,
    `${shown} where ${formatLots(instrument, leg.position)} was booked, and no own order explains it`,
  );
}

/** The venue's position has moved by no order of ours: it is booked as an adjustment, and the pair halts. */
function bookForeignChange(state: PairState, leg: Leg, text: string): void {
  const { touch, positionCheck, instrument } = leg;
  if (touch === undefined) return;
  state.ledger.bookAdjustment({
    instrument: instrument.key,
    quantity: positionCheck.difference,
    bid: touch.bid,
    ask: touch.ask,
    atUs: state.nowUs,
    reason: 'foreign-position',
  });
  leg.position = state.ledger.position(instrument.key);
  state.netDelta = state.ledger.netDelta();
  agree(positionCheck, state.nowUs);
  requestHalt(state, 'foreign-position', text, leg);
}
