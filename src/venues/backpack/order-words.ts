// What the venue says of an order's state, in our words.
import type { OrderEndedEvent } from '../../core/events.ts';

/** `undefined` while the order is open. */
export type Outcome = OrderEndedEvent['outcome'] | undefined;

/** Reasons that mean that the venue would not have the order, rather than that it found nothing to trade with. */
const refusals: ReadonlySet<string> = new Set([
  'AccountTradingSuspended',
  'BorrowRequiresLendRedeem',
  'InsufficientBorrowableQuantity',
  'InsufficientFunds',
  'InsufficientMargin',
  'InvalidPrice',
  'InvalidQuantity',
  'NegativeEquity',
  'PositionLimit',
  'PostOnlyMode',
  'PostOnlyTaker',
  'PriceOutOfBounds',
  'ReduceOnlyNotReduced',
  'SelfTradePrevention',
  'UserPermissions',
]);

export function outcomeOf(status: string, expiryReason: string | undefined, hasFilled: boolean): Outcome {
  switch (status) {
    case 'Filled':
      return 'filled';
    case 'Cancelled':
      return 'canceled';
    case 'Expired':
      return !hasFilled && expiryReason !== undefined && refusals.has(expiryReason) ? 'refused' : 'expired';
    case 'TriggerFailed':
      return 'refused';
    default:
      return undefined;
  }
}
