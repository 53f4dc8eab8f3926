// When working as maker is over: modes and gates count no more, what is open goes, as fast as the hedge side can follow.
import { limits, microseconds } from '../core/limits.ts';
import type { PairState } from './pair-state.ts';

/** What is open must go, whatever the modes: an UNWIND that is taken, a margin call, or a stop or flatten whose patience has ended. */
export function mustTake({ cycle, stop, pause, marginCall, nowUs }: PairState): boolean {
  if (cycle.isTaking || marginCall !== undefined || stop?.isTaking === true) return true;
  const sinceUs = Math.min(stop?.sinceUs ?? Infinity, pause?.flattenSinceUs ?? Infinity);
  return nowUs - sinceUs >= microseconds(limits.unwindAsMakerMs);
}
