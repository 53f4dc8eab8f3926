// The price that both venues share: a diffusion whose volatility wanders, with jumps, in steps of equal length. It depends on its
// random stream alone: each venue walks its own copy from an equal stream, so no order or pace of reading can part them.
import type { Random } from '../../../ports/random.ts';
import type { EfficientPriceParameters } from './parameters.ts';

export class EfficientPrice {
  readonly #random: Random;
  readonly #stepBps: number;
  readonly #memory: number;
  readonly #innovation: number;
  /** Makes the mean square of the volatility's factor 1, however wide it wanders. */
  readonly #logMean: number;
  readonly #jumpGapSteps: number;
  readonly #jumpMeanBps: number;
  #logVolatility: number;
  #stepsToJump: number;
  #bps = 0;

  constructor(random: Random, parameters: EfficientPriceParameters) {
    const stepSeconds = parameters.stepMs / 1e3;
    const deviation = parameters.logVolatilityDeviation;
    this.#random = random;
    this.#stepBps = parameters.diffusionBpsPerRootSecond * Math.sqrt(stepSeconds);
    this.#memory = Math.exp(-stepSeconds / parameters.volatilityMemorySeconds);
    this.#innovation = deviation * Math.sqrt(1 - this.#memory * this.#memory);
    this.#logMean = -deviation * deviation;
    this.#jumpGapSteps = 1 / (parameters.jumpsPerSecond * stepSeconds);
    this.#jumpMeanBps = parameters.jumpMeanBps;
    this.#logVolatility = deviation * random.normal();
    this.#stepsToJump = random.exponential(this.#jumpGapSteps);
  }

  /** Logarithm of price over start price, in bps. */
  get bps(): number {
    return this.#bps;
  }

  advance(): void {
    this.#logVolatility = this.#logVolatility * this.#memory + this.#innovation * this.#random.normal();
    this.#bps += this.#stepBps * Math.exp(this.#logMean + this.#logVolatility) * this.#random.normal();
    for (this.#stepsToJump -= 1; this.#stepsToJump <= 0;) {
      const size = this.#random.exponential(this.#jumpMeanBps);
      this.#bps += this.#random.below(2) === 0 ? size : -size;
      this.#stepsToJump += this.#random.exponential(this.#jumpGapSteps);
    }
  }
}
