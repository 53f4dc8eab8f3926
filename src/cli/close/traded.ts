// What a close has traded on one instrument.
import { addLots, addQuote, zeroLots, zeroQuote, type Lots, type QuoteAmount } from '../../core/money.ts';
import { notional, type Instrument } from '../../core/instrument.ts';
import type { LedgerFill } from '../../ledger/entries.ts';
import { noFees, withFee, type FeesByAsset } from '../../reports/fees-by-asset.ts';

/** Sums over fills, of both sides. */
export interface Traded {
  readonly quantity: Lots;
  readonly notional: QuoteAmount;
  readonly fees: FeesByAsset;
}

export const nothingTraded: Traded = { quantity: zeroLots, notional: zeroQuote, fees: noFees };

export function withTrade(
  traded: Traded,
  instrument: Instrument,
  { quantity, price, fee }: Pick<LedgerFill, 'quantity' | 'price' | 'fee'>,
): Traded {
  return {
    quantity: addLots(traded.quantity, quantity),
    notional: addQuote(traded.notional, notional(instrument, price, quantity)),
    fees: withFee(traded.fees, fee),
  };
}
