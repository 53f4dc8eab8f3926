// Hedge attempts as the port shows them: orders that take away the true net delta, and of which something may still fill.
import { limits, microseconds } from '../../../src/core/limits.ts';
import type { BaseQuantity } from '../../../src/core/money.ts';
import { removesDelta } from '../../../src/core/order.ts';
import { oppositeSide, sideOfSign, type Side } from '../../../src/core/side.ts';
import type { RunFacts } from './run-facts.ts';
import type { SentOrder } from './sent-orders.ts';

export const sideAgainst = (delta: BaseQuantity): Side => oppositeSide(sideOfSign(delta));

/** Whether something that takes the delta away is under way at a moment, for an exposure that began at another, in µs. */
export function hasLiveAttempt(
  facts: RunFacts,
  delta: BaseQuantity,
  nowUs: number,
  sinceUs: number,
): boolean {
  const side = sideAgainst(delta);
  for (const order of facts.orders.live()) if (isAttempt(order, side, nowUs, sinceUs)) return true;
  // What is unknown blocks another order for its quantity, until its absence is proven.
  for (const order of facts.orders.unproven(nowUs))
    if (order.request.side === side && removesDelta(order.request.role)) return true;
  return false;
}

/** One that rests counts for as long as that is patience, and then while its end is being proven. */
function isAttempt(
  { request, cancelledAtUs }: SentOrder,
  side: Side,
  nowUs: number,
  sinceUs: number,
): boolean {
  if (request.side !== side || !removesDelta(request.role)) return false;
  if (request.timeInForce !== 'gtc' || cancelledAtUs !== undefined) return true;
  return nowUs - sinceUs <= microseconds(limits.hedgePatienceMs + limits.heartbeatMs);
}
