// Why working as maker is over, in words; `undefined` while it is not.
import { formatLimit } from './words.ts';
import { limits } from '../../../core/limits.ts';
import { mustTake } from '../../../execution/must-take.ts';
import type { PairState } from '../../../execution/pair-state.ts';

export function whyTaken(pair: PairState): string | undefined {
  const { cycle, marginCall, stop } = pair;
  if (!mustTake(pair)) return undefined;
  if (marginCall !== undefined) return marginCall.text;
  if (cycle.isTaking) return 'the time of its UNWIND is up, or its edge has turned';
  if (stop?.isTaking === true) return 'somebody said: take now';
  if (stop === undefined)
    return `a flatten works as maker for no longer than ${formatLimit(limits.unwindAsMakerMs)}`;
  return `a stop works as maker for no longer than ${formatLimit(limits.unwindAsMakerMs)}`;
}
