// What an aggressive order is: its side and its size. Sides lean towards where the fair price already is and the quotes are
// not yet, and follow one another: that is why a maker's fill is bad news on average.
import type { Lots } from '../../../core/money.ts';
import type { Side } from '../../../core/side.ts';
import type { Random } from '../../../ports/random.ts';
import type { OrderFlowParameters } from './parameters.ts';
import type { MarketScale } from './scale.ts';

export class OrderFlow {
  readonly #random: Random;
  readonly #parameters: OrderFlowParameters;
  readonly #medianLots: number;
  #lastSide: Side = 'buy';

  constructor(random: Random, parameters: OrderFlowParameters, scale: MarketScale) {
    this.#random = random;
    this.#parameters = parameters;
    this.#medianLots = parameters.orderUsdMedian * scale.lotsPerUsd;
  }

  /** `lean` in [−1, 1]: how far the fair price is from the mid, in parts of what makers let stand; > 0 above it. */
  drawSide(lean: number): Side {
    if (this.#random.uniform() >= this.#parameters.herdingShare) {
      const buyShare = (1 + this.#parameters.informedShare * lean) / 2;
      this.#lastSide = this.#random.uniform() < buyShare ? 'buy' : 'sell';
    }
    return this.#lastSide;
  }

  /** Takes note of an order that another cause gave its side. */
  follow(side: Side): void {
    this.#lastSide = side;
  }

  /** Lognormal, in whole lots, at least one. */
  drawSize(factor: number): Lots {
    const size =
      this.#medianLots * factor * Math.exp(this.#parameters.logSizeDeviation * this.#random.normal());
    return Math.max(1, Math.round(size)) as Lots;
  }
}
