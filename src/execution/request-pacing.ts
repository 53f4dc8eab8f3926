// How fast a venue account may be asked: the budget of its request rate, and the pauses that it gets after a 429. What reduces
// exposure waits only for the venue's own word and for the whole budget; quotes and routine queries leave the reserve, and back
// off further with every 429 in a row. Cancels are always sent, and counted.
import { limits, microseconds } from '../core/limits.ts';
import { RequestBudget, requestsPerQuote, type OrderRate } from '../core/rate-limit.ts';
import type { Leg } from './leg.ts';
import { alert, type PairState } from './pair-state.ts';

/** Shared by the legs on one venue account. */
export interface RequestPacing {
  /** `undefined` counts nothing. */
  readonly budget: RequestBudget | undefined;
  readonly orders: BackOff;
  readonly queries: BackOff;
  /** It was told that orders which reduce exposure wait for the budget. */
  isWaitTold: boolean;
}

interface BackOff {
  /** The venue's own word: nothing of this kind but a cancel before this, in µs. */
  retryAtUs: number;
  /** What can wait pauses until this, in µs, and for so long after the latest 429; 0 while none is in a row. */
  pausedUntilUs: number;
  pauseUs: number;
  /** When the latest 429 came, in µs. */
  limitedAtUs: number;
}

export function createPacing(rate: OrderRate | undefined): RequestPacing {
  return {
    budget: rate === undefined ? undefined : new RequestBudget(rate),
    orders: createBackOff(),
    queries: createBackOff(),
    isWaitTold: false,
  };
}

function createBackOff(): BackOff {
  return { retryAtUs: 0, pausedUntilUs: 0, pauseUs: 0, limitedAtUs: 0 };
}

export function countRequest(leg: Leg, nowUs: number): void {
  leg.pacing.budget?.record(nowUs);
}

/** A 429. The first pause is the venue's retry time; it doubles with each that follows the end of the one before. */
export function observeLimited(backOff: BackOff, nowUs: number, retryAtUs: number): void {
  // What was sent before the pause began brings the same news again.
  if (nowUs >= backOff.pausedUntilUs) {
    const least = microseconds(limits.rateLimitedPauseMs);
    const most = microseconds(limits.rateLimitedPauseMsMax);
    backOff.pauseUs =
      backOff.pauseUs === 0 ? Math.max(least, retryAtUs - nowUs) : Math.min(most, backOff.pauseUs * 2);
  }
  backOff.limitedAtUs = nowUs;
  backOff.retryAtUs = Math.max(backOff.retryAtUs, retryAtUs);
  backOff.pausedUntilUs = Math.max(backOff.pausedUntilUs, retryAtUs, nowUs + backOff.pauseUs);
}

/** A request that was sent after the latest 429 has been taken: the row is broken. A pause under way is sat out. */
export function observeTaken(backOff: BackOff, sentAtUs: number): void {
  if (sentAtUs > backOff.limitedAtUs) backOff.pauseUs = 0;
}

/** Whether a hedge or a reduction may be sent now. */
export function mayTakeNow({ pacing }: Leg, nowUs: number): boolean {
  return nowUs >= pacing.orders.retryAtUs && hasRoom(pacing.budget, nowUs);
}

/** Whether a whole round of hedges could be sent now: what may fill in parts is not hedged with the last free slot. */
export function mayTakeARound({ pacing }: Leg, nowUs: number): boolean {
  const { budget, orders } = pacing;
  if (budget === undefined) return nowUs >= orders.retryAtUs;
  const reserved = budget.rate.requests - budget.unreserved;
  return nowUs >= orders.retryAtUs && budget.hasRoom(nowUs, Math.min(limits.takerTriesPerRound, reserved));
}

/** Our own request rate leaves no room, whatever the venue says. */
export const isOutOfRequests = ({ pacing }: Leg, nowUs: number): boolean => !hasRoom(pacing.budget, nowUs);

/** Why no quote and no probe may be sent there now, in words for the status line; `undefined` when one may. */
export function quotePacedBy({ pacing, instrument }: Leg, nowUs: number): string | undefined {
  const { budget, orders } = pacing;
  const { venue } = instrument;
  if (nowUs < orders.pausedUntilUs) return `${venue} limits our requests`;
  if (budget?.hasUnreservedRoom(nowUs, requestsPerQuote) === false)
    return `the order rate of ${venue} is used up to its reserve`;
  return undefined;
}

/** A quote is not cancelled for a better one that could not be sent: its cancel leaves the reserve alone, too. */
export function mayReplace({ pacing }: Leg, nowUs: number): boolean {
  if (nowUs < pacing.orders.pausedUntilUs) return false;
  return pacing.budget?.hasUnreservedRoom(nowUs, 1 + requestsPerQuote) !== false;
}

/** A query that can wait: it leaves the reserve alone, and backs off. */
export function mayAskInRoutine({ pacing }: Leg, nowUs: number): boolean {
  return nowUs >= pacing.queries.pausedUntilUs && pacing.budget?.hasUnreservedRoom(nowUs) !== false;
}

/** After a resting quote of which nothing is heard: it leaves room for a better one, too, because positions are asked for anyway. */
export function mayAskAfterQuote(leg: Leg, nowUs: number): boolean {
  const { budget } = leg.pacing;
  return mayAskInRoutine(leg, nowUs) && budget?.hasUnreservedRoom(nowUs, 2 + requestsPerQuote) !== false;
}

/** A query that something waits for: beside it, the reserve keeps room for a whole round of takers. */
export function mayAskUrgently({ pacing }: Leg, nowUs: number): boolean {
  if (nowUs < pacing.queries.retryAtUs) return false;
  const { budget } = pacing;
  if (budget === undefined) return true;
  return budget.hasUnreservedRoom(nowUs) || budget.hasRoom(nowUs, 1 + limits.takerTriesPerRound);
}

/** Says once that what reduces exposure waits for the order rate; it goes out with the next free slot. */
export function tellWaiting(state: PairState, leg: Leg): void {
  const { pacing } = leg;
  const isWaiting = isOutOfRequests(leg, state.nowUs);
  if (isWaiting && !pacing.isWaitTold) {
    const text = `the order rate of ${leg.instrument.venue} is used up; what reduces exposure waits for the next free slot`;
    alert(state, 'warning', 'order-rate', text);
  }
  pacing.isWaitTold = isWaiting;
}

const hasRoom = (budget: RequestBudget | undefined, nowUs: number): boolean =>
  budget?.hasRoom(nowUs) !== false;
