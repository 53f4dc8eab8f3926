// What a close has traded on one instrument.
import { addLots, addQuote, zeroLots, zeroQuote, type Lots, type QuoteAmount } from '../../core/money.ts';
import { notional, type Instrument } from '../../core/instrument.ts';
import type { LedgerFill } from '../../ledger/entries.ts';

/** Sums over fills, of both sides. */
export interface Traded {
  readonly quantity: Lots;
  readonly notional: QuoteAmount;
  /** Charged > 0, in the quote asset. */
  readonly fees: QuoteAmount;
}

export const nothingTraded: Traded = { quantity: zeroLots, notional: zeroQuote, fees: zeroQuote };

export function withTrade(
  traded: Traded,
  instrument: Instrument,
  { quantity, price, fee }: Pick<LedgerFill, 'quantity' | 'price' | 'fee'>,
): Traded {
  return {
    quantity: addLots(traded.quantity, quantity),
    notional: addQuote(traded.notional, notional(instrument, price, quantity)),
    fees: addQuote(traded.fees, fee.amount),
  };
}
