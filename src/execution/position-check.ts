// Comparing the venue's position with the booked one, without ever mixing them: what is known of that comparison so far.
import { limits, microseconds } from '../core/limits.ts';
import { subtractLots, zeroLots, type Lots } from '../core/money.ts';

export interface PositionCheck {
  /** Queries under way, oldest first; a slow reply is still a reply. */
  queries: readonly { readonly requestId: number; readonly requestedAtUs: number }[];
  /** When to ask next, in µs. */
  nextPollAtUs: number;
  /** Not before this, whoever is in a hurry: a query failed, in µs. */
  pausedUntilUs: number;
  /** Request time of the last snapshot that agreed with the booked position, in µs; 0 when none did yet. */
  agreedAtUs: number;
  /** Request time of the last snapshot that said anything, agreed or not, in µs; 0 when none did yet. */
  shownAtUs: number;
  /** Venue position − booked position, as the last conclusive snapshot showed it; 0 while they agree. */
  difference: Lots;
  /** When they last began to differ, in µs, by whatever it was then. */
  disagreesSinceUs: number;
  /** When this difference was first seen, in µs, and in how many snapshots in a row. */
  differentSinceUs: number;
  snapshots: number;
  /** The query of fills under way. */
  fillsQuery: FillsQuery | undefined;
  /** Answers brought fills, and may have been cut off behind them: read on from there. `undefined` once there was nothing more. */
  fillsPage: FillsPage | undefined;
  /** Request time of the last query of fills whose answer was read to its end, in µs. */
  fillsFetchedAtUs: number;
  /** When the last own order on this leg ended, in µs. */
  quietSinceUs: number;
}

export interface FillsQuery {
  /** Asked again where no answer came in time: an answer to any of them is one. */
  readonly requestIds: readonly number[];
  /** Of the last of them, in µs. */
  readonly requestedAtUs: number;
  /** The newest fill that came while it was under way: its id, and its time on the venue's clock in µs. */
  newestFill: FillOfHistory | undefined;
  /** How many came of that time: an answer may be cut off among them. */
  newestFills: number;
  /** What the end of the history will be as old as. */
  readonly begun: Omit<FillsPage, 'sinceVenueTimeUs'>;
}

export interface FillOfHistory {
  readonly tradeId: string;
  readonly venueTimeUs: number;
}

export interface FillsPage {
  readonly sinceVenueTimeUs: number;
  /** The newest fill of the page before: where it is the newest again, there are no more. `undefined` for the first page. */
  readonly lastTradeId: string | undefined;
  /** Of the first query, whose answer is being read: its time, and the newest venue time that was known then, in µs. */
  readonly requestedAtUs: number;
  readonly newestVenueTimeUs: number;
}

export function createPositionCheck(): PositionCheck {
  return {
    queries: [],
    nextPollAtUs: 0,
    pausedUntilUs: 0,
    agreedAtUs: 0,
    shownAtUs: 0,
    difference: zeroLots,
    disagreesSinceUs: 0,
    differentSinceUs: 0,
    snapshots: 0,
    fillsQuery: undefined,
    fillsPage: undefined,
    fillsFetchedAtUs: 0,
    quietSinceUs: 0,
  };
}

/**
 * The same difference, in several snapshots, for longer than a venue may lag behind its fills, and the history read since: no
 * later snapshot will agree.
 */
export function isLasting(check: PositionCheck, nowUs: number): boolean {
  return (
    isSuspect(check) &&
    nowUs - check.differentSinceUs >= microseconds(limits.foreignProofMs) &&
    check.fillsFetchedAtUs > check.differentSinceUs
  );
}

/** A fill of ours is booked, in lots, bought > 0: what a snapshot has shown of it before is explained, and shown no longer. */
export function explainDifference(check: PositionCheck, booked: Lots, nowUs: number): void {
  if (check.difference * booked <= 0) return;
  const isAll = Math.abs(booked) >= Math.abs(check.difference);
  check.difference = isAll ? zeroLots : subtractLots(check.difference, booked);
  check.differentSinceUs = nowUs;
  check.snapshots = 0;
}

/** The venue shows something else than we booked, twice: no new quotes until it is explained. */
export function isSuspect(check: PositionCheck): boolean {
  return check.snapshots >= 2;
}
