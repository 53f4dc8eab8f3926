// The folder of one run: its journal, fills.csv, log and summary. Only its owner may read it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { recordFailure, systemErrorCode, type RecordFailure } from './failure.ts';

export interface RunDirectory {
  readonly kind: 'run-directory';
  readonly path: string;
  readonly journal: string;
  readonly fills: string;
  readonly log: string;
  readonly summary: string;
}

const ownerOnly = 0o700;
const sameNameMax = 1_000;

/** Creates `<base>/<label>`, or `<label>-2` and so on where that is taken; runs that start together never share a folder. */
export function createRunDirectory(base: string, label: string): RunDirectory | RecordFailure {
  try {
    mkdirSync(base, { recursive: true, mode: ownerOnly });
    for (let attempt = 1; attempt <= sameNameMax; attempt += 1) {
      const path = join(base, attempt === 1 ? label : `${label}-${attempt}`);
      if (makeNew(path)) return filesIn(path);
    }
  } catch (error) {
    return recordFailure('run-directory-unwritable', `${base} cannot be written: ${systemErrorCode(error)}`);
  }
  return recordFailure('run-directory-unwritable', `${base} holds ${sameNameMax} runs named ${label}`);
}

/** False when it is there already. */
function makeNew(path: string): boolean {
  try {
    mkdirSync(path, { mode: ownerOnly });
    return true;
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function filesIn(path: string): RunDirectory {
  return {
    kind: 'run-directory',
    path,
    journal: join(path, 'journal.sqlite'),
    fills: join(path, 'fills.csv'),
    log: join(path, 'log.txt'),
    summary: join(path, 'summary.json'),
  };
}
