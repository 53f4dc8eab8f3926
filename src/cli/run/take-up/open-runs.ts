// Runs of a pair that are not over, found in the folder of runs by the marks that are kept apart from their journals.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isRecordFailure, systemErrorCode } from '../../../journal/failure.ts';
import { readMark } from '../../../journal/high-water-mark.ts';
import { readJournal } from '../../../journal/read-journal.ts';
import { filesIn, type RunDirectory } from '../../../journal/run-directory.ts';
import { readRunConfig } from './run-config.ts';

/** The latest last. */
export const openRunsOf = (pair: string, runsDir: string): readonly RunDirectory[] =>
  openRunsIn(runsDir).filter((directory) => pairOf(directory) === pair);

/** Of any pair. Whether a run is over only its mark says; runs of simulated accounts have none, and end with a summary. */
export function openRunsIn(runsDir: string): readonly RunDirectory[] {
  return foldersIn(runsDir)
    .map((name) => filesIn(join(runsDir, name)))
    .filter((directory) => {
      const found = readMark(directory.mark);
      if (found === undefined) return existsSync(directory.journal) && !existsSync(directory.summary);
      return found.mark?.isOver !== true;
    });
}

function foldersIn(path: string): string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    const reason = systemErrorCode(error);
    if (reason === 'ENOENT' || reason === 'ENOTDIR') return [];
    throw error;
  }
}

/** Where the mark does not say whose it is, the journal does. */
function pairOf({ mark, journal }: RunDirectory): string | undefined {
  const owner = readMark(mark)?.owner;
  if (owner !== undefined) return owner;
  const reader = readJournal(journal);
  if (isRecordFailure(reader)) return undefined;
  const pair = readRunConfig(reader.run.configJson)?.pair;
  reader.close();
  return pair;
}
