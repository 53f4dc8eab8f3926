// The patience of a taker leg: up to three tries a round, three rounds with growing pauses, and a deadline over all.
import { limits, microseconds } from '../core/limits.ts';
import type { ClientOrderId } from '../core/order.ts';

export interface TakerRounds {
  /** When the oldest quantity that is not taken yet appeared, in µs. */
  startedAtUs: number;
  /** Tries of the current round that did not fill completely. */
  misses: number;
  /** Rounds that came to nothing. */
  roundsFailed: number;
  /** No try before this, in µs. */
  nextTryAtUs: number;
  /** A try that was made smaller than what was missing: even when it fills, nothing more was had than it could be. */
  sliceId: ClientOrderId | undefined;
  /** When an order last worked or was sent, in µs: a pause of ours counts as time without. */
  possibleAtUs: number;
}

export function startRounds(nowUs: number, { pauseMs = 0 }: { readonly pauseMs?: number } = {}): TakerRounds {
  return {
    startedAtUs: nowUs,
    misses: 0,
    roundsFailed: 0,
    nextTryAtUs: nowUs + microseconds(pauseMs),
    sliceId: undefined,
    possibleAtUs: nowUs,
  };
}

/** Time in which the process stood still is nobody's patience: the tries that it left are made after it. */
export function sitOut(rounds: TakerRounds, byUs: number): void {
  rounds.startedAtUs += byUs;
  rounds.nextTryAtUs += byUs;
  rounds.possibleAtUs += byUs;
}

/** The pace at which a halted engine goes on trying. */
export const lastPauseMs = limits.takerBackOffMs[limits.takerBackOffMs.length - 1] as number;

/** A try ended, and something that it was to take is still missing. */
export function recordMiss(rounds: TakerRounds, nowUs: number): void {
  rounds.misses += 1;
  if (rounds.misses < limits.takerTriesPerRound) return;
  const pauseMs = limits.takerBackOffMs[rounds.roundsFailed] ?? lastPauseMs;
  rounds.misses = 0;
  rounds.roundsFailed += 1;
  rounds.nextTryAtUs = Math.max(rounds.nextTryAtUs, nowUs + microseconds(pauseMs));
}

/** All rounds came to nothing, the deadline has passed, or nothing could even be tried: somebody else must act. */
export const areExhausted = (rounds: TakerRounds, nowUs: number): boolean =>
  areOver(rounds, nowUs) || isImpossible(rounds, nowUs);

/** All rounds came to nothing, or the deadline has passed. */
export function areOver({ roundsFailed, startedAtUs }: TakerRounds, nowUs: number): boolean {
  return roundsFailed >= limits.takerRoundsMax || nowUs - startedAtUs >= microseconds(limits.hedgeDeadlineMs);
}

/** Nothing could even be tried for too long. */
const isImpossible = ({ possibleAtUs }: TakerRounds, nowUs: number): boolean =>
  nowUs - possibleAtUs >= microseconds(limits.hedgeImpossibleMs);
