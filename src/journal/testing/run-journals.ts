// Journals of runs that may be taken up, for the tests of what is left of them.
import type { Departures } from '../../core/departures.ts';
import { isRecordFailure, type RecordFailure } from '../failure.ts';
import { openRecord, type OpenRecord } from '../open-record.ts';
import type { RecordedTurn } from '../recorded.ts';
import { recordedLives } from '../recorded-lives.ts';
import { filesIn, type RunDirectory } from '../run-directory.ts';
import type { LostRecord } from '../run-entry.ts';
import { beginRunJournal, continueRunJournal, type RunJournalOptions } from '../run-journal.ts';
import { isTrouble, openSqlite } from '../sqlite.ts';
import type { SqliteJournal } from '../sqlite-journal.ts';
import { aRun } from './journals.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export const owner = 'north-ETH south-ETH';
const smallestPageBytes = 512;

export function beginRun(
  onFailure: (failure: RecordFailure) => void = failLoudly,
  // Whoever damages each byte of a log has better to do than to damage what is in no frame.
  logBytesReserved: number = 0,
): {
  readonly directory: RunDirectory;
  readonly journal: SqliteJournal;
} {
  const directory = filesIn(temporaryDirectory());
  const journal = beginRunJournal(directory, aRun, { ...optionsOf(onFailure), logBytesReserved });
  if (isRecordFailure(journal)) throw new Error(journal.text);
  return { directory, journal };
}

/** Its pages become so small that a test can damage each byte of them; the run goes on in a second life. */
export function foldIntoSmallPages(directory: RunDirectory, journal: SqliteJournal): SqliteJournal {
  journal.close();
  const database = openSqlite(directory.journal);
  if (isTrouble(database)) throw new Error(database.text);
  database.exec(`PRAGMA page_size = ${smallestPageBytes}`);
  database.exec('VACUUM');
  database.close();
  const { turns, entries, checksum } = readThrough(directory).survey;
  const end = { turns, entries: entries.length, checksum, lastOrderId: undefined };
  const continued = continueRunJournal(directory, { end, needsOrder: false }, optionsOf(failLoudly));
  if (isRecordFailure(continued)) throw new Error(continued.text);
  return continued;
}

/** Read to its end, and closed. Throws where it cannot be opened. */
export function readThrough(directory: RunDirectory): OpenRecord {
  const record = openRecord(directory);
  if (isRecordFailure(record)) throw new Error(record.text);
  const rows = record.rows();
  while (rows.next().done !== true);
  record.reader.close();
  return record;
}

const optionsOf = (onFailure: (failure: RecordFailure) => void): RunJournalOptions => ({
  owner,
  life: { kind: 'life', engineVersion: aRun.engineVersion, isWoken: false },
  atUs: aRun.createdAtUs,
  onFailure,
  logBytesReserved: 0,
});

function failLoudly({ text }: RecordFailure): void {
  throw new Error(text);
}

export interface Found {
  readonly turns: readonly RecordedTurn[];
  readonly entries: number;
  readonly lostEnd: LostRecord | undefined;
  readonly departures: Departures;
}

/** What whoever takes the run up would find. */
export function find(directory: RunDirectory): Found | RecordFailure {
  const record = openRecord(directory);
  if (isRecordFailure(record)) return record;
  const turns: RecordedTurn[] = [];
  const options = {
    record,
    next: () => ({ isWoken: false, lostEnd: record.lostEnd }),
    onRow: () => undefined,
    onUnreadable: failLoudly,
  };
  for (const life of recordedLives(options)) turns.push(...life.turns);
  record.reader.close();
  const { survey, lostEnd, departures } = record;
  return { turns, entries: survey.entries.length, lostEnd, departures };
}
