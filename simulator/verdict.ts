// Whether a run has converged once all faults have stopped, and what it then comes to: hedged, or halted where an operator has
// to look.
import { absBase, formatBase } from '../src/core/money.ts';
import { sideSign } from '../src/core/side.ts';
import type { Leg } from '../src/execution/leg.ts';
import { isOffsetting } from '../src/execution/hedge-leg.ts';
import { hasLiveOrders, type PairState } from '../src/execution/pair-state.ts';
import { toleranceOf } from './exposure-record.ts';
import type { Observed, SeedResult } from './observed.ts';
import { legNames, type LegName } from './scenario/scenario.ts';

export type Verdict = Pick<SeedResult, 'verdict' | 'cause'>;

/** What keeps the run from having converged; `undefined` when nothing does. */
export function unsettledIn(observed: Observed): string | undefined {
  const pair = observed.process?.pair;
  if (pair === undefined) return 'no process runs';
  if (observed.process?.isRecovering === true && pair.halt === undefined)
    return 'the process is still recovering';
  for (const name of legNames) {
    const leg = pair[name];
    for (const { state, request } of leg.orders)
      if (state === 'unknown') return `order ${request.clientOrderId} on the ${name} is still unknown`;
    const { position, open } = observed.truth[name];
    if (leg.position !== position - unseen(observed, name, leg))
      return `the ${name} is believed to hold ${leg.position} lots, and holds ${position}`;
    const booked = pair.ledger.account(leg.instrument.key).funding.get(leg.instrument.quote) ?? 0n;
    if (!pair.isFinished && booked !== observed.truth[name].funding)
      return `funding paid on the ${name} is not known`;
    const isEnded = pair.isFinished || pair.halt !== undefined;
    if (isEnded && open.length > 0) return `${open.length} orders still work on the ${name}`;
  }
  const { pause } = pair;
  if (pause?.flattenSinceUs !== undefined && pair.halt === undefined && !pair.isFinished)
    return 'what is to be flattened is still open';
  // What is believed is true by now, but for what nobody could see.
  const naked = absBase(pair.isFinished ? pair.netDelta : observed.trueDelta);
  // A process that is still asking what happened reduces nothing yet.
  const isReducedLater = observed.process?.isRecovering === true || !isIrreducible(pair);
  if (naked > toleranceOf(observed) && isReducedLater)
    return `net delta is ${formatBase(observed.trueDelta)}`;
  return undefined;
}

/** What others have traded since a process that has finished last asked: nobody looks any more. In lots, bought > 0. */
function unseen(observed: Observed, name: LegName, { positionCheck }: Leg): number {
  if (observed.process?.pair.isFinished !== true) return 0;
  return observed.truth[name].fills
    .filter(({ clientOrderId, venueTimeUs }) => clientOrderId < 0 && venueTimeUs >= positionCheck.agreedAtUs)
    .reduce((sum, { side, quantity }) => sum + sideSign(side) * quantity, 0);
}

/** A position that others changed is answered as far as the pair's own size lets it, and then waits for the operator. */
function isIrreducible(pair: PairState): boolean {
  return (
    pair.halt !== undefined && pair.ownDelta !== pair.netDelta && !hasLiveOrders(pair) && !isOffsetting(pair)
  );
}

/** Of a run that has converged. */
export function verdictOf(
  observed: Observed,
  finish: { readonly reason: string; readonly outcome: string } | undefined,
): Verdict {
  const pair = observed.process?.pair;
  const halt = pair?.halt?.code ?? (pair?.startRefusal === undefined ? undefined : 'start-refused');
  if (halt !== undefined) return { verdict: 'HALTED_SAFE', cause: halt };
  return { verdict: 'HEDGED', cause: finish?.reason ?? 'running' };
}
