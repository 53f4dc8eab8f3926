// Which canaries have passed: a small file in the folder of runs. A pass is worth something for one version as it was built, two
// accounts and their instruments, and for nothing else.
import { join } from 'node:path';
import { z } from 'zod';
import { accepted, refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import { replaceFile } from '../../journal/replace-file.ts';
import { makeWithParents } from '../../journal/run-directory.ts';
import { readTextFile } from '../settings/text-file.ts';

/** The place of every local server. */
export const localPlace = 'local';

const legShape = z.strictObject({
  venue: z.string(),
  /** The venue's environment, or `localPlace`. */
  place: z.string(),
  /** Tells accounts apart, and gives none away. */
  account: z.string(),
  instrument: z.string(),
});

const passShape = z.strictObject({
  version: z.string(),
  /** Of the code that flew it; passes from before this was kept are of no build. */
  build: z.string().default(''),
  primary: legShape,
  hedge: legShape,
  /** In UTC, as in "2026-01-05T10:00:00Z". */
  passedAt: z.string(),
});

const fileShape = z.strictObject({ canaries: z.array(passShape) });

export type CanaryLeg = z.infer<typeof legShape>;
export type CanaryPass = z.infer<typeof passShape>;
/** What a pass is for. */
export type CanaryKey = Omit<CanaryPass, 'passedAt'>;

/** All that have passed, the latest last; `runsDir` is the folder in which runs leave their records. */
export function readCanaries(runsDir: string): Checked<readonly CanaryPass[]> {
  const path = fileIn(runsDir);
  const file = readTextFile(path, { isRequired: false });
  if (!file.ok) return file;
  if (file.value === undefined) return accepted([]);
  const read = fileShape.safeParse(parseJson(file.value.text));
  return read.success
    ? accepted(read.data.canaries)
    : refused('canaries-unreadable', `${path} is damaged`, 'remove it, and let the canaries run again');
}

/** Those that have passed on the venue itself, and on no local server. */
export const canariesOn = (venue: string, passes: readonly CanaryPass[]): readonly CanaryPass[] =>
  passes.filter(({ primary, hedge }) =>
    [primary, hedge].some((leg) => leg.venue === venue && leg.place !== localPlace),
  );

/** The folder in which passes are kept, and what live runs know of their accounts: before anything is written there. */
export function makeStateFolder(runsDir: string): Checked<undefined> {
  const reason = makeWithParents(folderIn(runsDir));
  return reason === undefined ? accepted(undefined) : unwritable(folderIn(runsDir), reason);
}

/** Keeps a pass, in the place of an earlier one for the same. */
export function keepCanary(runsDir: string, pass: CanaryPass): Checked<undefined> {
  const kept = readCanaries(runsDir);
  if (!kept.ok) return kept;
  const made = makeStateFolder(runsDir);
  if (!made.ok) return made;
  const canaries = [...kept.value.filter((other) => !isForTheSame(other, pass)), pass];
  const reason = replaceFile(fileIn(runsDir), `${JSON.stringify({ canaries }, undefined, 2)}\n`);
  return reason === undefined ? accepted(undefined) : unwritable(fileIn(runsDir), reason);
}

const unwritable = (path: string, reason: string): CheckFailure =>
  refused(
    'canaries-unwritable',
    `${path} cannot be written (${reason})`,
    'give --runs-dir a folder that can be written, and let the canary run again',
  );

export const isForTheSame = (left: CanaryKey, right: CanaryKey): boolean =>
  left.version === right.version &&
  left.build === right.build &&
  isSameLeg(left.primary, right.primary) &&
  isSameLeg(left.hedge, right.hedge);

const isSameLeg = (left: CanaryLeg, right: CanaryLeg): boolean =>
  left.venue === right.venue &&
  left.place === right.place &&
  left.account === right.account &&
  left.instrument === right.instrument;

const folderIn = (runsDir: string): string => join(runsDir, 'state');
const fileIn = (runsDir: string): string => join(folderIn(runsDir), 'canaries.json');

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
