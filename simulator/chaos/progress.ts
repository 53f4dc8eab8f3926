// What a campaign has come to so far, kept in a file after every round: Ctrl-C stops it, and the same command goes on from there. Results
// of another program or of other parameters are refused.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { accepted, refused, type Checked } from '../../src/core/checked.ts';
import { attempt, parseJson } from '../../src/cli/crew/attempt.ts';
import type { Program } from '../../src/cli/crew/program.ts';
import type { ChaosPlan } from './plan.ts';
import { roundResultShape, type RoundResult } from './round-result.ts';

const progressShape = z.strictObject({
  program: z.strictObject({ version: z.string(), commit: z.string().nullable(), build: z.string() }),
  parameters: z.strictObject({ seed: z.int(), timeScale: z.number() }),
  /** Of all sittings, in ms of real time. */
  elapsedMs: z.number(),
  rounds: z.array(roundResultShape),
});

export type ChaosProgress = z.infer<typeof progressShape>;

export interface ChaosState {
  readonly progress: ChaosProgress;
  add(result: RoundResult): void;
  save(elapsedMs: number): void;
  remove(): void;
}

export function openProgress(
  { stateFile: path, isAnew, parameters }: Pick<ChaosPlan, 'stateFile' | 'isAnew' | 'parameters'>,
  program: Program,
): Checked<ChaosState> {
  const before = isAnew ? accepted(undefined) : readProgress(path);
  if (!before.ok) return before;
  if (before.value !== undefined && before.value.program.build !== program.build)
    return refused(
      'other-program',
      `${path} was begun by another build of this program`,
      'begin again with --anew',
    );
  const progress: ChaosProgress = before.value ?? { program, parameters, elapsedMs: 0, rounds: [] };
  const earlierMs = progress.elapsedMs;
  const write = (): void => {
    writeFileSync(`${path}.new`, `${JSON.stringify(progress)}\n`);
    renameSync(`${path}.new`, path);
  };
  const begun = attempt(() => {
    mkdirSync(dirname(path), { recursive: true });
    write();
  });
  if (!begun.ok)
    return refused(
      'unwritable-state',
      `${path} cannot be written (${begun.message})`,
      'name another --folder',
    );
  return accepted({
    progress,
    add: (result) => {
      progress.rounds.push(result);
    },
    save: (elapsedMs) => {
      progress.elapsedMs = earlierMs + elapsedMs;
      write();
    },
    remove: () => rmSync(path, { force: true }),
  });
}

function readProgress(path: string): Checked<ChaosProgress | undefined> {
  const read = attempt(() => readFileSync(path, 'utf8'));
  if (!read.ok && read.code === 'ENOENT') return accepted(undefined);
  const parsed = progressShape.safeParse(read.ok ? parseJson(read.value) : undefined);
  if (parsed.success) return accepted(parsed.data);
  return refused('unreadable-state', `${path} holds no state of a campaign`, 'begin again with --anew');
}
