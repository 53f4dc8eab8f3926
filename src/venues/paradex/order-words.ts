// What the venue says of an order that is closed, in our words.
import type { OrderEndedEvent } from '../../core/events.ts';

/** Reasons of the account and of the book's own course; any other, of an order that filled nothing, is a refusal. */
const canceledBy = /^(USER|CANCEL|EXPIRE|SELF_TRADE|DISCONNECT|IN_LIQUIDATION|LIQUIDATION|MARKET_CLOSED)/;
const foundNothing = /IOC|NOT_ENOUGH_LIQUIDITY|NO_LIQUIDITY|NO_MATCH|UNFILLED|REMAIN/;

/** How it ended; `refused` means that the venue would not have it. `reason` is empty for one that was filled. */
export function outcomeOf(
  reason: string,
  { hasFilled, isFilled }: { readonly hasFilled: boolean; readonly isFilled: boolean },
): OrderEndedEvent['outcome'] {
  if (isFilled) return 'filled';
  if (foundNothing.test(reason)) return 'expired';
  return hasFilled || reason === '' || canceledBy.test(reason) ? 'canceled' : 'refused';
}
