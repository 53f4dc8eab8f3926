// The bare library with rows of the same shape, ready made: the floor of everything that the journal does.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { isTrouble, openSqlite, type SqliteDatabase } from '../../src/journal/sqlite.ts';
import { payloadOf, timeOf, type Turn } from './turns.ts';

export type Row = (number | string)[];

export interface Bare {
  readonly database: SqliteDatabase;
  readonly insert: (row: Row) => void;
}

/** In a new file. */
export function openBare(folder: string, synchronous: 'FULL' | 'NORMAL'): Bare {
  const database = openSqlite(join(mkdtempSync(join(folder, 'bare-')), 'journal.sqlite'));
  if (isTrouble(database)) throw new Error(database.text);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec(`PRAGMA synchronous = ${synchronous}`);
  database.exec(
    'CREATE TABLE turn (seq INTEGER PRIMARY KEY, at_us INTEGER, payload TEXT, checksum INTEGER) STRICT',
  );
  const statement = database.prepare('INSERT INTO turn VALUES (?, ?, ?, ?)');
  return { database, insert: (row) => void statement.run(row) };
}

export const rowOf = (turn: Turn, index: number): Row => [index + 1, timeOf(index), payloadOf(turn), index];
