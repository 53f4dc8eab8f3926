// What long work has come to so far, kept in a file from its first moment to its end: whatever stops it, the same command goes on from there.
// Results of another program, or of other work, are refused.
import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { accepted, refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import { attempt, parseJson } from './attempt.ts';
import type { Program } from './program.ts';

export interface KeptState<Progress> {
  readonly path: string;
  /** Changed in place as the work goes on. */
  readonly progress: Progress;
  /** What the system says when it cannot be written. */
  save(): string | undefined;
  remove(): void;
}

export interface KeptStateOptions<Progress> {
  readonly path: string;
  /** Whatever was done before is forgotten. */
  readonly isAnew: boolean;
  readonly schema: z.ZodType<Progress>;
  /** "this simulator". */
  readonly whose: string;
  readonly begun: () => Progress;
  /** Why what was done before is nothing to go on with. */
  readonly misfitOf: (before: Progress) => CheckFailure | undefined;
}

export function openKeptState<Progress>({
  path,
  isAnew,
  schema,
  whose,
  begun,
  misfitOf,
}: KeptStateOptions<Progress>): Checked<KeptState<Progress>> {
  const before = isAnew ? accepted(undefined) : readProgress(path, schema, whose);
  if (!before.ok) return before;
  const misfit = before.value === undefined ? undefined : misfitOf(before.value);
  if (misfit !== undefined) return misfit;
  const progress = before.value ?? begun();
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

function readProgress<Progress>(
  path: string,
  schema: z.ZodType<Progress>,
  whose: string,
): Checked<Progress | undefined> {
  const read = attempt(() => readFileSync(path, 'utf8'));
  if (!read.ok) {
    if (read.code === 'ENOENT') return accepted(undefined);
    return refused('unreadable-state', `${path} cannot be read (${read.message})`, otherState);
  }
  const parsed = schema.safeParse(parseJson(read.value));
  if (parsed.success) return accepted(parsed.data);
  return refused('unreadable-state', `${path} holds no state of ${whose}`, otherState);
}

export const otherState = 'name another file with --state, or begin again with --anew';

export const programSchema: z.ZodType<Program> = z.strictObject({
  version: z.string(),
  commit: z.string().nullable(),
  build: z.string(),
});

/** `undefined` where it is the same. */
export function refuseOtherProgram(path: string, then: Program, program: Program): CheckFailure | undefined {
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
