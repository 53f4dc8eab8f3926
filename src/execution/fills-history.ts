// The venue's history of our fills: asked for what could be missing, and read to its end. Answers may be cut off, so what brought
// fills is read on from the newest of them, until nothing more comes.
import type { FillEvent, FillsReportEvent } from '../core/events.ts';
import { limits, microseconds } from '../core/limits.ts';
import type { Leg } from './leg.ts';
import type { PairState } from './pair-state.ts';
import type { FillsPage, FillsQuery } from './position-check.ts';
import { mayAskUrgently } from './request-pacing.ts';
import { sendFillsQuery } from './send.ts';

const queriesKept = 4;

/** Asks for the fills that could be missing, unless that is under way or was done a moment ago. */
export function requestFills(state: PairState, leg: Leg): void {
  const check = leg.positionCheck;
  const { fillsPage, fillsQuery } = check;
  if (!isDue(state, leg) || state.nowUs < check.pausedUntilUs || !mayAskUrgently(leg, state.nowUs)) return;
  const { sinceVenueTimeUs, ...begun } = fillsPage ?? firstPage(state, leg);
  const requestId = sendFillsQuery(state, leg, sinceVenueTimeUs);
  check.fillsQuery = {
    requestIds: [...(fillsQuery?.requestIds ?? []).slice(1 - queriesKept), requestId],
    requestedAtUs: state.nowUs,
    newestFill: fillsQuery?.newestFill,
    newestFills: fillsQuery?.newestFills ?? 0,
    // A late answer knows no more than when the first of them was asked.
    begun: fillsQuery?.begun ?? begun,
  };
}

/** All fills since the last complete fetch, and some before: ids dedupe. */
function firstPage({ nowUs }: PairState, { fillCursorUs, bookVenueTimeUs }: Leg): FillsPage {
  const sinceVenueTimeUs = Math.max(0, fillCursorUs - microseconds(limits.fillsOverlapMs));
  return {
    sinceVenueTimeUs,
    lastTradeId: undefined,
    requestedAtUs: nowUs,
    newestVenueTimeUs: bookVenueTimeUs,
  };
}

function isDue({ nowUs }: PairState, { positionCheck }: Leg): boolean {
  const { fillsQuery, fillsPage, fillsFetchedAtUs } = positionCheck;
  if (fillsQuery !== undefined)
    return nowUs - fillsQuery.requestedAtUs >= microseconds(limits.positionReplyMs);
  return fillsPage !== undefined || nowUs - fillsFetchedAtUs >= microseconds(limits.positionRecheckMs);
}

export function noteFillOfHistory({ positionCheck: { fillsQuery } }: Leg, fill: FillEvent): void {
  if (fillsQuery === undefined) return;
  const newestUs = fillsQuery.newestFill?.venueTimeUs ?? 0;
  if (fill.venueTimeUs < newestUs) return;
  fillsQuery.newestFills = fill.venueTimeUs === newestUs ? fillsQuery.newestFills + 1 : 1;
  fillsQuery.newestFill = fill;
}

/** The cursor moves only by a fetch, and never past an order whose end is not proven: the venue may have left fills of it out. */
export function observeFillsReport(leg: Leg, event: FillsReportEvent): void {
  const check = leg.positionCheck;
  const { fillsQuery } = check;
  if (fillsQuery === undefined || !fillsQuery.requestIds.includes(event.requestId)) return;
  const { begun } = fillsQuery;
  check.fillsQuery = undefined;
  const nextPageUs = nextPageOf(fillsQuery);
  if (nextPageUs !== undefined) {
    const lastTradeId = fillsQuery.newestFill?.tradeId;
    check.fillsPage = { ...begun, sinceVenueTimeUs: nextPageUs, lastTradeId };
    return;
  }
  check.fillsPage = undefined;
  check.fillsFetchedAtUs = Math.max(check.fillsFetchedAtUs, begun.requestedAtUs);
  // Where the position says that fills are missing, the end of the history was not its end.
  if (check.difference !== 0) return;
  const knownUntilUs = Math.min(begun.newestVenueTimeUs, oldestSentVenueTimeUs(leg));
  leg.fillCursorUs = Math.max(leg.fillCursorUs, knownUntilUs);
}

/** From the newest fill on, in µs: another may be of the same time. Where that is the newest again, from behind it, if several were. */
function nextPageOf({ newestFill, newestFills, begun }: FillsQuery): number | undefined {
  if (newestFill === undefined) return undefined;
  if (newestFill.tradeId !== begun.lastTradeId) return newestFill.venueTimeUs;
  return newestFills > 1 ? newestFill.venueTimeUs + 1 : undefined;
}

/** On the venue's clock, as its book last showed it to run; Infinity when every order has ended. */
function oldestSentVenueTimeUs({ orders, bookAtUs, bookVenueTimeUs }: Leg): number {
  let oldestUs = Infinity;
  for (const { sentAtUs } of orders) oldestUs = Math.min(oldestUs, sentAtUs);
  return oldestUs === Infinity || bookAtUs > 0 ? oldestUs - (bookAtUs - bookVenueTimeUs) : 0;
}
