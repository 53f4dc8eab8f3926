// One venue's premium over the shared price: an Ornstein–Uhlenbeck process about a mean of its own. The mean is what a standing
// basis is, the wandering is what a pair gains or loses by between BUILD and UNWIND.
import type { Random } from '../../../ports/random.ts';
import type { BasisParameters } from './parameters.ts';

export class Basis {
  readonly #random: Random;
  readonly #meanBps: number;
  readonly #memory: number;
  readonly #innovationBps: number;
  #wanderedBps: number;

  /** Starts anywhere in its stationary law, not at the mean: a run may well begin with an odd basis. */
  constructor(random: Random, stepMs: number, parameters: BasisParameters) {
    this.#random = random;
    this.#meanBps = parameters.meanBps;
    this.#memory = Math.exp(-stepMs / 1e3 / parameters.memorySeconds);
    this.#innovationBps = parameters.deviationBps * Math.sqrt(1 - this.#memory * this.#memory);
    this.#wanderedBps = parameters.deviationBps * random.normal();
  }

  get bps(): number {
    return this.#meanBps + this.#wanderedBps;
  }

  advance(): void {
    this.#wanderedBps = this.#wanderedBps * this.#memory + this.#innovationBps * this.#random.normal();
  }
}
