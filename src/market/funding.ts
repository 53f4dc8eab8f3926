// What holding a position is expected to cost or bring in funding: the published rate, at the mid of this moment.
import { floorDivide } from '../core/decimal.ts';
import { fundingRateScale, type FundingTerms } from '../core/funding.ts';
import { valueAtMid, type Instrument } from '../core/instrument.ts';
import { microseconds } from '../core/limits.ts';
import { quoteAmount, type Lots, type QuoteAmount } from '../core/money.ts';
import type { Touch } from './touch.ts';

/** A leg of the engine's state has this shape. */
export interface FundedLeg {
  readonly instrument: Instrument;
  readonly touch: Touch | undefined;
  /** As last published; `undefined` before the venue has said anything. */
  readonly funding: FundingTerms | undefined;
}

/**
 * Funding of a signed quantity (long > 0) that is held from `fromUs` until `untilUs`, both µs, in the instrument's quote:
 * received > 0, paid < 0, rounded against us. Every payment of that time is reckoned at the published rate and today's mid.
 * `undefined` while there is no price, or the venue has published nothing: not known is not nothing.
 */
export function expectedFunding(
  { instrument, touch, funding }: FundedLeg,
  quantity: Lots,
  { fromUs, untilUs }: { readonly fromUs: number; readonly untilUs: number },
): QuoteAmount | undefined {
  if (touch === undefined || funding === undefined) return undefined;
  const payments = paymentsBy(funding, untilUs) - paymentsBy(funding, fromUs);
  if (payments <= 0n) return quoteAmount(0n);
  const value = valueAtMid(instrument, touch.bid, touch.ask, quantity);
  return quoteAmount(floorDivide(-value * funding.rate * payments, fundingRateScale));
}

/** Payments up to and at a time, counted from just before the published one; negative further back. */
function paymentsBy({ nextAtUs, intervalMs }: FundingTerms, atUs: number): bigint {
  return floorDivide(BigInt(atUs - nextAtUs), BigInt(microseconds(intervalMs))) + 1n;
}
