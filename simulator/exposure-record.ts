// How much was truly naked in a run, and for how long.
import { absBase, ticks, zeroBase, type BaseQuantity } from '../src/core/money.ts';
import { tolerance, type Prices } from '../src/core/pair.ts';
import type { Observed } from './observed.ts';

export class ExposureRecord {
  worst: BaseQuantity = zeroBase;
  longestUs = 0;
  #sinceUs: number | undefined;
  /** The hedge venue's touch that the tolerance was made of: it is made anew only when that has moved. */
  #bid: number | undefined;
  #ask: number | undefined;
  #tolerance: BaseQuantity | undefined;

  follow(observed: Observed): void {
    const { trueDelta, nowUs } = observed;
    if (trueDelta === 0n) {
      this.#sinceUs = undefined;
      return;
    }
    const naked = absBase(trueDelta);
    if (naked > this.worst) this.worst = naked;
    if (naked <= this.#tolerated(observed)) {
      this.#sinceUs = undefined;
      return;
    }
    this.#sinceUs ??= nowUs;
    this.longestUs = Math.max(this.longestUs, nowUs - this.#sinceUs);
  }

  #tolerated(observed: Observed): BaseQuantity {
    const { bid, ask } = observed.truth.hedge;
    if (this.#tolerance !== undefined && bid === this.#bid && ask === this.#ask) return this.#tolerance;
    this.#bid = bid;
    this.#ask = ask;
    this.#tolerance = toleranceOf(observed);
    return this.#tolerance;
  }
}

/** What is judged flat, at the hedge venue's true prices. */
export function toleranceOf({ config, truth }: Observed): BaseQuantity {
  const { bid, ask } = truth.hedge;
  const prices: Prices =
    bid === undefined || ask === undefined ? undefined : { bid: ticks(bid), ask: ticks(ask) };
  return tolerance(config, prices);
}
