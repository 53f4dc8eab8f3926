// S1's first check: no leg may exceed its limit, in absolute terms, even if everything that works in the market fills.
import { lotsToBase } from '../core/instrument.ts';
import { absBase, addLots, formatBase, type BaseQuantity, type Lots } from '../core/money.ts';
import type { OrderRequest } from '../core/order.ts';
import { sideSign } from '../core/side.ts';
import type { Refusal } from './refusal.ts';
import type { RiskLeg } from './view.ts';

export function checkPositionLimit(
  order: OrderRequest,
  leg: RiskLeg,
  limit: BaseQuantity,
): Refusal | undefined {
  const inFlight = addLots(leg.orders.openOnSide(order.side), order.quantity);
  const worst = addLots(leg.position, (sideSign(order.side) * inFlight) as Lots);
  const worstBase = absBase(lotsToBase(leg.instrument, worst));
  if (worstBase <= limit) return undefined;
  return {
    code: 'position-limit',
    text: `${leg.instrument.key} could reach ${formatBase(worstBase)}, above its limit of ${formatBase(limit)}`,
  };
}
