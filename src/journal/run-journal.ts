// The journal of a run that another process may have to take up: durable, with a mark that is kept apart, and with an entry for every
// process that works on it.
import { foldInBackground, logBytesKept } from './background-folding.ts';
import { Durability } from './durability.ts';
import { isRecordFailure, recordFailure, systemErrorCode, type RecordFailure } from './failure.ts';
import { beginMark, noMark, type Mark } from './high-water-mark.ts';
import type { RunRecord } from './journal-format.ts';
import { readJournal } from './read-journal.ts';
import { syncFile } from './replace-file.ts';
import { reserveLog } from './reserve-log.ts';
import { rewriteJournal } from './rewrite-journal.ts';
import type { RunDirectory } from './run-directory.ts';
import type { LifeEntry } from './run-entry.ts';
import {
  continueSqliteJournal,
  createSqliteJournal,
  type JournalEnd,
  type SqliteJournal,
} from './sqlite-journal.ts';
import { isTrouble } from './sqlite.ts';
import { beginSentMark, bootOfMachine } from './sent-mark.ts';
import { surveyJournal } from './survey.ts';

export interface RunJournalOptions {
  /** Whose run it is, in a line; `undefined` where nobody will ever take it up, and nothing is kept for that. */
  readonly owner: string | undefined;
  readonly life: LifeEntry;
  readonly atUs: number;
  readonly onFailure: (failure: RecordFailure) => void;
  /** What its log takes up from the beginning. */
  readonly logBytesReserved?: number;
}

export function beginRunJournal(
  files: Pick<RunDirectory, 'journal' | 'mark' | 'sent'>,
  run: RunRecord,
  options: RunJournalOptions,
): SqliteJournal | RecordFailure {
  const journal = createSqliteJournal(files.journal, run, options);
  if (isRecordFailure(journal) || options.owner === undefined) return journal;
  return beginLife(files, journal, noMark, options);
}

/** `end` is how far it can be vouched for; `needsOrder` where there is more of it, or it is of an earlier format. */
export function continueRunJournal(
  files: Pick<RunDirectory, 'journal' | 'mark' | 'sent'>,
  { end, needsOrder }: { readonly end: JournalEnd; readonly needsOrder: boolean },
  options: RunJournalOptions,
): SqliteJournal | RecordFailure {
  const sound = needsOrder ? putInOrder(files.journal, end) : end;
  if (isRecordFailure(sound)) return sound;
  const journal = continueSqliteJournal(files.journal, sound, options);
  return isRecordFailure(journal) ? journal : beginLife(files, journal, { ...sound, isOver: false }, options);
}

function putInOrder(path: string, { lastOrderId }: JournalEnd): JournalEnd | RecordFailure {
  const kept = rewriteJournal(path);
  if (typeof kept !== 'string') return kept;
  const reader = readJournal(path);
  if (isRecordFailure(reader)) return reader;
  const { turns, entries, checksum } = surveyJournal(reader);
  reader.close();
  return { turns, entries: entries.length, checksum, lastOrderId };
}

/** The entry says what of the record was lost, so it is on the disk before the mark forgets it. */
function beginLife(
  { journal: path, mark: markPath, sent: sentPath }: Pick<RunDirectory, 'journal' | 'mark' | 'sent'>,
  journal: SqliteJournal,
  before: Mark,
  { owner = '', life, atUs, logBytesReserved = logBytesKept }: RunJournalOptions,
): SqliteJournal | RecordFailure {
  try {
    const trouble = journal.enter(life, atUs);
    if (trouble !== undefined) return unwritable(path, trouble);
    syncFile(`${path}-wal`);
    const entry = before.entries + 1;
    const reason = beginMark(markPath, owner, { ...before, entries: entry });
    if (reason !== undefined) return unwritable(markPath, reason);
    const sent = beginSentMark({ path: sentPath, entry, boot: bootOfMachine() });
    if (sent !== undefined) journal.announceIn(sent);
    const folding = foldInBackground(path);
    if (isTrouble(folding)) return unwritable(path, folding.text);
    journal.foldWith(folding);
    reserveLog(`${path}-wal`, logBytesReserved);
    journal.keepDurable(new Durability({ log: `${path}-wal`, mark: markPath }));
    return journal;
  } catch (error) {
    return unwritable(path, systemErrorCode(error));
  }
}

const unwritable = (path: string, reason: string): RecordFailure =>
  recordFailure('journal-unwritable', `${path} cannot be written: ${reason}.`);
