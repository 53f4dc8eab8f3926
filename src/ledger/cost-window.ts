// What volume has really cost of late: net result over volume, over the latest round trips. It is fed with the totals of the
// ledger whenever the pair is flat, so that whatever happened between counts: fees, abandoned cycles, emergencies.
import { floorDivide } from '../core/decimal.ts';
import { limits } from '../core/limits.ts';
import { quoteAmount, type QuoteAmount } from '../core/money.ts';
import { subtractExact, zeroExact, type ExactAmount } from './exact-amount.ts';

interface Totals {
  readonly net: ExactAmount;
  readonly volume: ExactAmount;
}

export class CostWindow {
  readonly #totals: Totals[] = [{ net: zeroExact, volume: zeroExact }];

  /** The ledger's totals after one more round trip. */
  add(totals: Totals): void {
    this.#totals.push(totals);
    if (this.#totals.length > limits.costWindowRoundTrips + 1) this.#totals.shift();
  }

  /** Per 1 000 000 of volume, a gain < 0, rounded up in 10^−18; `undefined` before there are enough round trips to judge. */
  costPerMillion(): QuoteAmount | undefined {
    const [first, last] = [this.#totals[0] as Totals, this.#totals.at(-1) as Totals];
    const volume = subtractExact(last.volume, first.volume);
    if (this.#totals.length <= limits.costWindowRoundTripsMin || volume === 0n) return undefined;
    const net = subtractExact(last.net, first.net);
    return quoteAmount(-floorDivide(net * 1_000_000n * 10n ** 18n, volume));
  }
}
