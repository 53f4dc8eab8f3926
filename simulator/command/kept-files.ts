// Scenarios that failed, in files: the first violations of a simulation are shrunk and written down, and one that was written down is read.
import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, refused, type Checked } from '../../src/core/checked.ts';
import { checkPair } from '../../src/core/check-pair.ts';
import { twinInvariants } from '../checks/twins.ts';
import type { InvariantName } from '../observed.ts';
import { generateScenario } from '../scenario/generate.ts';
import { pairConfigOf } from '../scenario/pair-config.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { startOf } from '../scenario/start.ts';
import { keptScenarioSchema, type KeptScenario } from '../shrink/kept-scenario.ts';
import { shrink } from '../shrink/shrink.ts';
import { attempt, parseJson } from '../../src/cli/crew/attempt.ts';
import type { Crew } from './crew.ts';
import { inOrder } from '../../src/cli/crew/in-order.ts';
import type { ScenarioJob } from './job.ts';
import type { ViolatedSeed } from './tally.ts';

/** About half a minute on one core. */
const runsMax = 600;

/** Whoever runs scenarios side by side. */
export type Runners = Pick<Crew, 'threads' | 'run' | 'forgetWaiting'>;

export interface KeptFile {
  readonly seed: number;
  readonly file: string;
  /** Faults, crashes and acts of the operator: those of the seed, and those that are left. */
  readonly partsBefore: number;
  readonly parts: number;
  readonly runs: number;
}

export function prepareFolder(folder: string): Checked<string> {
  const prepared = attempt(() => {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  });
  if (prepared.ok) return accepted(folder);
  return refused(
    'unwritable-folder',
    `${folder} cannot be written to (${prepared.message})`,
    'name another folder with --shrink',
  );
}

/** Shrinks what a seed violated, and writes it to the folder. */
export async function keepShrunk(
  violated: ViolatedSeed,
  {
    crew,
    folder,
    hasFaults,
  }: { readonly crew: Runners; readonly folder: string; readonly hasFaults: boolean },
): Promise<Checked<KeptFile>> {
  const { seed, invariant, text } = violated;
  const whole = generateScenario(seed, { hasFaults });
  const search = new SameViolation(crew, invariant, text);
  const shrinking = shrink(whole, runsMax);
  let next = shrinking.next();
  while (next.done !== true) next = shrinking.next(await search.firstViolated(next.value));
  const { scenario, runs } = next.value;
  const { found } = search;
  const kept: KeptScenario = { what: found, invariant, found, scenario };
  const file = join(folder, `${invariant.toLowerCase()}-seed-${seed}.json`);
  const written = attempt(() => writeFileSync(file, `${JSON.stringify(kept, undefined, 2)}\n`));
  if (!written.ok)
    return refused(
      'unwritable-folder',
      `${file} cannot be written (${written.message})`,
      'make room on its disk',
    );
  return accepted({ seed, file, partsBefore: partsOf(whole), parts: partsOf(scenario), runs });
}

/** Looks for the first of several scenarios that violates one invariant. */
class SameViolation {
  readonly #crew: Runners;
  readonly #invariant: InvariantName;
  /** What the checker said of the last one that was found. */
  found: string;

  constructor(crew: Runners, invariant: InvariantName, found: string) {
    this.#crew = crew;
    this.#invariant = invariant;
    this.found = found;
  }

  async firstViolated(candidates: readonly Scenario[]): Promise<number | undefined> {
    const hasTwins = twinInvariants.has(this.#invariant);
    let index = -1;
    let first: number | undefined;
    await inOrder({
      items: candidates.map((scenario): ScenarioJob => ({ kind: 'scenario', scenario, hasTwins })),
      ahead: this.#crew.threads,
      run: (job) => this.#crew.run(job),
      take: ({ violation }) => {
        index += 1;
        if (violation?.invariant !== this.#invariant) return true;
        first = index;
        this.found = violation.text;
        return false;
      },
    });
    this.#crew.forgetWaiting();
    return first;
  }
}

export function readKept(file: string): Checked<KeptScenario> {
  const read = attempt(() => readFileSync(file, 'utf8'));
  if (!read.ok)
    return refused('unreadable-scenario', `${file} cannot be read (${read.message})`, 'name a file that can');
  const parsed = keptScenarioSchema.safeParse(parseJson(read.value));
  const remedy = 'name a file that `evenkeel simulate --shrink` has written';
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const why = issue === undefined ? '' : ` (${issue.path.join('.') || 'the whole'}: ${issue.message})`;
    return refused('not-a-scenario', `${file} holds no kept scenario${why}`, remedy);
  }
  const { workload } = parsed.data.scenario;
  const refusal = checkPair(pairConfigOf(workload, startOf(parsed.data.scenario)));
  return refusal === undefined ? accepted(parsed.data) : { ok: false, ...refusal };
}

const partsOf = ({ faults, crashes, operator }: Scenario): number =>
  faults.length + crashes.length + operator.length;
