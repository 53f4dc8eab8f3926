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
  if (facts.orders.liveCount === 0) return false;
  const side = sideAgainst(delta);
  for (const order of facts.orders.live()) if (isAttempt(order, side, nowUs, sinceUs)) return true;
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
