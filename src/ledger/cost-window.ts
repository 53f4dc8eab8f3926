// What volume has really cost of late: net result over volume, over the latest round trips. It is fed with the totals of the
// ledger whenever the pair is flat, so that whatever happened between counts: fees, abandoned cycles, emergencies.
import { floorDivide, squareRoot } from '../core/decimal.ts';
import { limits } from '../core/limits.ts';
import { quoteAmount, zeroQuote, type QuoteAmount } from '../core/money.ts';
import { subtractExact, zeroExact, type ExactAmount } from './exact-amount.ts';

export interface RoundTripTotals {
  /** Of the run so far, while the pair is flat. */
  readonly net: ExactAmount;
  readonly volume: ExactAmount;
  /** What this round trip was expected to cost per 1 000 000, where anybody asked. */
  readonly expectedCost: QuoteAmount | undefined;
}

export class CostWindow {
  /** Of the same round trips as `#totals`: real − expected cost, `undefined` where nothing was expected. */
  readonly #misses: (bigint | undefined)[] = [undefined];
  readonly #totals: RoundTripTotals[] = [{ net: zeroExact, volume: zeroExact, expectedCost: undefined }];
  /** Asked for at every decision, and changed by a round trip only. */
  #cost: QuoteAmount | undefined;
  #surcharge: QuoteAmount = zeroQuote;

  /** The ledger's totals after one more round trip. */
  add(totals: RoundTripTotals): void {
    this.#misses.push(missOf(this.#totals.at(-1), totals));
    this.#totals.push(totals);
    if (this.#totals.length > limits.costWindowRoundTrips + 1) {
      this.#totals.shift();
      this.#misses.shift();
      // What the oldest one cost is not known any more without the one before it.
      this.#misses[0] = undefined;
    }
    this.#cost = this.#computeCost();
    this.#surcharge = this.#computeSurcharge();
  }

  /** Per 1 000 000 of volume, a gain < 0, rounded up in 10^−18; `undefined` before there are enough round trips to judge. */
  costPerMillion(): QuoteAmount | undefined {
    return this.#cost;
  }

  #computeCost(): QuoteAmount | undefined {
    if (this.#totals.length <= limits.costWindowRoundTripsMin) return undefined;
    return costBetween(this.#totals[0], this.#totals.at(-1));
  }

  /**
   * What to add to an expected cost so that the window's real cost stays below a cap: by how much round trips have cost more than
   * was expected of them, on average (quotes fill at bad moments, hedges slip), and twice the standard error of a full window's
   * mean, because what is right on average exceeds a cap every other time. Never below 0; 0 before there are enough to judge.
   */
  get surcharge(): QuoteAmount {
    return this.#surcharge;
  }

  #computeSurcharge(): QuoteAmount {
    const misses = this.#misses.filter((miss) => miss !== undefined);
    if (misses.length < limits.surchargeRoundTripsMin) return zeroQuote;
    const count = BigInt(misses.length);
    const mean = floorDivide(misses.reduce(sum, 0n), count);
    const variance = floorDivide(misses.map((miss) => (miss - mean) ** 2n).reduce(sum, 0n), count - 1n);
    const scatter = squareRoot(floorDivide(4n * variance, BigInt(limits.costWindowRoundTrips)));
    return quoteAmount(mean + scatter > 0n ? mean + scatter : 0n);
  }
}

/** Real − expected cost of a round trip; `undefined` where it was not expected to cost anything, or had no volume. */
function missOf(before: RoundTripTotals | undefined, totals: RoundTripTotals): bigint | undefined {
  const cost = costBetween(before, totals);
  return cost === undefined || totals.expectedCost === undefined ? undefined : cost - totals.expectedCost;
}

const sum = (left: bigint, right: bigint): bigint => left + right;

/** Per 1 000 000 of volume, rounded up; `undefined` without volume. */
function costBetween(
  first: RoundTripTotals | undefined,
  last: RoundTripTotals | undefined,
): QuoteAmount | undefined {
  if (first === undefined || last === undefined || first.volume === last.volume) return undefined;
  const net = subtractExact(last.net, first.net);
  const volume = subtractExact(last.volume, first.volume);
  return quoteAmount(-floorDivide(net * 1_000_000n * 10n ** 18n, volume));
}
