// A run over time in a bounded number of steps, however long it was: steps begin at a second, and become coarser as the run goes on, each
// a multiple of the one before, so that no figure is lost on the way. Figures are running totals, so any stretch is a difference of two.
import type { BaseQuantity } from '../../core/money.ts';
import { maxBase, minBase, zeroBase } from '../../core/money.ts';
import type { ExactAmount } from '../../ledger/exact-amount.ts';

/** From the start of the run until a moment. */
export interface Totals {
  readonly gross: ExactAmount;
  readonly net: ExactAmount;
  readonly volume: ExactAmount;
  readonly cycles: number;
  readonly attempts: { readonly completed: number; readonly failed: number };
}

export interface TimeStep {
  /** In µs since the epoch: a whole number of steps. */
  readonly startUs: number;
  /** The last that was noted in it. */
  readonly totals: Totals;
  /** Net delta, the one that it began with included. */
  readonly deltaLeast: BaseQuantity;
  readonly deltaMost: BaseQuantity;
  /** ∫ net delta dt in 10^−18 of the base asset × µs, over so many µs of it. */
  readonly deltaTime: bigint;
  readonly coveredUs: number;
}

/** Each divides the next. */
const stepsSeconds = [
  1, 5, 10, 30, 60, 300, 600, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400, 604_800, 6_048_000,
] as const;
const microsecondsPerSecond = 1_000_000;

export class Timeline {
  readonly #stepsMax: number;
  #steps: TimeStep[] = [];
  #stepSeconds: number = stepsSeconds[0];
  #delta: BaseQuantity = zeroBase;
  #notedAtUs: number | undefined;

  constructor(stepsMax: number) {
    this.#stepsMax = stepsMax;
  }

  get stepSeconds(): number {
    return this.#stepSeconds;
  }

  /** Only those in which something was noted. */
  get steps(): readonly TimeStep[] {
    return this.#steps;
  }

  /** A moment of another step than the last one noted. */
  isNewStep(atUs: number): boolean {
    const last = this.#steps.at(-1);
    return last === undefined || startOf(atUs, this.#stepSeconds) !== last.startUs;
  }

  /** Times never go back. Until now net delta was what it was noted as last. */
  note(atUs: number, totals: Totals, delta: BaseQuantity): void {
    const startUs = startOf(atUs, this.#stepSeconds);
    const last = this.#steps.at(-1);
    if (last !== undefined && last.startUs < startUs)
      this.#cover(last, last.startUs + this.#stepSeconds * microsecondsPerSecond);
    const fromUs = Math.max(this.#notedAtUs ?? atUs, startUs);
    const step: TimeStep = {
      startUs,
      totals,
      deltaLeast: minBase(this.#delta, delta),
      deltaMost: maxBase(this.#delta, delta),
      deltaTime: this.#delta * BigInt(atUs - fromUs),
      coveredUs: atUs - fromUs,
    };
    if (last?.startUs === startUs) this.#replaceLast(joined(last, step, startUs));
    else this.#steps.push(step);
    this.#delta = delta;
    this.#notedAtUs = atUs;
    while (this.#steps.length > this.#stepsMax) this.#coarsen();
  }

  /** The rest of a step that is over. */
  #cover(step: TimeStep, endUs: number): void {
    const restUs = endUs - (this.#notedAtUs ?? endUs);
    const deltaTime = step.deltaTime + this.#delta * BigInt(restUs);
    this.#replaceLast({ ...step, deltaTime, coveredUs: step.coveredUs + restUs });
  }

  #replaceLast(step: TimeStep): void {
    this.#steps[this.#steps.length - 1] = step;
  }

  #coarsen(): void {
    const next = nextStep(this.#stepSeconds);
    if (next === undefined) return;
    this.#steps = coarser(this.#steps, next);
    this.#stepSeconds = next;
  }
}

/** The same run in at most `most` steps. */
export function inFewer(
  steps: readonly TimeStep[],
  stepSeconds: number,
  most: number,
): { readonly steps: readonly TimeStep[]; readonly stepSeconds: number } {
  let [fewer, seconds] = [steps, stepSeconds];
  for (let next = nextStep(seconds); fewer.length > most && next !== undefined; next = nextStep(seconds)) {
    fewer = coarser(fewer, next);
    seconds = next;
  }
  return { steps: fewer, stepSeconds: seconds };
}

const nextStep = (seconds: number): number | undefined => stepsSeconds.find((longer) => longer > seconds);

const startOf = (atUs: number, stepSeconds: number): number =>
  atUs - (atUs % (stepSeconds * microsecondsPerSecond));

function coarser(steps: readonly TimeStep[], stepSeconds: number): TimeStep[] {
  const coarse: TimeStep[] = [];
  for (const step of steps) {
    const startUs = startOf(step.startUs, stepSeconds);
    const last = coarse.at(-1);
    if (last?.startUs === startUs) coarse[coarse.length - 1] = joined(last, step, startUs);
    else coarse.push({ ...step, startUs });
  }
  return coarse;
}

const joined = (earlier: TimeStep, later: TimeStep, startUs: number): TimeStep => ({
  startUs,
  totals: later.totals,
  deltaLeast: minBase(earlier.deltaLeast, later.deltaLeast),
  deltaMost: maxBase(earlier.deltaMost, later.deltaMost),
  deltaTime: earlier.deltaTime + later.deltaTime,
  coveredUs: earlier.coveredUs + later.coveredUs,
});
