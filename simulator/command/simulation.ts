// A simulation at work: seeds go out to the crew, results are added up in the order of their seeds, and the state is kept as it goes.
import { performance } from 'node:perf_hooks';
import type { PlantedBug } from '../planted/table.ts';
import type { Crew } from './crew.ts';
import { beginHunt, follow, seedsNeeded, type Hunt } from './hunt.ts';
import { inOrder } from '../../src/cli/crew/in-order.ts';
import type { Job, PlantedJob, ResultOf, SeedJob } from './job.ts';
import type { SimulationPlan } from './plan.ts';
import type { Progress, StateFile } from './state-file.ts';
import { addTo } from './tally.ts';

const saveEveryMs = 5_000;
/** So many are begun ahead a thread, so that one slow seed keeps nobody waiting. */
const aheadPerThread = 8;

export interface SimulationOptions {
  readonly plan: SimulationPlan;
  readonly crew: Crew;
  readonly state: StateFile;
  /** Aborted when it is to stop; what was done so far is kept. */
  readonly signal: AbortSignal;
  /** The state cannot be kept any more; the simulation goes on. */
  readonly onUnsaved: (message: string) => void;
}

export class Simulation {
  readonly progress: Progress;
  readonly #plan: SimulationPlan;
  readonly #crew: Crew;
  readonly #state: StateFile;
  readonly #signal: AbortSignal;
  readonly #onUnsaved: (message: string) => void;
  #countedMs = performance.now();
  #savedMs = this.#countedMs;

  constructor({ plan, crew, state, signal, onUnsaved }: SimulationOptions) {
    this.progress = state.progress;
    this.#plan = plan;
    this.#crew = crew;
    this.#state = state;
    this.#signal = signal;
    signal.addEventListener('abort', () => crew.giveUp());
    this.#onUnsaved = onUnsaved;
  }

  async run(): Promise<void> {
    const { bugs } = this.#plan;
    if (bugs.length === 0) await this.#runSeeds();
    for (const bug of bugs) await this.#hunt(bug);
    this.#count();
  }

  async #runSeeds(): Promise<void> {
    const { tally } = this.progress;
    const { hasFaults } = this.#plan.parameters;
    const jobs = this.#after(tally.seeds, (seed): SeedJob => ({ kind: 'seed', seed, hasFaults }));
    await this.#inOrder(jobs, (result) => {
      addTo(tally, result);
      return true;
    });
  }

  async #hunt(bug: PlantedBug): Promise<void> {
    if (this.#signal.aborted) return;
    const { hasFaults } = this.#plan.parameters;
    const hunt = this.#huntOf(bug);
    if (seedsNeeded(hunt) !== null) return;
    const jobs = this.#after(hunt.tried, (seed): PlantedJob => ({
      kind: 'planted',
      seed,
      hasFaults,
      bug: bug.name,
    }));
    await this.#inOrder(jobs, (result, { seed }) => follow(hunt, seed, result));
    this.#crew.forgetWaiting();
  }

  #huntOf(bug: PlantedBug): Hunt {
    const { hunts } = this.progress;
    const before = hunts.find((hunt) => hunt.bug === bug.name);
    if (before !== undefined) return before;
    const begun = beginHunt(bug);
    hunts.push(begun);
    return begun;
  }

  /** The jobs of the seeds that are still to be run. */
  *#after<Asked extends Job>(done: number, jobOf: (seed: number) => Asked): Generator<Asked> {
    const { from, seeds } = this.#plan.parameters;
    for (let seed = from + done; seed < from + seeds; seed += 1) yield jobOf(seed);
  }

  async #inOrder<Asked extends Job>(
    items: Iterable<Asked>,
    goesOn: (result: ResultOf<Asked>, job: Asked) => boolean,
  ): Promise<void> {
    await inOrder<Asked, ResultOf<Asked>>({
      items,
      ahead: this.#crew.threads * aheadPerThread,
      run: (job) => this.#crew.run(job),
      take: (result, job) => {
        const mayGoOn = goesOn(result, job);
        this.#saveNowAndThen();
        return mayGoOn;
      },
    });
  }

  #saveNowAndThen(): void {
    this.#count();
    if (this.#countedMs - this.#savedMs < saveEveryMs) return;
    this.#savedMs = this.#countedMs;
    this.save();
  }

  #count(): void {
    const nowMs = performance.now();
    this.progress.elapsedMs += nowMs - this.#countedMs;
    this.#countedMs = nowMs;
  }

  /** What was done so far is kept. */
  save(): void {
    const failure = this.#state.save();
    if (failure !== undefined) this.#onUnsaved(failure);
  }
}
