// Small journals for the tests of writing and reading them.
import type { EngineEvent } from '../../core/events.ts';
import { isRecordFailure, type RecordFailure } from '../failure.ts';
import type { RunRecord } from '../journal-format.ts';
import { readJournal } from '../read-journal.ts';
import type { RecordedCommand, RecordedTurn } from '../recorded.ts';
import { isTrouble, openSqlite } from '../sqlite.ts';
import { createSqliteJournal, type SqliteJournal, type SqliteJournalOptions } from '../sqlite-journal.ts';
import { commandOfEachKind, eventOfEachKind } from './one-of-each-kind.ts';

export const aRun: RunRecord = {
  engineVersion: '0.1.0',
  epochSeconds: 1_723_161_239,
  createdAtUs: 1_723_161_239_000_000,
  configJson: '{"size":"0.01","ticker":"ETH"}',
};

interface Turn {
  readonly events: readonly EngineEvent[];
  readonly commands: readonly RecordedCommand[];
}

export const quietTurn: Turn = {
  events: [eventOfEachKind.time],
  commands: [commandOfEachKind['query-order']],
};
export const fillTurn: Turn = { events: [eventOfEachKind.fill], commands: [] };
export const quoteTurn: Turn = { events: [eventOfEachKind.time], commands: [commandOfEachKind.place] };

export function begin(path: string, options: Partial<SqliteJournalOptions> = {}): SqliteJournal {
  const onFailure = ({ text }: RecordFailure): void => {
    throw new Error(text);
  };
  const journal = createSqliteJournal(path, aRun, { onFailure, ...options });
  if (isRecordFailure(journal)) throw new Error(journal.text);
  return journal;
}

/** A finished journal of these turns. */
export function write(path: string, turns: readonly Turn[]): void {
  const journal = begin(path);
  for (const { events, commands } of turns) journal.append(events, commands);
  journal.close();
}

/** Everything that reading gives: the turns, and the failure where there is one. */
export function read(path: string): {
  readonly turns: readonly RecordedTurn[];
  readonly failure?: RecordFailure;
} {
  const journal = readJournal(path);
  if (isRecordFailure(journal)) return { turns: [], failure: journal };
  const turns: RecordedTurn[] = [];
  let failure: RecordFailure | undefined;
  for (const item of journal.turns()) {
    if (isRecordFailure(item)) failure = item;
    else turns.push(item);
  }
  journal.close();
  return failure === undefined ? { turns } : { turns, failure };
}

/** What nobody but a fault would do to a journal. */
export function tamper(path: string, sql: string): void {
  const database = openSqlite(path);
  if (isTrouble(database)) throw new Error(database.text);
  database.exec(sql);
  database.close();
}
