// Comparing the venue's position with the booked one, without ever mixing them: what is known of that comparison so far.
import { zeroLots, type Lots } from '../core/money.ts';

export interface PositionCheck {
  /** The query under way. */
  pending: { readonly requestId: number; readonly requestedAtUs: number } | undefined;
  /** When to ask next, in µs. */
  nextPollAtUs: number;
  /** Request time of the last snapshot that agreed with the booked position, in µs; 0 when none did yet. */
  agreedAtUs: number;
  /** Venue position − booked position, as the last conclusive snapshot showed it; 0 while they agree. */
  difference: Lots;
  /** Snapshots in a row that showed this same difference. */
  confirmations: number;
  /** Those of them that were asked for with nothing of ours in flight and all fills fetched: proof, not suspicion. */
  cleanConfirmations: number;
  /** The fill query that must be answered before a difference may be believed. */
  fillsRequestId: number | undefined;
  /** When fills were last fetched completely, in µs (request time). */
  fillsFetchedAtUs: number;
  fillsRequestedAtUs: number;
  /** When the last own order on this leg ended, in µs. */
  quietSinceUs: number;
}

export function createPositionCheck(): PositionCheck {
  return {
    pending: undefined,
    nextPollAtUs: 0,
    agreedAtUs: 0,
    difference: zeroLots,
    confirmations: 0,
    cleanConfirmations: 0,
    fillsRequestId: undefined,
    fillsFetchedAtUs: 0,
    fillsRequestedAtUs: 0,
    quietSinceUs: 0,
  };
}

/** The venue shows something else than we booked, twice: no new quotes until it is explained. */
export function isSuspect(check: PositionCheck): boolean {
  return check.confirmations >= 2;
}
