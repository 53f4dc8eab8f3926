// The folder of a run by what a person calls it: its path, the path of its journal, or its name among the runs.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { nearest } from '../../core/nearest.ts';
import { systemErrorCode } from '../../journal/failure.ts';

export interface FoundRun {
  readonly folder: string;
  readonly journal: string;
  readonly summary: string;
}

const journalName = 'journal.sqlite';
const shownMost = 3;

/** `runsDir` is where runs leave their folders. */
export function findRun(named: string, runsDir: string): Checked<FoundRun> {
  const places = [...(basename(named) === journalName ? [dirname(named)] : []), named, join(runsDir, named)];
  const folder = places.find((place) => isFile(join(place, journalName)));
  if (folder !== undefined)
    return accepted({ folder, journal: join(folder, journalName), summary: join(folder, 'summary.json') });
  const inside = places.flatMap((place) => runsIn(place).map((name) => join(place, name)));
  if (inside.length > 0)
    return refused('many-runs', `${named} is a folder of runs`, `name one of them: ${shown(inside)}`);
  return refused('unknown-run', `there is no run "${named}"`, remedy(named, runsDir));
}

function remedy(named: string, runsDir: string): string {
  const known = runsIn(runsDir);
  if (known.length === 0)
    return `name the folder of a run, or where runs are with --runs-dir (${runsDir} has none)`;
  const meant = nearest(named, known);
  const suggestion = meant === undefined ? '' : `did you mean ${meant}? `;
  return `${suggestion}the newest in ${runsDir} are ${shown(known)}`;
}

/** Their names begin with their time. */
const shown = (names: readonly string[]): string =>
  [...names].sort().reverse().slice(0, shownMost).join(', ');

/** Names in the folder, of folders that are runs; there are none where nobody may look. */
function runsIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => isFile(join(folder, name, journalName)));
  } catch (error) {
    systemErrorCode(error);
    return [];
  }
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();
