// How a hedge is sent, by its mode. What is sent, and whether, was decided before.
import { assertNever } from '../core/assert.ts';
import { floorDivide } from '../core/decimal.ts';
import { limits, microseconds } from '../core/limits.ts';
import { wholeLots, type Lots } from '../core/money.ts';
import type { RestingMode } from '../core/pair.ts';
import type { Refusal } from '../risk/refusal.ts';
import { reachFor, sliceOf } from './depth.ts';
import type { PairState } from './pair-state.ts';
import { quotePacedBy } from './request-pacing.ts';
import { mayRest, sendRestingHedge } from './resting-hedge.ts';
import { lastSentId, sendTaker } from './send.ts';
import type { TakerRounds } from './taker-rounds.ts';
import type { Reduction } from './taking.ts';

/** `undefined` when it was sent. */
export function sendHedge(state: PairState, rounds: TakerRounds, reduction: Reduction): Refusal | undefined {
  const { hedgeMode } = state.config;
  switch (hedgeMode) {
    case 'market':
      return take(state, reduction, undefined);
    case 'iterative':
      // Each try of a round reaches one tick further than the one before, from the touch that is live then.
      return take(state, reduction, rounds.misses);
    case 'depth-aware':
      return takeByDepth(state, rounds, reduction);
    case 'bbo':
    case 'bbo_minus_1':
      return restOrTake(state, hedgeMode, reduction);
    default:
      return assertNever(hedgeMode);
  }
}

function take(
  state: PairState,
  { side, quantity, reduceOnly }: Reduction,
  reachTicks: number | undefined,
): Refusal | undefined {
  return sendTaker(state, state.hedge, { role: 'hedge', side, quantity, reduceOnly, reachTicks });
}

/** What may not rest is taken at once. A hedge that rests is paid for like a quote: the reserve of the order rate is for takers. */
function restOrTake(state: PairState, mode: RestingMode, reduction: Reduction): Refusal | undefined {
  const { touch } = state.hedge;
  const rests =
    touch !== undefined &&
    mayRest(state) &&
    quotePacedBy(state.hedge, state.nowUs) === undefined &&
    sendRestingHedge(state, { mode, touch }, reduction) === undefined;
  return rests ? undefined : take(state, reduction, undefined);
}

/**
 * Reaches as far as the book shows what is missing and some cover. Where it shows less than what is missing, only that is
 * sent, and the next try waits for the book to refill.
 */
function takeByDepth(state: PairState, rounds: TakerRounds, reduction: Reduction): Refusal | undefined {
  const { side, quantity: missing } = reduction;
  const { shown, ticks } = reachFor(state.hedge, side, coverOf(missing, rounds.misses));
  const quantity = shown < missing ? sliceOf(missing, shown, state.hedge.minimumLots) : missing;
  const refusal = take(state, { ...reduction, quantity }, ticks);
  if (refusal === undefined && quantity < missing) {
    rounds.sliceId = lastSentId(state);
    rounds.nextTryAtUs = state.nowUs + microseconds(limits.depthRefillMs);
  }
  return refusal;
}

/** A book that was outrun shows less than it seems to: each try of a round wants as much cover again. */
function coverOf(missing: Lots, misses: number): Lots {
  const percent = BigInt(limits.depthCoverPercent * (misses + 1));
  return wholeLots(-floorDivide(-BigInt(missing) * percent, 100n));
}
