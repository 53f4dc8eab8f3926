// What the instrument is worth at its venue at a moment: the shared efficient price and the venue's own basis, on one grid of
// time steps. Makers follow it with a lag, takers know it at once.
import { assert } from '../../../core/assert.ts';
import type { Basis } from './basis.ts';
import type { EfficientPrice } from './efficient-price.ts';
import type { MarketScale } from './scale.ts';

export interface FairPriceOptions {
  readonly efficientPrice: EfficientPrice;
  readonly basis: Basis;
  readonly scale: MarketScale;
  readonly startUs: number;
  readonly stepMs: number;
}

export class FairPrice {
  readonly #efficientPrice: EfficientPrice;
  readonly #basis: Basis;
  readonly #startTicks: number;
  readonly #stepUs: number;
  #stepStartUs: number;
  #ticks: number;

  constructor(options: FairPriceOptions) {
    this.#efficientPrice = options.efficientPrice;
    this.#basis = options.basis;
    this.#startTicks = options.scale.startTicks;
    this.#stepUs = options.stepMs * 1e3;
    this.#stepStartUs = options.startUs;
    this.#ticks = this.#currentTicks();
  }

  /** When the price changes next after the time of the last reading. */
  get nextStepUs(): number {
    return this.#stepStartUs + this.#stepUs;
  }

  /** In ticks and fractions of them. `timeUs` may not go back behind the step that was read last. */
  ticksAt(timeUs: number): number {
    assert(timeUs >= this.#stepStartUs, 'the fair price is read forwards in time');
    if (timeUs < this.nextStepUs) return this.#ticks;
    while (timeUs >= this.nextStepUs) {
      this.#efficientPrice.advance();
      this.#basis.advance();
      this.#stepStartUs += this.#stepUs;
    }
    this.#ticks = this.#currentTicks();
    return this.#ticks;
  }

  #currentTicks(): number {
    return this.#startTicks * Math.exp((this.#efficientPrice.bps + this.#basis.bps) / 1e4);
  }
}
