// The rates of a run, looked up by asset. Amounts of different assets meet only through here, and never at a silent 1.
import { assert } from '../core/assert.ts';
import { parityRate, type ConversionRate } from '../core/conversion.ts';
import type { Money } from '../core/money.ts';
import { toExact, type ExactAmount } from './exact-amount.ts';

/** Rates of quote and fee assets into one reporting asset, which itself needs none. */
export class Conversions {
  readonly reportingAsset: string;
  readonly #byAsset = new Map<string, ConversionRate>();

  /** Throws on a rate into another asset, on two rates for one asset, and on a rate that is not positive. */
  constructor(reportingAsset: string, rates: readonly ConversionRate[]) {
    this.reportingAsset = reportingAsset;
    const parity = parityRate(reportingAsset, reportingAsset);
    this.#byAsset.set(reportingAsset, parity);
    for (const rate of rates) {
      const { asset } = rate;
      const known = this.#byAsset.get(asset);
      assert(rate.reportingAsset === reportingAsset, `the rate of ${asset} is into ${reportingAsset}`);
      assert(rate.rateUnits > 0n, `the rate of ${asset} is positive`);
      assert(known === undefined || known.rateUnits === rate.rateUnits, `${asset} has one rate`);
      if (known === undefined) this.#byAsset.set(asset, rate);
    }
  }

  /** Whether what is in this asset can be told in the reporting asset. What cannot is in no sum, and never taken at 1. */
  knows(asset: string): boolean {
    return this.#byAsset.has(asset);
  }

  /** Throws for an asset without a rate: whoever lets an asset into a run gives its rate at the start. */
  rateOf(asset: string): ConversionRate {
    const rate = this.#byAsset.get(asset);
    assert(
      rate !== undefined,
      () => `a conversion rate from ${asset} to ${this.reportingAsset} was given at the start`,
    );
    return rate;
  }

  exact(money: Money): ExactAmount {
    return toExact(money.amount, this.rateOf(money.asset));
  }

  /** Every rate but that of the reporting asset: what has to be shown beside converted figures. */
  stated(): ConversionRate[] {
    return [...this.#byAsset.values()].filter((rate) => rate.asset !== this.reportingAsset);
  }
}
