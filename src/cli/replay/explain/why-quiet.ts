// Why nothing is quoted although something is wanted, or why nothing new is begun; `undefined` while it works, or only rests.
import { marketsBlockedBy, waitsFor } from '../../../execution/maker-leg.ts';
import type { PairState } from '../../../execution/pair-state.ts';
import { quotePacedBy } from '../../../execution/request-pacing.ts';

export function whyQuiet(pair: PairState): string | undefined {
  const { cycle, primary, maker, nowUs, waiting, stop, pause } = pair;
  if (pair.isFinished || nowUs === 0 || primary.orders.liveCount > 0) return undefined;
  if (cycle.phase !== 'resting') return waitsFor(pair) ?? maker.refusedBy ?? quotePacedBy(primary, nowUs);
  if (stop !== undefined) return undefined;
  if (pause !== undefined && primary.position === 0) return `paused: ${pause.asked}`;
  if (nowUs < cycle.restUntilUs) return undefined;
  return waiting?.reason ?? marketsBlockedBy(pair);
}

/** Whether two reasons are the same but for their figures, which change with every tick. */
export const isSameReason = (left: string | undefined, right: string | undefined): boolean =>
  left?.replaceAll(/[\d.]+/g, '') === right?.replaceAll(/[\d.]+/g, '');
