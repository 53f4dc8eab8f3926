// What can be booked: fills, position corrections and funding. Everything the ledger says is derived from these alone.
import type { InstrumentKey } from '../core/instrument.ts';
import type { Lots, Money, Ticks } from '../core/money.ts';
import type { ClientOrderId, OrderRole } from '../core/order.ts';
import type { Side } from '../core/side.ts';

export type LegName = 'primary' | 'hedge';

/** One execution of one of our orders. */
export interface LedgerFill {
  readonly instrument: InstrumentKey;
  /** Unique on the instrument; a second fill with the same id is not booked again. */
  readonly tradeId: string;
  readonly venueOrderId: string;
  readonly clientOrderId: ClientOrderId;
  readonly role: OrderRole;
  readonly side: Side;
  readonly price: Ticks;
  /** Positive. */
  readonly quantity: Lots;
  readonly liquidity: 'maker' | 'taker';
  /** Charged > 0, rebate < 0, in the asset that the venue charged. */
  readonly fee: Money;
  readonly venueTimeUs: number;
  /** Local time of receipt in µs. */
  readonly atUs: number;
  /** The cycle of its order; 0 outside any cycle. */
  readonly cycle: number;
  readonly tickOffset: number;
}

/** A position change that no fill of ours explains, booked at mid: it moves position and cash, and is never volume. */
export interface Adjustment {
  readonly instrument: InstrumentKey;
  /** Signed: long > 0. */
  readonly quantity: Lots;
  readonly bid: Ticks;
  readonly ask: Ticks;
  readonly atUs: number;
  readonly reason: string;
}

export interface FundingPayment {
  readonly instrument: InstrumentKey;
  /** Unique on the instrument; a second payment with the same id is not booked again. */
  readonly paymentId: string;
  /** Received > 0, paid < 0. */
  readonly amount: Money;
  readonly venueTimeUs: number;
  /** Local time of receipt in µs. */
  readonly atUs: number;
}
