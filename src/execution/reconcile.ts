// Positions are asked for, always, and compared with the booked ones. A difference is believed only when nothing of ours can
// explain it: all orders ended, fills fetched since it appeared, and several snapshots that agree over some time.
import type { PositionReportEvent, RequestFailedEvent } from '../core/events.ts';
import { formatLots, lotsToBase } from '../core/instrument.ts';
import { limits, microseconds } from '../core/limits.ts';
import { addBase, subtractLots, zeroBase, zeroLots, type BaseQuantity } from '../core/money.ts';
import { isNaked } from './exposure.ts';
import { requestFills } from './fills-history.ts';
import type { Leg } from './leg.ts';
import { mustTake } from './must-take.ts';
import { mirrorLedger, requestHalt, type PairState } from './pair-state.ts';
import { isSuspect, type PositionCheck } from './position-check.ts';
import { mayAskInRoutine, mayAskUrgently, observeTaken } from './request-pacing.ts';
import { mayExplainPosition } from './restart.ts';
import { sendPositionQuery } from './send.ts';

const snapshotsMin = 2;
const queriesKept = 4;

/** Sends the position queries that are due. */
export function pollPositions(state: PairState): void {
  for (const leg of state.legs) {
    if (isToBeExplained(state, leg) && !areFillsFetched(state, leg)) requestFills(state, leg);
    pollPosition(state, leg);
  }
}

/** A difference that lasts; or at once where something is naked, because it may be the hedge of it that is shown. */
function isToBeExplained({ hedging }: PairState, { positionCheck }: Leg): boolean {
  return isSuspect(positionCheck) || (hedging !== undefined && positionCheck.difference !== 0);
}

/** What an order's end is proven with: the venue's history, and the position, which goes first where requests are few. */
export function askForProof(state: PairState, leg: Leg): void {
  pollPosition(state, leg);
  requestFills(state, leg);
}

function pollPosition(state: PairState, leg: Leg): void {
  const check = leg.positionCheck;
  if (state.nowUs < Math.max(check.nextPollAtUs, check.pausedUntilUs)) return;
  if (!(isAwaitingPositions(state, leg) ? mayAskUrgently : mayAskInRoutine)(leg, state.nowUs)) return;
  const latest = check.queries.at(-1);
  const isAwaited =
    latest !== undefined && state.nowUs - latest.requestedAtUs < microseconds(limits.positionReplyMs);
  if (isAwaited) return;
  const query = { requestId: sendPositionQuery(state, leg), requestedAtUs: state.nowUs };
  check.queries = [...check.queries.slice(1 - queriesKept), query];
  check.nextPollAtUs = state.nowUs + microseconds(limits.positionPollMs);
}

/** Something waits for the answer: a restart, a hedge, what must be taken, an explanation, or the end of the run. */
function isAwaitingPositions(state: PairState, { positionCheck, orders }: Leg): boolean {
  const { hedging, halt, stop, restart } = state;
  if (restart?.isCaughtUp === false) return true;
  if (hedging !== undefined || halt !== undefined || stop !== undefined) return true;
  return mustTake(state) || isSuspect(positionCheck) || orders.isAwaitingProof();
}

/** Asks for the next snapshot as soon as that is allowed. */
export function pollSoon(state: PairState, leg: Leg): void {
  leg.positionCheck.nextPollAtUs = Math.min(leg.positionCheck.nextPollAtUs, state.nowUs);
}

/** A failed query is never "flat": it is asked again, after a pause that nobody's hurry shortens. */
export function observeFailedQuery(state: PairState, leg: Leg, event: RequestFailedEvent): void {
  const check = leg.positionCheck;
  check.pausedUntilUs = state.nowUs + microseconds(limits.positionRecheckMs);
  if (event.request === 'query-fills') forgetFillsQuery(check, event.requestId);
  if (event.request !== 'query-position') return;
  check.queries = check.queries.filter(({ requestId }) => requestId !== event.requestId);
  pollSoon(state, leg);
}

/** Others of the same question may still be answered. */
function forgetFillsQuery(check: PositionCheck, failed: number | undefined): void {
  const { fillsQuery } = check;
  if (fillsQuery === undefined) return;
  const requestIds = fillsQuery.requestIds.filter((requestId) => requestId !== failed);
  check.fillsQuery = requestIds.length === 0 ? undefined : { ...fillsQuery, requestIds };
}

export function observePositionReport(state: PairState, leg: Leg, event: PositionReportEvent): void {
  const check = leg.positionCheck;
  const query = check.queries.find(({ requestId }) => requestId === event.requestId);
  if (query === undefined) return;
  const { requestedAtUs } = query;
  observeTaken(leg.pacing.queries, requestedAtUs);
  check.queries = check.queries.filter((other) => other.requestedAtUs > requestedAtUs);
  // A snapshot that was asked for before the last fill was booked may hold that fill, or not: it says nothing.
  if (requestedAtUs < leg.lastFillAtUs) {
    check.nextPollAtUs = state.nowUs + microseconds(limits.positionRecheckMs);
    return;
  }
  check.shownAtUs = Math.max(check.shownAtUs, requestedAtUs);
  const difference = subtractLots(event.position, leg.position);
  if (difference === 0) {
    markAgreed(check, requestedAtUs);
    return;
  }
  if (check.difference === 0) check.disagreesSinceUs = state.nowUs;
  if (difference !== check.difference) {
    check.difference = difference;
    check.differentSinceUs = state.nowUs;
    check.snapshots = 0;
  }
  check.snapshots += 1;
  check.nextPollAtUs = state.nowUs + microseconds(limits.positionRecheckMs);
  if (!mayExplainPosition(state) && isProvenForeign(leg, requestedAtUs))
    answerForeignChange(state, leg, event);
}

function markAgreed(check: PositionCheck, requestedAtUs: number): void {
  check.agreedAtUs = Math.max(check.agreedAtUs, requestedAtUs);
  check.difference = zeroLots;
  check.snapshots = 0;
}

/** A venue's position and its history may lag behind its fills: the difference must outlive both, with nothing of ours at work. */
function isProvenForeign(leg: Leg, requestedAtUs: number): boolean {
  const { snapshots, fillsFetchedAtUs } = leg.positionCheck;
  return (
    snapshots >= snapshotsMin &&
    leg.orders.liveCount === 0 &&
    fillsFetchedAtUs >= provenFromUs(leg) &&
    requestedAtUs > fillsFetchedAtUs
  );
}

/** The venue's history was read since the difference appeared; and once more, after it has lasted for as long as a fill may be missing there. */
function areFillsFetched({ nowUs }: PairState, leg: Leg): boolean {
  const { fillsFetchedAtUs } = leg.positionCheck;
  const fromUs = provenFromUs(leg);
  return nowUs < fromUs ? fillsFetchedAtUs > doubtfulUntilUs(leg) : fillsFetchedAtUs >= fromUs;
}

/** From then on nothing of ours explains the difference any more, in µs. */
const provenFromUs = (leg: Leg): number => doubtfulUntilUs(leg) + microseconds(limits.foreignProofMs);

/** The difference appeared, the last own order ended, or the last fill was booked, in µs. */

function doubtfulUntilUs({ positionCheck, lastFillAtUs }: Leg): number {
  return Math.max(positionCheck.differentSinceUs, positionCheck.quietSinceUs, lastFillAtUs);
}

/** Before anything was traded a foreign position refuses the start; later it is booked, and the pair halts. */
function answerForeignChange(state: PairState, leg: Leg, event: PositionReportEvent): void {
  const { instrument } = leg;
  const shown = `${instrument.key} shows ${formatLots(instrument, event.position)}`;
  if (leg.positionCheck.agreedAtUs === 0) {
    state.startRefusal ??= `${shown} at start, which this run did not trade`;
    return;
  }
  const booked = formatLots(instrument, leg.position);
  bookForeignChange(state, leg);
  const text = `${shown} where ${booked} was booked, and no own order explains it`;
  requestHalt(state, 'foreign-position', text);
}

/**
 * Where own delta is naked the other way, the change has hedged it: only what goes beyond is left to be answered. Dust of our own
 * is carried beside it: taken off, it would leave less than the other leg's lot where the whole change is a number of them.
 */
function unansweredPart(change: BaseQuantity, state: PairState): BaseQuantity {
  const { ownDelta } = state;
  if (!isNaked(state) || change > 0n === ownDelta > 0n) return change;
  const rest = addBase(change, ownDelta);
  return rest === 0n || rest > 0n === ownDelta > 0n ? zeroBase : rest;
}

/** The venue's position has moved by no order of ours: it is booked as an adjustment, and answered on the other leg. */
function bookForeignChange(state: PairState, leg: Leg): void {
  const { positionCheck, instrument } = leg;
  const marks = state.ledger.lastMarks();
  const mark = leg === state.primary ? marks.primary : marks.hedge;
  // Positions were confirmed before, and nothing is confirmed before there was a book to trade in.
  if (mark === undefined) return;
  state.ledger.bookAdjustment({
    instrument: instrument.key,
    quantity: positionCheck.difference,
    bid: mark.bid,
    ask: mark.ask,
    atUs: state.nowUs,
    reason: 'foreign-position',
  });
  const change = lotsToBase(instrument, positionCheck.difference);
  leg.foreignBase = addBase(leg.foreignBase, unansweredPart(change, state));
  mirrorLedger(state, leg);
  // What was booked is not confirmed by the snapshot that it was taken from: a later one must agree.
  positionCheck.quietSinceUs = state.nowUs;
  positionCheck.difference = zeroLots;
  positionCheck.snapshots = 0;
}
