// Funding payments are asked for now and then, beside what the private stream tells: what was paid while nobody listened is
// money all the same, and counts in the day's result.
import type { FundingReportEvent, RequestFailedEvent } from '../core/events.ts';
import { limits, microseconds } from '../core/limits.ts';
import type { Leg } from './leg.ts';
import type { PairState } from './pair-state.ts';
import { mayAskInRoutine } from './request-pacing.ts';
import { sendFundingQuery } from './send.ts';

const queriesKept = 4;

export interface FundingCheck {
  /** What was paid before this venue time is not this run's, in µs; 0 until the venue has first spoken. */
  fromVenueTimeUs: number;
  /** All payments up to this venue time are known, in µs; moved by queries that were answered only. */
  cursorUs: number;
  /** Queries under way, oldest first, with the newest venue time that was known when they were sent. */
  queries: readonly FundingQuery[];
  /** Request time of the latest query, in µs, and of the latest that was answered; 0 when there was none. */
  askedAtUs: number;
  knownAtUs: number;
  /** When to ask next, in µs. */
  nextPollAtUs: number;
  /** Since when the end of the run waits for an answer, in µs; `undefined` while it does not. */
  awaitedSinceUs: number | undefined;
}

interface FundingQuery {
  readonly requestId: number;
  readonly requestedAtUs: number;
  readonly newestVenueTimeUs: number;
}

export const createFundingCheck = (): FundingCheck => ({
  fromVenueTimeUs: 0,
  cursorUs: 0,
  queries: [],
  askedAtUs: 0,
  knownAtUs: 0,
  nextPollAtUs: 0,
  awaitedSinceUs: undefined,
});

/** Sends the queries of funding that are due. */
export function pollFunding(state: PairState): void {
  for (const leg of state.legs) if (isDue(state, leg)) askForFunding(state, leg);
}

function isDue(state: PairState, leg: Leg): boolean {
  const check = leg.fundingCheck;
  if (check.fromVenueTimeUs === 0 && leg.bookVenueTimeUs > 0) begin(state, leg);
  return check.fromVenueTimeUs > 0 && state.nowUs >= check.nextPollAtUs && mayAskInRoutine(leg, state.nowUs);
}

/**
 * The venue has first spoken. There is nothing to be learned before an interval has passed since; but where the record of a run
 * ends before that moment, everything since the run began, which its epoch tells.
 */
function begin({ nowUs, config, restart }: PairState, leg: Leg): void {
  const check = leg.fundingCheck;
  const ageUs = restart === undefined ? 0 : nowUs - config.runEpochSeconds * 1_000_000;
  check.fromVenueTimeUs = leg.bookVenueTimeUs - ageUs;
  check.cursorUs = check.fromVenueTimeUs;
  if (restart === undefined) check.nextPollAtUs = nowUs + microseconds(limits.fundingPollMs);
}

function askForFunding(state: PairState, leg: Leg): void {
  const check = leg.fundingCheck;
  const sinceUs = Math.max(check.fromVenueTimeUs, check.cursorUs - microseconds(limits.fundingOverlapMs));
  const query: FundingQuery = {
    requestId: sendFundingQuery(state, leg, sinceUs),
    requestedAtUs: state.nowUs,
    newestVenueTimeUs: leg.bookVenueTimeUs,
  };
  check.queries = [...check.queries.slice(1 - queriesKept), query];
  check.askedAtUs = state.nowUs;
  check.nextPollAtUs = state.nowUs + microseconds(limits.fundingPollMs);
}

/** After a time in which the venue was not heard of. */
export function askForFundingSoon({ fundingCheck }: Leg, nowUs: number): void {
  fundingCheck.nextPollAtUs = Math.min(fundingCheck.nextPollAtUs, nowUs);
}

export function observeFundingReport({ fundingCheck }: Leg, { requestId }: FundingReportEvent): void {
  const index = fundingCheck.queries.findIndex((query) => query.requestId === requestId);
  const query = fundingCheck.queries[index];
  if (query === undefined) return;
  fundingCheck.queries = fundingCheck.queries.slice(index + 1);
  fundingCheck.knownAtUs = query.requestedAtUs;
  fundingCheck.awaitedSinceUs = undefined;
  fundingCheck.cursorUs = Math.max(fundingCheck.cursorUs, query.newestVenueTimeUs);
}

/**
 * Whether the payments up to the end of the leg's last order are known, as far as the venue tells; asks for them where they
 * are not. A venue that does not answer holds the end of a run up for a moment only.
 */
export function isFundingKnown({ nowUs, restart }: PairState, leg: Leg): boolean {
  const { fundingCheck, positionCheck } = leg;
  const { quietSinceUs } = positionCheck;
  if (fundingCheck.fromVenueTimeUs === 0 && restart === undefined) return true;
  if (fundingCheck.knownAtUs >= quietSinceUs) return true;
  fundingCheck.awaitedSinceUs ??= nowUs;
  const awaitedSinceUs = Math.max(fundingCheck.awaitedSinceUs, quietSinceUs);
  if (nowUs - awaitedSinceUs >= microseconds(limits.fundingReplyMs)) return true;
  if (fundingCheck.askedAtUs < quietSinceUs) askForFundingSoon(leg, nowUs);
  return false;
}

/** A failed query says nothing of payments: it is asked again, after a pause. */
export function observeFailedFundingQuery(
  { nowUs }: PairState,
  { fundingCheck }: Leg,
  { requestId }: RequestFailedEvent,
): void {
  if (fundingCheck.queries.every((query) => query.requestId !== requestId)) return;
  fundingCheck.queries = fundingCheck.queries.filter((query) => query.requestId !== requestId);
  fundingCheck.nextPollAtUs = Math.min(
    fundingCheck.nextPollAtUs,
    nowUs + microseconds(limits.fundingRecheckMs),
  );
}

/** Whatever a dead process was waiting for does not come any more: it is asked for at once. */
export function forgetFundingQueries(check: FundingCheck): void {
  check.queries = [];
  check.nextPollAtUs = 0;
  check.awaitedSinceUs = undefined;
}
