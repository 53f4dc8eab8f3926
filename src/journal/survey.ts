// How far a journal can be vouched for, and what became of its run, found by its checksums alone: no turn is decoded for it.
import { isRecordFailure, type RecordFailure } from './failure.ts';
import { runChecksum } from './journal-format.ts';
import type { JournalReader, RecordedEntry, TurnRow } from './read-journal.ts';

/** Of the rows that it was shown so far. */
export class Survey {
  readonly entries: RecordedEntry[] = [];
  turns = 0;
  /** The last link that can be vouched for. */
  checksum: number;
  /** Local time of the last turn or entry, in µs. */
  lastAtUs = 0;
  /** Why it ends there; `undefined` where it just ends. */
  failure: RecordFailure | undefined;

  constructor({ run }: JournalReader) {
    this.checksum = runChecksum(run, run.schemaVersion);
  }

  note(row: TurnRow | RecordedEntry | RecordFailure): void {
    if (isRecordFailure(row)) {
      this.failure = row;
      return;
    }
    if (row.kind === 'entry') this.entries.push(row);
    else this.turns = row.sequence;
    this.checksum = row.checksum;
    this.lastAtUs = row.atUs;
  }
}

export function surveyJournal(reader: JournalReader): Survey {
  const survey = new Survey(reader);
  for (const row of reader.rows()) survey.note(row);
  return survey;
}
