// The lighter rule for orders that reduce exposure: they must really do so, by no more than there is, and nothing else.
import { lotsToBase } from '../core/instrument.ts';
import { absBase, addBase, addLots, formatBase, absLots, type BaseQuantity } from '../core/money.ts';
import type { OrderRequest } from '../core/order.ts';
import { sideSign } from '../core/side.ts';
import type { Refusal } from './refusal.ts';
import type { RiskLeg, RiskView } from './view.ts';

/** Side against the net delta, and together with what works in the same direction never more than the net delta. */
export function checkReducesExposure(order: OrderRequest, leg: RiskLeg, view: RiskView): Refusal | undefined {
  const { netDelta, primary, hedge } = view;
  const reducing = sideSign(order.side) * (netDelta > 0n ? 1 : -1) < 0 && netDelta !== 0n;
  const working: BaseQuantity = addBase(
    lotsToBase(primary.instrument, primary.orders.openReducingOnSide(order.side)),
    lotsToBase(hedge.instrument, hedge.orders.openReducingOnSide(order.side)),
  );
  const afterwards = addBase(working, lotsToBase(leg.instrument, order.quantity));
  if (!reducing || afterwards > absBase(netDelta)) {
    return {
      code: 'does-not-reduce',
      text: `${order.side} ${formatBase(afterwards)} in all against a net delta of ${formatBase(netDelta)}`,
    };
  }
  return order.reduceOnly ? checkReduceOnlyCap(order, leg) : undefined;
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
