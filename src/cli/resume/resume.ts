// What `evenkeel resume` does: the operator's word that a halt was seen to, kept in the journal of its run, so that it outlives whoever
// said it. No venue is asked, and nothing is traded.
import { accepted, refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import { raiseFence } from '../../journal/fence.ts';
import { isRecordFailure } from '../../journal/failure.ts';
import type { RunDirectory } from '../../journal/run-directory.ts';
import { continueRunJournal } from '../../journal/run-journal.ts';
import { fencedBy, fenceFolder } from '../run/wire/fence-pair.ts';
import { tellRecordFailure } from '../run/records.ts';
import { runNamed } from '../run/take-up/continue.ts';
import { openRunsIn } from '../run/take-up/open-runs.ts';
import { reviveRun, type RevivedRun } from '../run/take-up/revive.ts';
import { refuse } from '../refuse.ts';

/** As commander hands them over. */
export interface ResumeOptions {
  readonly runsDir: string;
}

export function resume(run: string | undefined, { runsDir }: ResumeOptions): void {
  const named = run === undefined ? onlyHaltedIn(runsDir) : runNamed(run, runsDir);
  const lifted = named.ok ? liftHalt(named.value, process.env) : named;
  if (lifted.ok) process.stdout.write(`${lifted.value}\n`);
  else {
    refuse(lifted);
  }
}

/** Returns what was done, in a sentence. */
export function liftHalt(directory: RunDirectory, environment: NodeJS.ProcessEnv): Checked<string> {
  const before = reviveRun(directory);
  if (!before.ok) return before;
  const fence = raiseFence(
    fenceFolder(environment),
    fencedBy(before.value.config.pair),
    `process ${process.pid}`,
  );
  if (fence.kind !== 'fence') {
    return refused(
      'pair-in-use',
      `${directory.path} is being worked on${fence.kind === 'fence-taken' ? ` by ${fence.holder}` : ''}`,
      'wait until that has ended, or stop it',
    );
  }
  // Once more, now that nobody else writes it.
  const revived = reviveRun(directory);
  const lifted = revived.ok ? lift(revived.value) : revived;
  fence.release();
  return lifted;
}

function lift(revived: RevivedRun): Checked<string> {
  const { directory, haltLeft, life, lastAtUs, config } = revived;
  if (haltLeft === undefined) return notHalted(directory);
  const atUs = Math.max(Date.now() * 1_000, lastAtUs);
  const journal = continueRunJournal(directory, revived, {
    owner: config.pair,
    life,
    atUs,
    onFailure: tellRecordFailure,
  });
  if (isRecordFailure(journal)) return refused(journal.code, journal.text, journal.remedy);
  const trouble = journal.enter({ kind: 'resume', reason: haltLeft.code }, atUs);
  journal.close();
  if (trouble !== undefined)
    return refused('journal-unwritable', trouble, 'make room on its disk, and try again');
  return accepted(
    `${directory.path}: the halt (${haltLeft.code}: ${haltLeft.text}) is lifted. The next start of this pair goes on with it.`,
  );
}

function onlyHaltedIn(runsDir: string): Checked<RunDirectory> {
  const halted = openRunsIn(runsDir).filter((directory) => {
    const revived = reviveRun(directory);
    return revived.ok && revived.value.haltLeft !== undefined;
  });
  const [only, another] = halted;
  if (only === undefined) {
    return refused(
      'nothing-halted',
      `no run in ${runsDir} is halted`,
      'name the folder of a run, or its folder of runs with --runs-dir',
    );
  }
  if (another === undefined) return accepted(only);
  const names = halted.map(({ path }) => path).join(', ');
  return refused('several-halted', `several runs are halted: ${names}`, 'name the one that you have seen to');
}

const notHalted = ({ path }: RunDirectory): CheckFailure =>
  refused('not-halted', `${path} is not halted`, 'start it again as it was, if it is not over');
