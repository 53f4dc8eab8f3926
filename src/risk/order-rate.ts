// The venue account's request rate: quotes leave its reserve to hedges, reductions and cancels, and nothing exceeds the whole.
import type { OrderRequest } from '../core/order.ts';
import { requestsPerQuote } from '../core/rate-limit.ts';
import type { Refusal } from './refusal.ts';
import type { RiskLeg } from './view.ts';

export function checkOrderRate(
  order: OrderRequest,
  { instrument, pacing: { budget } }: RiskLeg,
  nowUs: number,
): Refusal | undefined {
  if (budget === undefined) return undefined;
  const mayUseReserve = order.role !== 'quote' || (order.reduceOnly && order.timeInForce !== 'gtc');
  const hasRoom = mayUseReserve ? budget.hasRoom(nowUs) : budget.hasUnreservedRoom(nowUs, requestsPerQuote);
  if (hasRoom) return undefined;
  const { requests, perMs } = budget.rate;
  return {
    code: 'order-rate',
    text: `${budget.used(nowUs)} of ${requests} requests in ${perMs} ms are used on ${instrument.venueAccount}, ${requests - budget.unreserved} of them are a reserve`,
  };
}
