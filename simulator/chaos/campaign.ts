// Rounds on several pairs of venues side by side, until as many processes were killed as was asked for.
import { join } from 'node:path';
import { Lane } from './lane.ts';
import type { ChaosPlan } from './plan.ts';
import type { ChaosState } from './progress.ts';
import { planRound, type RoundPlan } from './round-plan.ts';
import type { RoundResult } from './round-result.ts';
import type { VenuePair } from './venue-servers.ts';

export interface CampaignOptions {
  readonly plan: ChaosPlan;
  readonly state: ChaosState;
  /** Where the lanes work. */
  readonly workFolder: string;
  readonly signal: AbortSignal;
  readonly onRound: (result: RoundResult) => void;
}

/** Every venue as either leg; each lane has its share of them. */
const pairs: readonly VenuePair[] = [
  { primary: 'backpack', hedge: 'grvt' },
  { primary: 'grvt', hedge: 'paradex' },
  { primary: 'paradex', hedge: 'backpack' },
  { primary: 'grvt', hedge: 'backpack' },
  { primary: 'paradex', hedge: 'grvt' },
  { primary: 'backpack', hedge: 'paradex' },
];

const startPatienceMsMin = 45_000;
const standstillMsMax = 60_000;

export class Campaign {
  readonly #options: CampaignOptions;
  /** Rounds under way, with how many deaths each has planned. */
  readonly #playing = new Map<number, number>();
  readonly #startMs = performance.now();
  /** A lane that cannot go on stops the others. */
  readonly #broken = new AbortController();
  readonly #signal: AbortSignal;

  constructor(options: CampaignOptions) {
    this.#options = options;
    this.#signal = AbortSignal.any([options.signal, this.#broken.signal]);
  }

  /** Until all is done, or stopped. */
  async run(): Promise<void> {
    const { plan, signal } = this.#options;
    const lanes = Array.from({ length: plan.lanes }, (_, index) => this.#lane(index));
    const ends = await Promise.allSettled(lanes.map((lane) => this.#playOrStop(lane)));
    await Promise.all(lanes.map((lane) => lane.close()));
    this.#save();
    const broken = ends.find((end) => end.status === 'rejected');
    // What is killed in the middle of a question fails in its own way.
    if (broken !== undefined && !signal.aborted) throw broken.reason;
  }

  async #playOrStop(lane: Lane): Promise<void> {
    try {
      await this.#playOn(lane);
    } catch (error) {
      this.#broken.abort();
      throw error;
    }
  }

  #lane(index: number): Lane {
    const { plan, workFolder } = this.#options;
    const { seed, timeScale } = plan.parameters;
    return new Lane({
      pairs: pairs.filter((_, number) => number % plan.lanes === index % pairs.length),
      seed,
      folder: join(workFolder, `lane-${index + 1}`),
      keepIn: plan.folder,
      startPatienceMs: startPatienceMsMin + standstillMsMax * timeScale,
      signal: this.#signal,
    });
  }

  async #playOn(lane: Lane): Promise<void> {
    const { state, onRound } = this.#options;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const [round, plan] = next;
      const result = await lane.play(round, plan);
      this.#playing.delete(round);
      if (this.#signal.aborted) return;
      state.add(result);
      this.#save();
      onRound(result);
    }
  }

  /** The first round that nobody has played, with no more deaths than are still wanted. */
  #next(): readonly [round: number, plan: RoundPlan] | undefined {
    const { plan, state } = this.#options;
    const { rounds } = state.progress;
    const underWay = [...this.#playing.values()].reduce((sum, deaths) => sum + deaths, 0);
    const livesMax = plan.kills - killsIn(rounds) - underWay;
    if (livesMax <= 0 || this.#signal.aborted) return undefined;
    const taken = new Set([...rounds.map(({ round }) => round), ...this.#playing.keys()]);
    let round = 0;
    while (taken.has(round)) round += 1;
    const roundPlan = planRound({ ...plan.parameters, round, livesMax });
    this.#playing.set(round, roundPlan.lives.length);
    return [round, roundPlan];
  }

  #save(): void {
    this.#options.state.save(performance.now() - this.#startMs);
  }
}

export const killsIn = (rounds: readonly RoundResult[]): number =>
  rounds.reduce((sum, { deaths }) => sum + deaths.length, 0);
