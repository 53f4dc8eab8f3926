// The pause after a quote that the venue would not have: a storm of refusals must not become a storm of orders, and a BUILD that is
// refused says nothing of what closes it, or takes.
import type { VenueFailure } from '../core/failure.ts';
import { limits, microseconds } from '../core/limits.ts';
import type { OrderRecord, OrderRequest } from '../core/order.ts';
import type { PairState } from './pair-state.ts';

/** Whether a quote rests or is taken, and whether it builds or closes. */
export type QuoteKind = Pick<OrderRequest, 'timeInForce' | 'reduceOnly'>;

/** Whether a quote of this kind has to wait. */
export function isPaused({ maker, nowUs }: PairState, kind: QuoteKind): boolean {
  return nowUs < maker.pausedUntilUs && isLike(kind, maker.pausedKind);
}

/** A refused taker ends unfilled, too: that does not shorten its pause. */
export function pauseQuotes(
  { maker, nowUs }: PairState,
  { request }: OrderRecord,
  pauseMs: number = limits.quoteRefusedPauseMs,
): void {
  const pausedAlreadyUs = isLike(request, maker.pausedKind) ? maker.pausedUntilUs : 0;
  maker.pausedUntilUs = Math.max(pausedAlreadyUs, nowUs + microseconds(pauseMs));
  maker.pausedKind = request;
}

/** A post-only price is made anew at once; whatever else a venue refuses, it will probably refuse again. A 429 has its own pause. */
export function pauseAfterRefusal(state: PairState, order: OrderRecord, failure: VenueFailure): void {
  const { maker } = state;
  if (failure.kind === 'rate-limited') return;
  if (failure.kind === 'refused' && failure.reason === 'post-only-would-cross') {
    pauseQuotes(state, order);
    return;
  }
  const doubled = limits.quoteRefusedPauseMs * 2 ** Math.min(maker.refusalsInRow, 16);
  maker.refusalsInRow += 1;
  pauseQuotes(state, order, Math.min(doubled, limits.quoteRefusedPauseMsMax));
}

const isLike = (kind: QuoteKind, other: QuoteKind | undefined): boolean =>
  kind.timeInForce === other?.timeInForce && kind.reduceOnly === other.reduceOnly;
