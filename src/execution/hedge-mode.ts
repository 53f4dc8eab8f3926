// How a hedge is sent, by its mode. What is sent, and whether, was decided before.
import { assertNever } from '../core/assert.ts';
import { floorDivide } from '../core/decimal.ts';
import { limits, microseconds } from '../core/limits.ts';
import { wholeLots, type Lots } from '../core/money.ts';
import { isRestingMode, type RestingMode } from '../core/pair.ts';
import type { Refusal } from '../risk/refusal.ts';
import { reachFor, sliceOf } from './depth.ts';
import type { PairState } from './pair-state.ts';
import { quotePacedBy } from './request-pacing.ts';
import { mayRest, sendRestingHedge } from './resting-hedge.ts';
import { lastSentId, sendTaker, type TakerOrder } from './send.ts';
import type { TakerRounds } from './taker-rounds.ts';
import type { Reduction } from './taking.ts';

/** `undefined` when it was sent. What may not rest is taken at once. */
export function sendHedge(state: PairState, rounds: TakerRounds, reduction: Reduction): Refusal | undefined {
  const { hedgeMode } = state.config;
  if (isRestingMode(hedgeMode) && isLeftToRest(state, hedgeMode, reduction)) return undefined;
  const taker = takerHedge(state, reduction, rounds.misses);
  const refusal = sendTaker(state, state.hedge, taker);
  // Where the book shows less than what is missing, only that is sent, and the next try waits for it to refill.
  if (refusal === undefined && taker.quantity < reduction.quantity) {
    rounds.sliceId = lastSentId(state);
    rounds.nextTryAtUs = state.nowUs + microseconds(limits.depthRefillMs);
  }
  return refusal;
}

/** What a try takes of it after so many misses in its round. */
export function takerHedge(state: PairState, reduction: Reduction, misses: number): TakerOrder {
  const { side, quantity, reduceOnly } = reduction;
  const { hedgeMode } = state.config;
  switch (hedgeMode) {
    case 'market':
    case 'bbo':
    case 'bbo_minus_1':
      return { role: 'hedge', side, quantity, reduceOnly };
    case 'iterative':
      // Each try of a round reaches one tick further than the one before, from the touch that is live then.
      return { role: 'hedge', side, quantity, reduceOnly, reachTicks: misses };
    case 'depth-aware':
      return takenByDepth(state, reduction, misses);
    default:
      return assertNever(hedgeMode);
  }
}

/** A hedge that rests is paid for like a quote: the reserve of the order rate is for takers. */
function isLeftToRest(state: PairState, mode: RestingMode, reduction: Reduction): boolean {
  const { touch } = state.hedge;
  return (
    touch !== undefined &&
    mayRest(state) &&
    quotePacedBy(state.hedge, state.nowUs) === undefined &&
    sendRestingHedge(state, { mode, touch }, reduction) === undefined
  );
}

/** Reaches as far as the book shows what is missing and some cover, and is no more than it shows. */
function takenByDepth({ hedge }: PairState, reduction: Reduction, misses: number): TakerOrder {
  const { side, quantity: missing, reduceOnly } = reduction;
  const { shown, ticks } = reachFor(hedge, side, coverOf(missing, misses));
  const quantity = shown < missing ? sliceOf(missing, shown, hedge.minimumLots) : missing;
  return { role: 'hedge', side, quantity, reduceOnly, reachTicks: ticks };
}

/** A book that was outrun shows less than it seems to: each try of a round wants as much cover again. */
function coverOf(missing: Lots, misses: number): Lots {
  const percent = BigInt(limits.depthCoverPercent * (misses + 1));
  return wholeLots(-floorDivide(-BigInt(missing) * percent, 100n));
}
