// When working as maker is over: modes and gates count no more, what is open goes, as fast as the hedge side can follow.
import { limits, microseconds } from '../core/limits.ts';
import type { PairState } from './pair-state.ts';

/** What is open must go, whatever the modes: an UNWIND that is taken, a margin call, or a stop whose patience has ended. */
export function mustTake({ cycle, stop, marginCall, nowUs }: PairState): boolean {
  if (cycle.isTaking || marginCall !== undefined) return true;
  if (stop === undefined) return false;
  return stop.isTaking || nowUs - stop.sinceUs >= microseconds(limits.unwindAsMakerMs);
}
