// What a simulation has come to so far, kept in a file from its first moment to its end: whatever stops it, the same command goes on from
// there. Results of another program or of other parameters are refused.
import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { accepted, refused, type Checked } from '../../src/core/checked.ts';
import { huntSchema } from './hunt.ts';
import { attempt, parseJson } from './attempt.ts';
import { flagsOf, type Parameters, type SimulationPlan } from './plan.ts';
import type { Program } from './program.ts';
import { emptyTally, tallySchema } from './tally.ts';

const progressSchema = z.strictObject({
  program: z.strictObject({ version: z.string(), commit: z.string().nullable(), build: z.string() }),
  parameters: z.strictObject({
    from: z.int(),
    seeds: z.int(),
    hasFaults: z.boolean(),
    plant: z.string().nullable(),
    scenario: z.string().nullable(),
  }),
  /** Of all sittings, in ms of real time. */
  elapsedMs: z.number().min(0),
  tally: tallySchema,
  hunts: z.array(huntSchema),
});
/** Everything that the report of a simulation is made from. */
export type Progress = z.infer<typeof progressSchema>;

export interface StateFile {
  readonly path: string;
  readonly progress: Progress;
  /** What the system says when it cannot be written. */
  save(): string | undefined;
  remove(): void;
}

export function openState(
  { stateFile: path, isAnew, parameters }: Pick<SimulationPlan, 'stateFile' | 'isAnew' | 'parameters'>,
  program: Program,
): Checked<StateFile> {
  const before = isAnew ? accepted(undefined) : readProgress(path);
  if (!before.ok) return before;
  const misfit = before.value === undefined ? undefined : misfitOf(path, before.value, parameters, program);
  if (misfit !== undefined) return misfit;
  const begun: Progress = { program, parameters, elapsedMs: 0, tally: emptyTally(), hunts: [] };
  const progress = before.value ?? begun;
  const madeFolder = attempt(() => mkdirSync(dirname(path), { recursive: true }));
  const save = (): string | undefined => {
    const written = attempt(() => {
      writeFileSync(`${path}.new`, `${JSON.stringify(progress)}\n`);
      renameSync(`${path}.new`, path);
    });
    return written.ok ? undefined : written.message;
  };
  const unwritable = madeFolder.ok ? save() : madeFolder.message;
  if (unwritable !== undefined)
    return refused(
      'unwritable-state',
      `${path} cannot be written (${unwritable})`,
      'name a file that can: --state FILE',
    );
  const remove = (): void => {
    rmSync(path, { force: true });
    // A folder that was made for this file alone goes with it, unless something else is in it by now.
    if (madeFolder.ok && madeFolder.value !== undefined) attempt(() => rmdirSync(dirname(path)));
  };
  return accepted({ path, progress, save, remove });
}

function readProgress(path: string): Checked<Progress | undefined> {
  const remedy = 'name another file with --state, or begin again with --anew';
  const read = attempt(() => readFileSync(path, 'utf8'));
  if (!read.ok) {
    if (read.code === 'ENOENT') return accepted(undefined);
    return refused('unreadable-state', `${path} cannot be read (${read.message})`, remedy);
  }
  const parsed = progressSchema.safeParse(parseJson(read.value));
  if (parsed.success) return accepted(parsed.data);
  return refused('unreadable-state', `${path} holds no state of this simulator`, remedy);
}

function misfitOf(
  path: string,
  { program: then, parameters: asked }: Progress,
  parameters: Parameters,
  program: Program,
): Checked<never> | undefined {
  if (flagsOf(asked) !== flagsOf(parameters))
    return refused(
      'other-parameters',
      `${path} is the state of ${flagsOf(asked)}`,
      'name another file with --state, or begin again with --anew',
    );
  if (then.version === program.version && then.commit === program.commit && then.build === program.build)
    return undefined;
  return refused(
    'other-program',
    `${path} was begun by ${nameOf(then)}, and this is ${nameOf(program)}`,
    'go back to that one, or begin again with --anew',
  );
}

const nameOf = ({ version, commit, build }: Program): string =>
  `${version}${commit === null ? '' : ` of commit ${commit.slice(0, 10)}`} (build ${build.slice(0, 10)})`;
