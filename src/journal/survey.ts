// How far a journal can be vouched for, and what became of its run, found by its checksums alone: no turn is decoded for it.
import { isRecordFailure, type RecordFailure } from './failure.ts';
import { runChecksum } from './journal-format.ts';
import type { JournalReader, RecordedEntry } from './read-journal.ts';

export interface Survey {
  readonly entries: readonly RecordedEntry[];
  readonly turns: number;
  /** The last link that can be vouched for. */
  readonly checksum: number;
  /** Local time of the last turn or entry, in µs. */
  readonly lastAtUs: number;
  /** Why it ends there; `undefined` where it just ends. */
  readonly failure: RecordFailure | undefined;
}

export function surveyJournal(reader: JournalReader): Survey {
  const entries: RecordedEntry[] = [];
  let turns = 0;
  let checksum = runChecksum(reader.run, reader.run.schemaVersion);
  let lastAtUs = 0;
  for (const row of reader.rows()) {
    if (isRecordFailure(row)) return { entries, turns, checksum, lastAtUs, failure: row };
    if (row.kind === 'entry') entries.push(row);
    else turns = row.sequence;
    checksum = row.checksum;
    lastAtUs = row.atUs;
  }
  return { entries, turns, checksum, lastAtUs, failure: undefined };
}
