// What a book says of one leg of a run: the run's own, or its venue's. Both are kept apart, and have to agree.
import type { FillEvent, FundingPaymentEvent } from '../../core/events.ts';
import type { Lots } from '../../core/money.ts';

export type BookedFill = Pick<
  FillEvent,
  'tradeId' | 'clientOrderId' | 'side' | 'price' | 'quantity' | 'liquidity' | 'fee' | 'venueTimeUs'
>;

export type BookedPayment = Pick<FundingPaymentEvent, 'paymentId' | 'amount' | 'venueTimeUs'>;

export interface LegBooks {
  /** Each once, in the order in which they were told. */
  readonly fills: readonly BookedFill[];
  readonly payments: readonly BookedPayment[];
  /** Long > 0. */
  readonly position: Lots;
}
