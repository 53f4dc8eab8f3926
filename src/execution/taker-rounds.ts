// The patience of a taker leg: up to three tries a round, three rounds with growing pauses, and a deadline over all.
import { limits, microseconds } from '../core/limits.ts';

export interface TakerRounds {
  /** When there was first something to take, in µs. */
  readonly startedAtUs: number;
  /** Tries of the current round that did not fill completely. */
  misses: number;
  /** Rounds that came to nothing. */
  roundsFailed: number;
  /** No try before this, in µs. */
  nextTryAtUs: number;
}

export function startRounds(nowUs: number): TakerRounds {
  return { startedAtUs: nowUs, misses: 0, roundsFailed: 0, nextTryAtUs: nowUs };
}

/** A try ended without filling completely. */
export function recordMiss(rounds: TakerRounds, nowUs: number): void {
  rounds.misses += 1;
  if (rounds.misses < limits.takerTriesPerRound) return;
  const last = limits.takerBackOffMs.length - 1;
  const pauseMs = limits.takerBackOffMs[Math.min(rounds.roundsFailed, last)] as number;
  rounds.misses = 0;
  rounds.roundsFailed += 1;
  rounds.nextTryAtUs = nowUs + microseconds(pauseMs);
}

/** All rounds came to nothing, or the deadline has passed: somebody else must act. */
export function areExhausted(rounds: TakerRounds, nowUs: number): boolean {
  return (
    rounds.roundsFailed >= limits.takerRoundsMax ||
    nowUs - rounds.startedAtUs >= microseconds(limits.hedgeDeadlineMs)
  );
}
