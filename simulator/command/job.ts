// One run to be made, as data that can be handed to a worker, and the run itself.
import { assertPresent } from '../../src/core/assert.ts';
import type { SeedResult } from '../observed.ts';
import { plantedBugs } from '../planted/table.ts';
import { checkScenario } from '../run-seed.ts';
import { generateScenario } from '../scenario/generate.ts';
import type { Scenario } from '../scenario/scenario.ts';

export interface Job {
  readonly subject: SeedSubject | Scenario;
  /** The name of a planted bug. */
  readonly bug: string | undefined;
  /** Whether the invariants are looked at too that compare a run with its twins. */
  readonly hasTwins: boolean;
}

interface SeedSubject {
  readonly seed: number;
  readonly hasFaults: boolean;
}

/** Twins are three more runs: one seed in so many has them. */
const twinsEvery = 20;
export const seedHasTwins = (seed: number): boolean => seed % twinsEvery === 0;

/** Throws whatever the run throws; only a broken assertion of the engine is a result. */
export function runJob({ subject, bug, hasTwins }: Job): SeedResult {
  const scenario = 'workload' in subject ? subject : generateScenario(subject.seed, subject);
  const planted = bug === undefined ? undefined : plantedBugs.find(({ name }) => name === bug);
  if (bug !== undefined) assertPresent(planted, `the planted bug ${bug}`);
  return checkScenario(scenario, { plant: planted?.plant, hasTwins });
}

/** What becomes of a run that came to no result: a violation of its seed, with all that is known of it. */
export function crashedRun({ subject }: Job, text: string, window: readonly string[]): SeedResult {
  return {
    seed: subject.seed,
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
