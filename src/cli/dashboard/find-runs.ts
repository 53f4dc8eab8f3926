// The runs that a dashboard shows: all that are not over, and of those that are, the latest.
import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { FoundRun } from '../../dashboard/fleet/fleet.ts';
import { systemErrorCode } from '../../journal/failure.ts';
import { openRunsIn } from '../run/take-up/open-runs.ts';

const endedShownMax = 5;

export function findRuns(runsDir: string): readonly FoundRun[] {
  const folder = resolve(runsDir);
  const open = openRunsIn(folder).map(({ path }) => ({ name: basename(path), folder: path, isOpen: true }));
  const openNames = new Set(open.map(({ name }) => name));
  const ended: FoundRun[] = [];
  for (const name of foldersIn(folder).toReversed()) {
    if (ended.length >= endedShownMax) break;
    const path = join(folder, name);
    if (openNames.has(name) || !existsSync(join(path, 'journal.sqlite'))) continue;
    ended.push({ name, folder: path, isOpen: false });
  }
  return [...open, ...ended];
}

/** By their names, which begin with their time. */
function foldersIn(path: string): string[] {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    systemErrorCode(error);
    return [];
  }
}
