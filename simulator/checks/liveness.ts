// Liveness: all faults stopped → within 60 simulated seconds net delta in tolerance, no unknown order, belief = oracle.
//
// Read so, at the end of the run: a process is there, or has ended by its own word. The true net delta is in tolerance, but for what
// others did and nothing of ours may answer (controller rule 15: only by reducing the other leg, up to one order size; then it waits
// for the operator, halted). No order is of unknown outcome, and both positions are believed as they are. A run that was called flat
// may have been traded into by others since.
import { baseToLotsTowardsZero, formatLots, isTradable, lotsToBase } from '../../src/core/instrument.ts';
import {
  absBase,
  absLots,
  addBase,
  baseQuantity,
  formatBase,
  lots,
  minLots,
  ticks,
  zeroBase,
  type BaseQuantity,
} from '../../src/core/money.ts';
import { sideSign } from '../../src/core/side.ts';
import type { Checker, Observed } from '../observed.ts';
import { legNames, type LegName } from '../scenario/scenario.ts';
import type { RunFacts } from './facts/run-facts.ts';

export function liveness(facts: RunFacts): Checker {
  return {
    invariant: 'liveness',
    check: () => undefined,
    atEnd: (observed) => {
      const isOver = facts.bot.finishedAtUs !== undefined;
      if (observed.process === undefined && !isOver) return 'no process runs at the end';
      return (
        findDelta(facts, observed) ?? (isOver ? undefined : (findUnknown(observed) ?? findBelief(observed)))
      );
    },
  };
}

function findDelta(facts: RunFacts, observed: Observed): string | undefined {
  const { trueDelta } = observed;
  const changes = { primary: changeOn(observed, 'primary'), hedge: changeOn(observed, 'hedge') };
  const unseen = addBase(changes.primary.unseen, changes.hedge.unseen);
  const judged = baseQuantity(trueDelta - unseen);
  if (absBase(judged) <= facts.toleratedBase) return undefined;
  const foreign = addBase(changes.primary.seen, changes.hedge.seen);
  const ours =
    absBase(unhedgedByOthers(facts.fills.ownDelta, [changes.primary.seen, changes.hedge.seen])) <=
    facts.toleratedBase;
  const isOperators =
    foreign !== 0n && (facts.bot.halt !== undefined || facts.bot.finishedAtUs !== undefined);
  const isAnswered = legNames.every(
    (leg) => !isAnswerable(facts, observed.truth, leg, { change: changes[leg].seen, judged }),
  );
  if (ours && isOperators && isAnswered) return undefined;
  return `net delta ${formatBase(trueDelta)} is left at the end, ${formatBase(facts.fills.ownDelta)} of it of our making (tolerated: ${formatBase(facts.toleratedBase)})`;
}

/** Our own delta, less what others have taken away of it: a liquidation may hedge what nobody could hedge before. */
function unhedgedByOthers(own: BaseQuantity, changes: readonly BaseQuantity[]): BaseQuantity {
  let left = own;
  for (const change of changes) {
    if (left === 0n || change === 0n || left > 0n === change > 0n) continue;
    left = absBase(change) >= absBase(left) ? zeroBase : addBase(left, change);
  }
  return left;
}

/** What others did on a leg: before a process that has finished last looked, and since, when nobody looks any more. */
function changeOn(
  { truth, process: running }: Observed,
  leg: LegName,
): { readonly seen: BaseQuantity; readonly unseen: BaseQuantity } {
  const { instrument, foreign, fills } = truth[leg];
  const lookedAtUs =
    running?.pair.isFinished === true ? running.pair[leg].positionCheck.agreedAtUs : Infinity;
  let unseen = 0;
  for (const { clientOrderId, venueTimeUs, side, quantity } of fills)
    if (clientOrderId < 0 && venueTimeUs >= lookedAtUs) unseen += sideSign(side) * quantity;
  return {
    seen: lotsToBase(instrument, lots(foreign - unseen)),
    unseen: lotsToBase(instrument, lots(unseen)),
  };
}

/** Whether what others did on this leg, as far as it is still naked, could be answered on the other one by reducing it. */
function isAnswerable(
  facts: RunFacts,
  truth: Observed['truth'],
  leg: LegName,
  { change, judged }: { readonly change: BaseQuantity; readonly judged: BaseQuantity },
): boolean {
  const other = leg === 'primary' ? 'hedge' : 'primary';
  const { instrument, position, bid } = truth[other];
  const left = addBase(change, lotsToBase(instrument, facts.fills.offset(other)));
  if (left === 0n || left > 0n !== judged > 0n) return false;
  const isReducible = left > 0n ? position > 0 : position < 0;
  const naked = absBase(left) < absBase(judged) ? absBase(left) : absBase(judged);
  const quantity = minLots(baseToLotsTowardsZero(instrument, naked), absLots(position));
  return isReducible && bid !== undefined && isTradable(instrument, ticks(bid), quantity);
}

function findUnknown({ process: running }: Observed): string | undefined {
  for (const leg of legNames) {
    for (const order of running?.pair[leg].orders ?? []) {
      if (order.state === 'unknown')
        return `order ${order.request.clientOrderId} on ${leg} is of unknown outcome at the end`;
    }
  }
  return undefined;
}

function findBelief({ process: running, truth }: Observed): string | undefined {
  for (const leg of legNames) {
    const { instrument, position } = truth[leg];
    const believed = running?.pair[leg].position ?? lots(0);
    if (believed !== position)
      return `${leg} holds ${formatLots(instrument, position)} and ${formatLots(instrument, believed)} is believed at the end`;
  }
  return undefined;
}
