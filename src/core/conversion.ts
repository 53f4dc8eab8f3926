// Conversion between quote assets. A rate is an input that is shown wherever it was used; there is no silent 1.
import { assert } from './assert.ts';
import { floorDivide, formatUnits, UNIT_DECIMALS } from './decimal.ts';
import type { Money, QuoteAmount } from './money.ts';

/** How many units of the reporting asset one unit of `asset` is worth, in 10^−18. */
export interface ConversionRate {
  readonly asset: string;
  readonly reportingAsset: string;
  readonly rateUnits: bigint;
  /** True when nobody stated the rate and 1 was taken: said aloud in the preview and in every result. */
  readonly assumed: boolean;
}

const scale = 10n ** BigInt(UNIT_DECIMALS);

export function parityRate(asset: string, reportingAsset: string): ConversionRate {
  return { asset, reportingAsset, rateUnits: scale, assumed: asset !== reportingAsset };
}

/** Converts at the rate, rounded towards minus infinity in 10^−18 (against us). */
export function convert(money: Money, rate: ConversionRate): Money {
  assert(money.asset === rate.asset, () => `a rate for ${rate.asset} converts ${money.asset}`);
  return { asset: rate.reportingAsset, amount: convertAmount(money.amount, rate) };
}

function convertAmount(amount: QuoteAmount, rate: ConversionRate): QuoteAmount {
  if (rate.rateUnits === scale) return amount;
  return floorDivide(amount * rate.rateUnits, scale) as QuoteAmount;
}

/** The other way: what so much of the reporting asset is worth in the rate's own, rounded towards minus infinity. */
export function convertBack(amount: QuoteAmount, rate: ConversionRate): Money {
  return { asset: rate.asset, amount: floorDivide(amount * scale, rate.rateUnits) as QuoteAmount };
}

export const formatRate = (rate: ConversionRate): string => formatUnits(rate.rateUnits);
