// The price that both venues of a run follow: a walk in ticks with a jump now and then, the same whoever asks first.
import type { Random } from '../../src/ports/random.ts';
import type { MarketPlan } from '../scenario/scenario.ts';

const stepUs = 250_000;
/** However wild the seed: prices stay far above zero and inside what books are made for. */
const leastTicks = 5_000;

export class PricePath {
  readonly #random: Random;
  readonly #plan: MarketPlan;
  readonly #startUs: number;
  readonly #ticks: number[];

  constructor(random: Random, plan: MarketPlan, startUs: number, startTicks: number) {
    this.#random = random;
    this.#plan = plan;
    this.#startUs = startUs;
    this.#ticks = [startTicks];
  }

  /** In whole ticks. */
  at(timeUs: number): number {
    const step = Math.floor((timeUs - this.#startUs) / stepUs);
    while (this.#ticks.length <= step) this.#walk();
    return this.#ticks[step] as number;
  }

  #walk(): void {
    const { stepTicks, jumpPpm, jumpTicks } = this.#plan;
    const last = this.#ticks.at(-1) as number;
    let next = last + Math.round(stepTicks * this.#random.normal());
    if (this.#random.below(1_000_000) < jumpPpm) next += this.#random.below(2) === 0 ? jumpTicks : -jumpTicks;
    this.#ticks.push(Math.max(leastTicks, next));
  }
}
