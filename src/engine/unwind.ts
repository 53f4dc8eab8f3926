// S2: an UNWIND works as maker, and goes to market when its spread has turned against it, or when its time is up.
import { edge } from '../core/edge.ts';
import { microseconds } from '../core/limits.ts';
import { oppositeSide } from '../core/side.ts';
import { expectedEdge } from '../execution/expected-edge.ts';
import type { PairState } from '../execution/pair-state.ts';

/** Once it is taken it stays so: a spread that comes back a little is no reason to wait again. */
export function watchUnwind(state: PairState): void {
  const { cycle } = state;
  if (cycle.phase === 'unwind' && !cycle.isTaking) cycle.isTaking = isTimeUp(state) || hasTurned(state);
}

function isTimeUp({ cycle, config, nowUs }: PairState): boolean {
  const { unwindPatienceMs } = config.steering;
  return unwindPatienceMs !== undefined && nowUs - cycle.begunAtUs >= microseconds(unwindPatienceMs);
}

/** Compared with the edge that the UNWIND promised when it began: a standing basis is no turn. */
function hasTurned(state: PairState): boolean {
  const { cycle, config } = state;
  const { unwindAdverseMax } = config.steering;
  if (unwindAdverseMax === undefined || cycle.edgeAtBegin === undefined) return false;
  const now = expectedEdge(state, oppositeSide(cycle.buildSide));
  return now !== undefined && edge(cycle.edgeAtBegin - now) > unwindAdverseMax;
}
