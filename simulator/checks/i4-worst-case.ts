// I4 worst-case cap: no command of the bot takes abs(net delta) + all open maker quantity + all unknown quantity above
// `maxExposure`, which is one order size plus tolerance. Read so, with the oracle's figures at every order that leaves: what may add
// delta stays within the cap together with the true net delta of our own, other such orders and all that is unknown; what takes delta
// away can do harm only beyond flat, and there it stays within it too. What others do is no command of ours, and neither is a fill
// that follows after its venue has called the order ended without it.
import { lotsToBase } from '../../src/core/instrument.ts';
import {
  absBase,
  addBase,
  baseQuantity,
  formatBase,
  lots,
  zeroBase,
  type BaseQuantity,
  type Lots,
} from '../../src/core/money.ts';
import { removesDelta, type OrderRequest } from '../../src/core/order.ts';
import type { Checker, Observed } from '../observed.ts';
import { isUnknown, openLots, type SentOrder } from './facts/sent-orders.ts';
import type { RunFacts } from './facts/run-facts.ts';

export function i4WorstCase(facts: RunFacts): Checker {
  return {
    invariant: 'I4',
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
  const { capBase, fills } = facts;
  const delta = absBase(fills.isUntold() ? fills.knowableDelta(observed.truth) : fills.ownDelta);
  const working = sumWorking(facts, observed, order);
  const isAdding = !removesDelta(order.role);
  const exposed = isAdding ? delta : beyondFlat(delta, working.removing);
  const worst = addBase(exposed, isAdding ? addBase(working.adding, working.unknown) : working.adding);
  if (worst <= capBase) return undefined;
  return `${order.role} ${order.clientOrderId} takes the worst case to ${formatBase(worst)}: ${formatBase(delta)} of net delta, ${formatBase(working.adding)} in makers, ${formatBase(isAdding ? working.unknown : working.removing)} ${isAdding ? 'unknown' : 'on its side'}, above ${formatBase(capBase)}`;
}

interface Working {
  /** In orders that may add delta, the judged one included. */
  readonly adding: BaseQuantity;
  /** In orders that take it away, and of which nothing is known. */
  readonly unknown: BaseQuantity;
  /** In orders that take it away, on the side of the judged one. */
  readonly removing: BaseQuantity;
}

function sumWorking(facts: RunFacts, observed: Observed, judged: OrderRequest): Working {
  let [adding, unknown, removing] = [zeroBase, zeroBase, zeroBase];
  for (const order of facts.orders.live()) {
    const quantity = lotsToBase(observed.truth[order.leg].instrument, trulyOpen(order, observed));
    if (!removesDelta(order.request.role)) {
      adding = addBase(adding, quantity);
      continue;
    }
    if (isUnknown(order, observed.nowUs)) unknown = addBase(unknown, quantity);
    if (order.request.side === judged.side) removing = addBase(removing, quantity);
  }
  return { adding, unknown, removing };
}

/** What may really still fill: the venue knows better than what was told, unless the order is still on its way. */
function trulyOpen(order: SentOrder, { truth }: Observed): Lots {
  const atVenue = truth[order.leg].order(order.request.clientOrderId);
  return atVenue === undefined ? openLots(order) : lots(atVenue.remaining);
}

const beyondFlat = (delta: BaseQuantity, removing: BaseQuantity): BaseQuantity =>
  removing > delta ? baseQuantity(removing - delta) : zeroBase;
