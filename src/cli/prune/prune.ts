// What `evenkeel prune` does: it tells which runs may go, and removes them where it is told to.
import { rmSync } from 'node:fs';
import { refused, type CheckFailure } from '../../core/checked.ts';
import { systemErrorCode } from '../../journal/failure.ts';
import { counted } from '../../reports/readable.ts';
import { chooseRuns, readRetention } from './choose-runs.ts';
import { storedRunsIn, type StoredRun } from './stored-run.ts';
import { refuse } from '../refuse.ts';

/** As commander hands them over. */
export interface PruneFlags {
  readonly olderThan?: string;
  readonly downTo?: string;
  readonly yes?: boolean;
  readonly runsDir: string;
  readonly json?: boolean;
}

export function prune({
  olderThan,
  downTo,
  yes: isMeant = false,
  runsDir,
  json: isJson = false,
}: PruneFlags): void {
  const retention = readRetention(olderThan, downTo);
  if (!retention.ok) return refuse(retention);
  const nowMs = Date.now();
  const runs = storedRunsIn(runsDir);
  const chosen = chooseRuns(runs, retention.value, nowMs);
  const failure = isMeant ? remove(chosen) : undefined;
  if (failure !== undefined) return refuse(failure);
  process.stdout.write(
    isJson
      ? `${JSON.stringify(asJson(runs, chosen, isMeant))}\n`
      : asText({ runs, chosen, isMeant, nowMs, runsDir }),
  );
}

/**
 * The journal goes first, and the mark says until then that the run is over: whatever is left by a process that dies meanwhile is never taken
 * for a run that somebody has to take up.
 */
function remove(runs: readonly StoredRun[]): CheckFailure | undefined {
  for (const { directory } of runs) {
    try {
      rmSync(directory.journal);
      rmSync(directory.path, { recursive: true });
    } catch (error) {
      return refused(
        'folder-not-removed',
        `${directory.path} cannot be removed: ${systemErrorCode(error)}`,
        'see to who owns it, and try again',
      );
    }
  }
  return undefined;
}

function asJson(runs: readonly StoredRun[], chosen: readonly StoredRun[], isRemoved: boolean): object {
  const going = new Set(chosen);
  return {
    isRemoved,
    removed: chosen.map(({ name, bytes }) => ({ run: name, bytes })),
    kept: runs
      .filter((run) => !going.has(run))
      .map(({ name, bytes, keptBecause = null }) => ({ run: name, bytes, mustStay: keptBecause })),
  };
}

interface Told {
  readonly runs: readonly StoredRun[];
  readonly chosen: readonly StoredRun[];
  readonly isMeant: boolean;
  readonly nowMs: number;
  readonly runsDir: string;
}

function asText({ runs, chosen, isMeant, nowMs, runsDir }: Told): string {
  const going = new Set(chosen);
  const verb = isMeant ? 'removed' : 'goes';
  const lines = runs.map((run) => {
    const what = going.has(run) ? verb : 'stays';
    const why = run.keptBecause === undefined ? '' : `, because ${run.keptBecause}`;
    return `${what.padEnd(8)} ${sizeOf([run]).padStart(8)} ${ageOf(run, nowMs).padStart(9)}  ${run.name}${going.has(run) ? '' : why}`;
  });
  const total = `${counted(runs.length, 'run')} in ${runsDir}, ${sizeOf(runs)}`;
  const share = `${counted(chosen.length, 'run')}, ${sizeOf(chosen)}`;
  const end =
    chosen.length === 0
      ? 'Nothing of it goes.'
      : isMeant
        ? `Removed: ${share}.`
        : `Nothing is removed yet: --yes removes ${share}.`;
  return [...lines, `${total}. ${end}`, ''].join('\n');
}

const sizeOf = (runs: readonly StoredRun[]): string =>
  `${(runs.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000_000).toFixed(1)} MB`;

const dayMs = 86_400_000;
const ageOf = ({ touchedAtMs }: StoredRun, nowMs: number): string =>
  counted(Math.max(0, Math.floor((nowMs - touchedAtMs) / dayMs)), 'day');
