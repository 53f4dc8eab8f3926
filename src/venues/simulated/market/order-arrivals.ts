// When aggressive orders come: a self-exciting (Hawkes) process with exponential memory. Each order makes further ones more
// likely for a while, so orders come in bursts with silence between. Gaps are drawn exactly (Dassios and Zhao, 2013).
import type { Random } from '../../../ports/random.ts';
import type { OrderFlowParameters } from './parameters.ts';

export class OrderArrivals {
  readonly #random: Random;
  readonly #unprovokedPerSecond: number;
  readonly #jumpPerSecond: number;
  readonly #decayPerSecond: number;
  #excessPerSecond: number;
  #atUs: number;

  constructor(random: Random, startUs: number, parameters: OrderFlowParameters) {
    const { unprovokedOrdersPerSecond, provokedOrdersPerOrder, excitementSeconds } = parameters;
    this.#random = random;
    this.#unprovokedPerSecond = unprovokedOrdersPerSecond;
    this.#decayPerSecond = 1 / excitementSeconds;
    this.#jumpPerSecond = provokedOrdersPerOrder / excitementSeconds;
    this.#excessPerSecond =
      (unprovokedOrdersPerSecond * provokedOrdersPerOrder) / (1 - provokedOrdersPerOrder);
    this.#atUs = startUs;
  }

  /** An order has come, of this process or of another cause. */
  excite(timeUs: number): void {
    this.#decayTo(timeUs);
    this.#excessPerSecond += this.#jumpPerSecond;
  }

  /** Intensity over the unprovoked one: 1 in silence, more in a burst. */
  activity(timeUs: number): number {
    this.#decayTo(timeUs);
    return 1 + this.#excessPerSecond / this.#unprovokedPerSecond;
  }

  /** Draws when the next order comes if nothing else excites before; to be drawn anew if something does. */
  drawNextUs(timeUs: number): number {
    this.#decayTo(timeUs);
    const unprovoked = this.#random.exponential(1 / this.#unprovokedPerSecond);
    const left = 1 - (this.#decayPerSecond * this.#random.exponential(1)) / this.#excessPerSecond;
    const provoked = left > 0 ? -Math.log(left) / this.#decayPerSecond : Infinity;
    return timeUs + Math.max(1, Math.round(Math.min(unprovoked, provoked) * 1e6));
  }

  #decayTo(timeUs: number): void {
    this.#excessPerSecond *= Math.exp((-this.#decayPerSecond * (timeUs - this.#atUs)) / 1e6);
    this.#atUs = timeUs;
  }
}
