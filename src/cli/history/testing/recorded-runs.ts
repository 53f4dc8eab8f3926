// Runs on the disk for tests: opened as a user names them, and copied with something in their journal changed.
import { join } from 'node:path';
import { isRecordFailure } from '../../../journal/failure.ts';
import type { RunRecord } from '../../../journal/journal-format.ts';
import { readJournal } from '../../../journal/read-journal.ts';
import type { RecordedTurn } from '../../../journal/recorded.ts';
import { createSqliteJournal } from '../../../journal/sqlite-journal.ts';
import { findRun } from '../find-run.ts';
import { openRecordedRun, type RecordedRun } from '../recorded-run.ts';

/** Throws what a user would be refused with. */
export function openRun(folder: string): RecordedRun {
  const found = findRun(folder, 'runs');
  const opened = found.ok ? openRecordedRun(found.value) : found;
  if (!opened.ok) throw new Error(`${opened.code}: ${opened.message}: ${opened.remedy}`);
  return opened.value;
}

export interface JournalChanges {
  readonly run?: (run: RunRecord) => RunRecord;
  /** `undefined` leaves the turn out. */
  readonly turn?: (turn: RecordedTurn) => RecordedTurn | undefined;
}

/** Writes a journal into `folder`, sound in itself, that is one of another run but for these changes. */
export function copyJournal(from: string, folder: string, changes: JournalChanges): void {
  const { run = (record) => record, turn: changed = (turn) => turn } = changes;
  const source = readJournal(join(from, 'journal.sqlite'));
  if (isRecordFailure(source)) throw new Error(source.text);
  const copy = createSqliteJournal(join(folder, 'journal.sqlite'), run(source.run), {
    onFailure: ({ text }) => {
      throw new Error(text);
    },
  });
  if (isRecordFailure(copy)) throw new Error(copy.text);
  for (const turn of source.turns()) {
    if (isRecordFailure(turn)) throw new Error(turn.text);
    const kept = changed(turn);
    if (kept !== undefined) copy.append(kept.events, kept.commands);
  }
  copy.close();
  source.close();
}
