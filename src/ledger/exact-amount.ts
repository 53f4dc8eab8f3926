// Amounts of the reporting asset without any rounding. A price, a quantity and a conversion rate have 18 decimals each, and
// a mid halves its price: 55 decimals hold every such product. What is summed over fills and assets stays in this unit and
// is divided or rounded once, where it is shown.
import { assert } from '../core/assert.ts';
import type { Brand } from '../core/brand.ts';
import type { ConversionRate } from '../core/conversion.ts';
import { floorDivide, ratioUnits, UNIT_DECIMALS } from '../core/decimal.ts';
import type { Instrument } from '../core/instrument.ts';
import { quoteAmount, type BaseQuantity, type QuoteAmount, type Ticks } from '../core/money.ts';

/** An amount of the reporting asset in 10^−55. */
export type ExactAmount = Brand<bigint, 'exact-amount'>;

/** Best bid and best ask of one instrument, own quantity taken out; its mid is what residuals are worth. */
export interface BidAsk {
  readonly bid: Ticks;
  readonly ask: Ticks;
}

const EXACT_DECIMALS = 3 * UNIT_DECIMALS + 1;
const unitScale = 10n ** BigInt(UNIT_DECIMALS);
/** So many are one unit of a `QuoteAmount`. */
export const exactPerQuoteUnit = 10n ** BigInt(EXACT_DECIMALS - UNIT_DECIMALS);
const exactPerConverted = 10n ** BigInt(EXACT_DECIMALS - 2 * UNIT_DECIMALS);

export const zeroExact = 0n as ExactAmount;
export const addExact = (left: ExactAmount, right: ExactAmount): ExactAmount => (left + right) as ExactAmount;
export const subtractExact = (left: ExactAmount, right: ExactAmount): ExactAmount =>
  (left - right) as ExactAmount;
export const negateExact = (amount: ExactAmount): ExactAmount => -amount as ExactAmount;

/** An amount of the rate's asset. */
export function toExact(amount: QuoteAmount, rate: ConversionRate): ExactAmount {
  return (amount * rate.rateUnits * exactPerConverted) as ExactAmount;
}

/** price × quantity at the rate of the instrument's quote; the sign is that of the quantity. */
export function exactNotional(
  instrument: Instrument,
  price: Ticks,
  quantity: BaseQuantity,
  rate: ConversionRate,
): ExactAmount {
  assert(rate.asset === instrument.quote, "a notional is converted from its instrument's quote");
  return (BigInt(price) * instrument.quoteUnitsPerTick * quantity * rate.rateUnits * 10n) as ExactAmount;
}

/** quantity × (bid + ask) ÷ 2 at the rate of the instrument's quote; the sign is that of the quantity. */
export function exactAtMid(
  instrument: Instrument,
  mark: BidAsk,
  quantity: BaseQuantity,
  rate: ConversionRate,
): ExactAmount {
  assert(rate.asset === instrument.quote, "a mark is converted from its instrument's quote");
  const twice = BigInt(mark.bid + mark.ask) * instrument.quoteUnitsPerTick * quantity * rate.rateUnits;
  return (twice * 5n) as ExactAmount;
}

/** For output: rounded towards minus infinity (against us) below 10^−18, which real ticks and lots never reach. */
export function toQuoteAmount(amount: ExactAmount): QuoteAmount {
  return quoteAmount(floorDivide(amount, exactPerQuoteUnit));
}

/** For output: amount ÷ quantity, in 10^−18 per one of the base asset, rounded half away from zero. Quantity ≠ 0. */
export function perBaseUnits(amount: ExactAmount, quantity: BaseQuantity): bigint {
  return ratioUnits(amount * unitScale, quantity * 10n ** BigInt(EXACT_DECIMALS));
}

/** For output: amount ÷ reference × factor in 10^−18, rounded half away from zero. Reference ≠ 0. */
export function shareUnits(amount: ExactAmount, reference: ExactAmount, factor: bigint): bigint {
  return ratioUnits(amount * factor, reference);
}
