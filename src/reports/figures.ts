// The one place where the ledger's exact amounts become text: money in full, ratios rounded once, absent ones as null.
import { formatRounded, formatUnits, ratioUnits, UNIT_DECIMALS } from '../core/decimal.ts';
import type { Instrument } from '../core/instrument.ts';
import { formatQuote, type BaseQuantity } from '../core/money.ts';
import {
  perBaseUnits,
  shareUnits,
  toQuoteAmount,
  type BidAsk,
  type ExactAmount,
} from '../ledger/exact-amount.ts';
import type { Ratio } from './run-summary.ts';

/** Exact decimal text of an amount in the reporting asset. */
export const amountText = (amount: ExactAmount): string => formatQuote(toQuoteAmount(amount));

/** amount ÷ reference × factor; null without a reference. */
export function shareText(
  amount: ExactAmount,
  reference: ExactAmount,
  factor: bigint,
  decimals: number,
): Ratio {
  return reference === 0n ? null : formatRounded(shareUnits(amount, reference, factor), decimals);
}

/** amount ÷ quantity; null without a quantity. */
export function perBaseText(amount: ExactAmount, quantity: BaseQuantity, decimals: number): Ratio {
  return quantity === 0n ? null : formatRounded(perBaseUnits(amount, quantity), decimals);
}

/** part ÷ whole of plain counts; null when the whole is 0. */
export function countShareText(part: number, whole: number, decimals: number): Ratio {
  return whole === 0 ? null : formatRounded(ratioUnits(BigInt(part), BigInt(whole)), decimals);
}

/** (bid + ask) ÷ 2, exact: a half has one more decimal than a tick. */
export function midText(instrument: Instrument, { bid, ask }: BidAsk): string {
  return formatUnits(BigInt(bid + ask) * instrument.quoteUnitsPerTick * 5n, UNIT_DECIMALS + 1);
}
