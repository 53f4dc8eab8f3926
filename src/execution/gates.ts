// The gates of cost and edge: a trade that does not pay is waited for. They hold only while nothing of the cycle is filled;
// what has begun is finished.
import { formatRounded } from '../core/decimal.ts';
import { formatEdgeBps } from '../core/edge.ts';
import { formatQuote } from '../core/money.ts';
import { oppositeSide, type Side } from '../core/side.ts';
import { expectedEdge, expectedRoundTrip } from './expected-edge.ts';
import { mustTake } from './must-take.ts';
import type { PairState } from './pair-state.ts';
import { isFlattening } from './pause.ts';

/** Why a quote of the cycle under way would not pay right now, in words; `undefined` when nothing forbids it. */
export function gateBlockedBy(state: PairState): string | undefined {
  const { cycle, primary } = state;
  if (state.stop !== undefined || isFlattening(state) || mustTake(state)) return undefined;
  if (primary.position !== cycle.startPosition) return undefined;
  switch (cycle.phase) {
    case 'build':
      return entryBlockedBy(state, cycle.buildSide);
    case 'unwind':
      return exitBlockedBy(state);
    case 'resting':
      return undefined;
  }
}

/** Why a BUILD on this side would not pay: its own edge, or the cost of the whole round trip. */
export function entryBlockedBy(state: PairState, side: Side): string | undefined {
  const { entryEdgeMin, costPerMillionMax } = state.config.steering;
  if (entryEdgeMin !== undefined) {
    const expected = expectedEdge(state, side);
    if (expected === undefined) return 'the entry edge is not known yet';
    if (expected < entryEdgeMin) {
      return `entry edge ${formatEdgeBps(expected)} bps, wanted ${formatEdgeBps(entryEdgeMin)}`;
    }
  }
  if (costPerMillionMax !== undefined) {
    const expected = expectedRoundTrip(state, side);
    if (expected === undefined) return 'the cost of a round trip is not known yet';
    const { surcharge } = state.costWindow;
    if (expected.costPerMillion + surcharge > costPerMillionMax) {
      const shown = `${formatRounded(expected.costPerMillion, 2)} + ${formatRounded(surcharge, 2)} learned`;
      return `expected cost ${shown} per $1M, at most ${formatQuote(costPerMillionMax)}`;
    }
  }
  return undefined;
}

/** Why an UNWIND would not pay yet; nothing holds back what was never wholly built, or has been held for longest. */
export function exitBlockedBy(state: PairState): string | undefined {
  const { cycle, config, nowUs } = state;
  const { exitEdgeMin } = config.steering;
  if (exitEdgeMin === undefined || !cycle.isBuilt || nowUs >= cycle.holdUntilUs) return undefined;
  const expected = expectedEdge(state, oppositeSide(cycle.buildSide));
  if (expected === undefined) return 'the exit edge is not known yet';
  return expected >= exitEdgeMin
    ? undefined
    : `exit edge ${formatEdgeBps(expected)} bps, wanted ${formatEdgeBps(exitEdgeMin)}`;
}
