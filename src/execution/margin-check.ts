// The margin of each leg's account is asked for, always, like its position: what the venue last said, and how old that is.
import type { MarginReportEvent, RequestFailedEvent } from '../core/events.ts';
import { limits, microseconds } from '../core/limits.ts';
import type { MarginFigures } from '../core/margin.ts';
import type { Leg } from './leg.ts';
import type { PairState } from './pair-state.ts';
import { mayAskInRoutine } from './request-pacing.ts';
import { sendMarginQuery } from './send.ts';

const queriesKept = 4;

export interface MarginCheck {
  /** Queries under way, oldest first; a slow reply is still a reply. */
  queries: readonly { readonly requestId: number; readonly requestedAtUs: number }[];
  /** When to ask next, in µs. */
  nextPollAtUs: number;
  /** What the latest query that was answered found; `undefined` before the first. */
  latest: MarginFigures | undefined;
  /** Since when the account has had too little beside the other, and when that was last told, in µs. */
  poorSinceUs: number | undefined;
  transferToldAtUs: number | undefined;
}

export const createMarginCheck = (): MarginCheck => ({
  queries: [],
  nextPollAtUs: 0,
  latest: undefined,
  poorSinceUs: undefined,
  transferToldAtUs: undefined,
});

/** Sends the margin queries that are due. */
export function pollMargins(state: PairState): void {
  for (const leg of state.legs) {
    const check = leg.marginCheck;
    if (state.nowUs < check.nextPollAtUs || !mayAskInRoutine(leg, state.nowUs)) continue;
    const query = { requestId: sendMarginQuery(state, leg), requestedAtUs: state.nowUs };
    check.queries = [...check.queries.slice(1 - queriesKept), query];
    check.nextPollAtUs = state.nowUs + microseconds(limits.marginPollMs);
  }
}

/** Returns whether the report is news: an answer to a query of ours, and none that a later one has overtaken. */
export function observeMarginReport(leg: Leg, event: MarginReportEvent): boolean {
  const check = leg.marginCheck;
  const query = check.queries.find(({ requestId }) => requestId === event.requestId);
  if (query === undefined) return false;
  const { equity, initialMargin, maintenanceMargin } = event;
  check.queries = check.queries.filter(({ requestedAtUs }) => requestedAtUs > query.requestedAtUs);
  check.latest = { equity, initialMargin, maintenanceMargin, askedAtUs: query.requestedAtUs };
  return true;
}

/** A failed query says nothing of the margin: it is asked for again, after a pause. */
export function observeFailedMarginQuery(state: PairState, leg: Leg, event: RequestFailedEvent): void {
  const check = leg.marginCheck;
  if (check.queries.every(({ requestId }) => requestId !== event.requestId)) return;
  check.queries = check.queries.filter(({ requestId }) => requestId !== event.requestId);
  check.nextPollAtUs = Math.min(check.nextPollAtUs, state.nowUs + microseconds(limits.marginRecheckMs));
}
