// One directory per run, so that journal, fills, funding, log and summary of a run stay together. Only its owner may read it.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { recordFailure, systemErrorCode, type RecordFailure } from './failure.ts';
import type { LogFormat } from './log-format.ts';

const ownerOnly = 0o700;
const labelLengthMax = 80;
/** Runs of one label: those that began in the same second. */
const namesakesMax = 99;

export interface RunDirectory {
  readonly kind: 'run-directory';
  readonly path: string;
  readonly journal: string;
  /** How far the journal went, kept apart from it; only runs that are taken up again have it. */
  readonly mark: string;
  /** Which order was about to leave ahead of its record; the same runs have it. */
  readonly sent: string;
  readonly fills: string;
  readonly funding: string;
  readonly hedges: string;
  /** One of the two, as the run's settings say; both where they were changed between two of its processes. */
  readonly log: Readonly<Record<LogFormat, string>>;
  readonly summary: string;
}

/**
 * Makes `<base>/<label>`, or `<label>-2` and so on where that is taken: two runs never share a directory. `base` is made
 * where it is missing. In the label, whatever is not a letter, a digit, "_" or "." inside it becomes "-", because labels
 * hold the symbols of venues, and a symbol is not to lead out of `base`.
 */
export function createRunDirectory(base: string, label: string): RunDirectory | RecordFailure {
  const trouble = makeWithParents(base);
  if (trouble !== undefined) return unwritable(base, trouble);
  const name = fileName(label);
  for (let namesake = 1; namesake <= namesakesMax; namesake += 1) {
    const path = join(base, namesake === 1 ? name : `${name}-${namesake}`);
    const reason = makeDirectory(path);
    if (reason === undefined) return filesIn(path);
    if (reason !== 'EEXIST') return unwritable(path, reason);
  }
  return recordFailure(
    'run-directory-exists',
    `${join(base, name)} exists, and ${namesakesMax - 1} more of that name.`,
  );
}

/** The files of a run, whether they are there or not. */
export function filesIn(path: string): RunDirectory {
  return {
    kind: 'run-directory',
    path,
    journal: join(path, 'journal.sqlite'),
    mark: join(path, 'mark'),
    sent: join(path, 'sent'),
    fills: join(path, 'fills.csv'),
    funding: join(path, 'funding.csv'),
    hedges: join(path, 'hedges.csv'),
    log: { text: join(path, 'log.txt'), json: join(path, 'log.jsonl') },
    summary: join(path, 'summary.json'),
  };
}

/** `undefined`, or the system's code where the directory cannot be made. */
function makeDirectory(path: string): string | undefined {
  try {
    mkdirSync(path, { mode: ownerOnly });
    return undefined;
  } catch (error) {
    return systemErrorCode(error);
  }
}

/** As `mkdir -p`: the system's code where it cannot be made. Not Node's own `recursive`: in some file systems (/proc) that never returns. */
export function makeWithParents(path: string): string | undefined {
  const reason = makeDirectory(path);
  if (reason === 'EEXIST') return undefined;
  const parent = dirname(path);
  if (reason !== 'ENOENT' || parent === path) return reason;
  return makeWithParents(parent) ?? makeDirectory(path);
}

function fileName(label: string): string {
  const name = label.replaceAll(/[^A-Za-z0-9._]+/g, '-').replace(/^\.+/, '');
  return name.slice(0, labelLengthMax) || 'run';
}

function unwritable(path: string, reason: string): RecordFailure {
  return recordFailure('run-directory-unwritable', `The directory ${path} cannot be made: ${reason}.`);
}
