// One run to be made, as data that can be handed to a worker, and the run itself.
import { assertPresent } from '../../src/core/assert.ts';
import type { SeedResult } from '../observed.ts';
import { tryPlanted, type PlantedTry } from '../planted/find.ts';
import { plantedBugs } from '../planted/table.ts';
import { checkScenario } from '../run-seed.ts';
import { generateScenario } from '../scenario/generate.ts';
import type { Scenario } from '../scenario/scenario.ts';

export type Job = SeedJob | ScenarioJob | PlantedJob;

export interface SeedJob {
  readonly kind: 'seed';
  readonly seed: number;
  readonly hasFaults: boolean;
}

/** As a seed, from data; with the comparison of twins when `hasTwins`. */
export interface ScenarioJob {
  readonly kind: 'scenario';
  readonly scenario: Scenario;
  readonly hasTwins: boolean;
}

export interface PlantedJob {
  readonly kind: 'planted';
  readonly seed: number;
  readonly hasFaults: boolean;
  /** The name of the planted bug. */
  readonly bug: string;
}

export type ResultOf<Asked extends Job> = Asked extends PlantedJob ? PlantedTry : SeedResult;
export type JobResult = SeedResult | PlantedTry;

/** The comparison of twins takes three more runs: one seed in so many has it. */
const twinsEvery = 20;

/** Throws whatever the run throws; only a broken assertion of the engine is a result. */
export function runJob(job: Job): JobResult {
  switch (job.kind) {
    case 'seed':
      return checkScenario(generateScenario(job.seed, job), { hasTwins: job.seed % twinsEvery === 0 });
    case 'scenario':
      return checkScenario(job.scenario, job);
    case 'planted': {
      const bug = plantedBugs.find(({ name }) => name === job.bug);
      return tryPlanted(assertPresent(bug, `the planted bug ${job.bug}`), generateScenario(job.seed, job));
    }
  }
}

/** What becomes of a run that came to no result: a violation, with all that is known of it. */
export function crashOf(job: Job, text: string, window: readonly string[]): JobResult {
  if (job.kind === 'planted') return { outcome: 'not-counted', invariant: 'assertion' };
  return {
    seed: job.kind === 'seed' ? job.seed : job.scenario.seed,
    verdict: 'VIOLATION',
    cause: 'assertion',
    violation: { invariant: 'assertion', text, atUs: 0, window },
    eventLogHash: '',
    events: 0,
    primaryFills: 0,
    cyclesCompleted: 0,
    faults: {},
    worstExposure: '0',
    longestExposureMs: 0,
    virtualSeconds: 0,
  };
}
