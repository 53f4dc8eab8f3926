// How much was truly naked in a run, and for how long.
import { absBase, ticks, zeroBase, type BaseQuantity } from '../src/core/money.ts';
import { tolerance, type Prices } from '../src/core/pair.ts';
import type { Observed } from './observed.ts';

export class ExposureRecord {
  worst: BaseQuantity = zeroBase;
  longestUs = 0;
  #sinceUs: number | undefined;

  follow(observed: Observed): void {
    const { trueDelta, nowUs } = observed;
    const naked = absBase(trueDelta);
    if (naked > this.worst) this.worst = naked;
    if (naked === 0n || naked <= toleranceOf(observed)) {
      this.#sinceUs = undefined;
      return;
    }
    this.#sinceUs ??= nowUs;
    this.longestUs = Math.max(this.longestUs, nowUs - this.#sinceUs);
  }
}

/** What is judged flat, at the hedge venue's true prices. */
export function toleranceOf({ config, truth }: Observed): BaseQuantity {
  const { bid, ask } = truth.hedge;
  const prices: Prices =
    bid === undefined || ask === undefined ? undefined : { bid: ticks(bid), ask: ticks(ask) };
  return tolerance(config, prices);
}
