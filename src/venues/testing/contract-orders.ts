// Orders that the parts of the venue contract share.
import type { ClientOrderId } from '../../core/order.ts';
import type { ContractOrder } from './contract-session.ts';

export const neverPlaced = 4_000_000 as ClientOrderId;

export function buy(
  units: number,
  offset?: number,
  timeInForce: ContractOrder['timeInForce'] = 'gtc',
): ContractOrder {
  return { side: 'buy', units, timeInForce, ...(offset === undefined ? {} : { offset }) };
}
