// Funding: what longs and shorts of a perpetual future pay each other at fixed times, as the venue publishes it in advance.
import type { Brand } from './brand.ts';
import { parseUnits } from './decimal.ts';

/** The share of a position's value that one payment moves, in 10^−18. Positive: longs pay, shorts receive. */
export type FundingRate = Brand<bigint, 'funding-rate'>;

export const fundingRateScale = 10n ** 18n;
export const zeroFunding = 0n as FundingRate;

/** The rate of the next payment, and when payments are made. */
export interface FundingTerms {
  readonly rate: FundingRate;
  readonly intervalMs: number;
  /** On the venue's clock, in µs since the epoch. */
  readonly nextAtUs: number;
}

/** "0.8" bps a payment. `undefined` when it is no decimal, or finer than 10^−14 bps. */
export function parseFundingRateBps(bps: string): FundingRate | undefined {
  return parseUnits(bps, 14) as FundingRate | undefined;
}
