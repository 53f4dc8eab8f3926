// A journal as a run on venue accounts keeps it, in a new folder.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../src/cli/version.ts';
import { isRecordFailure } from '../../src/journal/failure.ts';
import { filesIn, type RunDirectory } from '../../src/journal/run-directory.ts';
import { beginRunJournal } from '../../src/journal/run-journal.ts';
import type { SqliteJournal } from '../../src/journal/sqlite-journal.ts';
import { epochSeconds, timeOf } from './turns.ts';

export function begin(
  folder: string,
  run: { readonly config: unknown; readonly epochSeconds: number } = { config: {}, epochSeconds },
): { readonly directory: RunDirectory; readonly journal: SqliteJournal } {
  const directory = filesIn(mkdtempSync(join(folder, 'ours-')));
  const createdAtUs = timeOf(0);
  const journal = beginRunJournal(
    directory,
    {
      engineVersion: version,
      epochSeconds: run.epochSeconds,
      createdAtUs,
      configJson: JSON.stringify(run.config),
    },
    {
      owner: 'bench',
      life: { kind: 'life', engineVersion: version, isWoken: false },
      atUs: createdAtUs,
      onFailure: ({ text }) => {
        throw new Error(text);
      },
    },
  );
  if (isRecordFailure(journal)) throw new Error(journal.text);
  return { directory, journal };
}
