// The lighter rule for orders that reduce exposure: they must really do so, by no more than there is, and nothing else.
import { lotsToBase } from '../core/instrument.ts';
import { absBase, addBase, addLots, formatBase, absLots, type BaseQuantity } from '../core/money.ts';
import type { OrderRequest } from '../core/order.ts';
import { sideSign } from '../core/side.ts';
import type { Refusal } from './refusal.ts';
import type { RiskLeg, RiskView } from './view.ts';

/** Against the delta that it answers, and together with what works in the same direction never more than that. */
export function checkReducesExposure(order: OrderRequest, leg: RiskLeg, view: RiskView): Refusal | undefined {
  const { delta, working } = order.role === 'offset' ? foreignDelta(leg, view) : ownDelta(order, view);
  const isAgainst = delta !== 0n && sideSign(order.side) * (delta > 0n ? 1 : -1) < 0;
  const afterwards = addBase(working, lotsToBase(leg.instrument, order.quantity));
  if (!isAgainst || afterwards > absBase(delta)) {
    return {
      code: 'does-not-reduce',
      text: `${order.side} ${formatBase(afterwards)} in all against a delta of ${formatBase(delta)}`,
    };
  }
  return order.reduceOnly ? checkReduceOnlyCap(order, leg) : undefined;
}

interface Answered {
  readonly delta: BaseQuantity;
  /** What works against it already. */
  readonly working: BaseQuantity;
}

function ownDelta(order: OrderRequest, { ownDelta: delta, primary, hedge }: RiskView): Answered {
  const working = addBase(
    lotsToBase(primary.instrument, primary.orders.openHedgingOnSide(order.side)),
    lotsToBase(hedge.instrument, hedge.orders.openHedgingOnSide(order.side)),
  );
  return { delta, working };
}

/** What changed on the other leg is answered on this one. */
function foreignDelta(leg: RiskLeg, { primary, hedge }: RiskView): Answered {
  const other = leg === primary ? hedge : primary;
  return { delta: other.foreignBase, working: lotsToBase(leg.instrument, leg.orders.openInOffsets()) };
}

/** A reduce-only order never exceeds the booked position that it reduces. */
export function checkReduceOnlyCap(order: OrderRequest, leg: RiskLeg): Refusal | undefined {
  const opposes = sideSign(order.side) * leg.position < 0;
  const afterwards = addLots(leg.orders.openOnSide(order.side), order.quantity);
  if (opposes && afterwards <= absLots(leg.position)) return undefined;
  return {
    code: 'does-not-reduce',
    text: `reduce-only ${order.side} of ${afterwards} lots in all against a position of ${leg.position} lots`,
  };
}
