// The log of a journal is folded into its file beside the commits: what a process would leave at any moment is a whole record, and the log does
// not grow for ever.
import { existsSync, statSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { foldInBackground, type BackgroundFolding, type FoldingLimits } from './background-folding.ts';
import type { RunDirectory } from './run-directory.ts';
import { isTrouble } from './sqlite.ts';
import type { SqliteJournal } from './sqlite-journal.ts';
import { fillTurn } from './testing/journals.ts';
import { logOf, Remains } from './testing/remains.ts';
import { beginRun, find } from './testing/run-journals.ts';

function begin(limits: FoldingLimits): {
  readonly directory: RunDirectory;
  readonly journal: SqliteJournal;
  readonly folding: BackgroundFolding;
} {
  const begun = beginRun();
  const folding = foldInBackground(begun.directory.journal, limits);
  if (isTrouble(folding)) throw new Error(folding.text);
  begun.journal.foldWith(folding);
  return { ...begun, folding };
}

const append = (journal: SqliteJournal, turns: number): void => {
  for (let turn = 0; turn < turns; turn += 1) journal.append(fillTurn.events, fillTurn.commands);
};

describe('a journal whose log is folded in the background', () => {
  it('is whole at any moment meanwhile, for whoever would take it up', async () => {
    const { directory, journal } = begin({ commitsPerFolding: 50, logBytesMax: Infinity });
    const sizes = new Set<number>();
    for (let turns = 25; sizes.size < 4; turns += 25) {
      append(journal, 25);
      expect(new Remains(directory).turns).toBe(turns);
      sizes.add(statSync(directory.journal).size);
      await setImmediate();
    }
    journal.close();
  });

  it('begins its log anew when all of it is in the file', async () => {
    const { directory, journal, folding } = begin({ commitsPerFolding: 50, logBytesMax: Infinity });
    append(journal, 50);
    const bytes = statSync(logOf(directory.journal)).size;
    while (folding.isUnderWay) await setImmediate();
    append(journal, 25);
    expect(statSync(logOf(directory.journal)).size).toBe(bytes);
    expect(new Remains(directory).turns).toBe(75);
    journal.close();
  });

  it('is folded by whoever commits once its log is too long', () => {
    const { directory, journal } = begin({ commitsPerFolding: 50, logBytesMax: 0 });
    const before = statSync(directory.journal).size;
    append(journal, 49);
    expect(statSync(directory.journal).size).toBe(before);
    append(journal, 1);
    expect(statSync(directory.journal).size).toBeGreaterThan(before);
    journal.close();
  });

  it('is one file when it was closed, even while its log was being folded', () => {
    const { directory, journal } = begin({ commitsPerFolding: 500, logBytesMax: Infinity });
    append(journal, 500);
    journal.close();
    expect(existsSync(logOf(directory.journal))).toBe(false);
    expect(find(directory)).toMatchObject({ turns: { length: 500 }, lostEnd: undefined });
  });
});
