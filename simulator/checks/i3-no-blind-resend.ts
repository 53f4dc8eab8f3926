// I3 no blind resend: one live order per intent; an order of unknown outcome blocks another for the same quantity.
//
// Read so, at every order that leaves: a hedge, a reduction or a trim, together with all others of which something may still fill
// as far as was told, is at most the net delta that was told. An answer to what others did is at most what they did; what its venue
// fills beyond that is of our making. A quote or
// a probe is alone on its leg. An id that is sent again is the same order: the venue takes it once.
import { lotsToBase } from '../../src/core/instrument.ts';
import { absBase, addBase, formatBase, lots, zeroBase, type BaseQuantity } from '../../src/core/money.ts';
import { removesDelta } from '../../src/core/order.ts';
import type { Checker, Observed } from '../observed.ts';
import { legNames, type LegName } from '../scenario/scenario.ts';
import { sideAgainst } from './facts/attempts.ts';
import type { Placed, RunFacts } from './facts/run-facts.ts';

export function i3NoBlindResend(facts: RunFacts): Checker {
  return {
    invariant: 'I3',
    check: (observed) => {
      for (const placed of facts.placed) {
        const found = judge(facts, observed, placed);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

function judge(facts: RunFacts, observed: Observed, placed: Placed): string | undefined {
  const { role } = placed.order;
  if (role === 'offset') return judgeOffset(facts, observed, placed);
  return removesDelta(role) ? judgeRemoval(facts, observed, placed) : judgeAddition(placed);
}

function judgeRemoval(
  facts: RunFacts,
  observed: Observed,
  { order, toldDelta, removing }: Placed,
): string | undefined {
  const own = legNames.reduce((sum, leg) => addBase(sum, overAnswered(facts, observed, leg)), toldDelta);
  const isAgainst = own !== 0n && order.side === sideAgainst(own);
  if (isAgainst && removing <= absBase(own)) return undefined;
  return `${order.role} ${order.clientOrderId}: ${order.side} ${formatBase(removing)} in all that may fill, against a net delta of ${formatBase(own)} that was told`;
}

/** What answers on this leg have taken beyond what others did on the other: signed, 0 while they have not. */
function overAnswered(facts: RunFacts, observed: Observed, leg: LegName): BaseQuantity {
  const { foreign, answered } = answersOn(facts, observed, leg);
  const beyond = addBase(foreign, answered);
  return answered !== 0n && beyond > 0n === answered > 0n ? beyond : zeroBase;
}

/** What others did on the other leg, and what was answered on this one. */
function answersOn(
  facts: RunFacts,
  { truth }: Observed,
  leg: LegName,
): { readonly foreign: BaseQuantity; readonly answered: BaseQuantity } {
  const other = leg === 'primary' ? 'hedge' : 'primary';
  // What of ours nobody could be told of is nobody's as far as anybody can know.
  const unknowable = facts.fills.untoldLots(other);
  return {
    foreign: lotsToBase(truth[other].instrument, lots(truth[other].foreign + unknowable)),
    answered: lotsToBase(truth[leg].instrument, facts.fills.offset(leg)),
  };
}

function judgeOffset(facts: RunFacts, observed: Observed, { order, leg }: Placed): string | undefined {
  const { truth } = observed;
  const other = leg === 'primary' ? 'hedge' : 'primary';
  const { foreign, answered } = answersOn(facts, observed, leg);
  const left = addBase(foreign, answered);
  const quantity = lotsToBase(truth[leg].instrument, order.quantity);
  const isAgainst = left !== 0n && order.side === sideAgainst(left);
  if (isAgainst && quantity <= absBase(left)) return undefined;
  return `offset ${order.clientOrderId}: ${order.side} ${formatBase(quantity)}, where others have moved ${other} by ${formatBase(foreign)} and ${formatBase(answered)} was answered`;
}

function judgeAddition({ order, leg, beside }: Placed): string | undefined {
  if (beside === undefined) return undefined;
  const { role, clientOrderId } = beside.request;
  return `${order.role} ${order.clientOrderId} on ${leg} beside ${role} ${clientOrderId}, whose end was not told`;
}
