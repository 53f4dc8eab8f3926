// Liveness: all faults stopped → within 60 simulated seconds net delta in tolerance, no unknown order, belief = oracle.
//
// Read so, at the end of the run: a process is there, or has ended by its own word. The true net delta is in tolerance, but for what
// others did and nothing of ours may answer (controller rule 15: only by reducing the other leg, up to one order size; then it waits
// for the operator, halted). No order is of unknown outcome, and both positions are believed as they are. A run that was called flat
// may have been traded into by others since.
import { formatLots, lotsToBase } from '../../src/core/instrument.ts';
import { absBase, absLots, addBase, formatBase, lots } from '../../src/core/money.ts';
import type { Checker, LegTruth, Observed } from '../observed.ts';
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

function findDelta(facts: RunFacts, { truth, trueDelta }: Observed): string | undefined {
  if (!facts.isExposed) return undefined;
  const foreign = addBase(foreignOf(truth.primary), foreignOf(truth.hedge));
  const ours = absBase(facts.fills.ownDelta) <= facts.toleratedBase;
  const isOperators =
    foreign !== 0n && (facts.bot.halt !== undefined || facts.bot.finishedAtUs !== undefined);
  if (ours && isOperators && legNames.every((leg) => !isAnswerable(facts, truth, leg))) return undefined;
  return `net delta ${formatBase(trueDelta)} is left at the end, ${formatBase(facts.fills.ownDelta)} of it of our making (tolerated: ${formatBase(facts.toleratedBase)})`;
}

const foreignOf = ({ instrument, foreign }: LegTruth): ReturnType<typeof lotsToBase> =>
  lotsToBase(instrument, foreign);

/** Whether what others did on this leg could still be answered on the other one by reducing it. */
function isAnswerable(facts: RunFacts, truth: Observed['truth'], leg: LegName): boolean {
  const other = truth[leg === 'primary' ? 'hedge' : 'primary'];
  const left = addBase(
    foreignOf(truth[leg]),
    lotsToBase(other.instrument, facts.fills.offset(leg === 'primary' ? 'hedge' : 'primary')),
  );
  const isReducible = left > 0n ? other.position > 0 : left < 0n && other.position < 0;
  const least = lotsToBase(other.instrument, other.instrument.minQuantity);
  return isReducible && absBase(left) >= least && absLots(other.position) >= other.instrument.minQuantity;
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
