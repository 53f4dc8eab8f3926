// I3 no blind resend: one live order per intent; an order of unknown outcome blocks another for the same quantity.
//
// Read so, at every order that leaves: a hedge, a reduction or a trim, together with all others of which something may still fill
// as far as was told, is at most the net delta that was told. An answer to what others did is at most what they did. A quote or
// a probe is alone on its leg. An id that is sent again is the same order: the venue takes it once.
import { lotsToBase } from '../../src/core/instrument.ts';
import { absBase, addBase, formatBase, zeroBase } from '../../src/core/money.ts';
import { removesDelta, type OrderRequest } from '../../src/core/order.ts';
import type { Checker, Observed } from '../observed.ts';
import { legNames, type LegName } from '../scenario/scenario.ts';
import { sideAgainst } from './facts/attempts.ts';
import type { RunFacts } from './facts/run-facts.ts';
import { openLots } from './facts/sent-orders.ts';

export function i3NoBlindResend(facts: RunFacts): Checker {
  return {
    invariant: 'I3',
    check: (observed) => {
      for (const command of observed.commands) {
        if (command.kind !== 'place') continue;
        const found = judge(facts, observed, command.order);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

function judge(facts: RunFacts, observed: Observed, order: OrderRequest): string | undefined {
  const leg = facts.legOf(observed, order.instrument);
  if (order.role === 'offset') return judgeOffset(facts, observed, leg, order);
  return removesDelta(order.role) ? judgeRemoval(facts, observed, order) : judgeAddition(facts, leg, order);
}

function judgeRemoval(facts: RunFacts, { truth }: Observed, order: OrderRequest): string | undefined {
  const { toldDelta } = facts.fills;
  const isAgainst = toldDelta !== 0n && order.side === sideAgainst(toldDelta);
  let working = zeroBase;
  for (const leg of legNames)
    working = addBase(working, lotsToBase(truth[leg].instrument, facts.orders.removingLots(leg, order.side)));
  if (isAgainst && working <= absBase(toldDelta)) return undefined;
  return `${order.role} ${order.clientOrderId}: ${order.side} ${formatBase(working)} in all that may fill, against a net delta of ${formatBase(toldDelta)} that was told`;
}

function judgeOffset(
  facts: RunFacts,
  { truth }: Observed,
  leg: LegName,
  order: OrderRequest,
): string | undefined {
  const other = leg === 'primary' ? 'hedge' : 'primary';
  const foreign = lotsToBase(truth[other].instrument, truth[other].foreign);
  const answered = lotsToBase(truth[leg].instrument, facts.fills.offset(leg));
  const left = addBase(foreign, answered);
  const quantity = lotsToBase(truth[leg].instrument, order.quantity);
  const isAgainst = left !== 0n && order.side === sideAgainst(left);
  if (isAgainst && quantity <= absBase(left)) return undefined;
  return `offset ${order.clientOrderId}: ${order.side} ${formatBase(quantity)}, where others have moved ${other} by ${formatBase(foreign)} and ${formatBase(answered)} was answered`;
}

function judgeAddition(facts: RunFacts, leg: LegName, order: OrderRequest): string | undefined {
  for (const other of facts.orders.live()) {
    const { request } = other;
    if (other.leg !== leg || request.clientOrderId === order.clientOrderId || openLots(other) === 0) continue;
    if (removesDelta(request.role)) continue;
    return `${order.role} ${order.clientOrderId} on ${leg} beside ${request.role} ${request.clientOrderId}, whose end was not told`;
  }
  return undefined;
}
