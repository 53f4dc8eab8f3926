// Puts a journal in order before it is continued: of one that is damaged only what can be vouched for goes on, and one of an earlier
// format becomes one of this. What was there is kept beside it, because it is evidence.
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { AsciiBuffer } from './ascii-buffer.ts';
import { isRecordFailure, recordFailure, systemErrorCode, type RecordFailure } from './failure.ts';
import { entryChecksum, firstSchemaVersion, runChecksum, writeTurnHead } from './journal-format.ts';
import { readJournal, type JournalReader, type RecordedEntry, type TurnRow } from './read-journal.ts';
import { syncDirectoryOf, syncFile } from './replace-file.ts';
import { attempt, isTrouble, openSqlite, type SqliteDatabase } from './sqlite.ts';
import { beginJournal } from './sqlite-journal.ts';

const keptMax = 99;
const headBytes = 40;

/** Returns where the old file is kept. */
export function rewriteJournal(path: string): string | RecordFailure {
  const reader = readJournal(path);
  if (isRecordFailure(reader)) return reader;
  const fresh = `${path}.new`;
  try {
    rmSync(fresh, { force: true });
    const trouble = copySound(reader, fresh);
    reader.close();
    return trouble ?? exchange(path, fresh);
  } catch (error) {
    return unwritable(path, systemErrorCode(error));
  }
}

function copySound(reader: JournalReader, fresh: string): RecordFailure | undefined {
  const database = openSqlite(fresh);
  if (isTrouble(database)) return unwritable(fresh, database.text);
  const done = attempt(() => {
    beginJournal(database, reader.run);
    database.exec('BEGIN');
    copyRows(reader, database);
    database.exec('COMMIT');
    database.exec('PRAGMA journal_mode = DELETE');
  });
  database.close();
  if (isTrouble(done)) return unwritable(fresh, done.text);
  syncFile(fresh);
  return undefined;
}

/** Chained anew: the first link is that of the format which is written. The first format did not say of its one life that it began. */
function copyRows(reader: JournalReader, database: SqliteDatabase): void {
  const { run } = reader;
  const writer = new RowWriter(database, runChecksum(run));
  if (run.schemaVersion === firstSchemaVersion) {
    const entry = { kind: 'life', engineVersion: run.engineVersion, isWoken: false } as const;
    writer.entry({ afterSequence: 0, atUs: run.createdAtUs, entry });
  }
  for (const row of reader.rows()) {
    if (isRecordFailure(row)) return;
    if (row.kind === 'turn-row') writer.turn(row);
    else writer.entry(row);
  }
}

class RowWriter {
  readonly #insertTurn;
  readonly #insertEntry;
  readonly #head = new AsciiBuffer(headBytes);
  #checksum: number;
  #entries = 0;

  constructor(database: SqliteDatabase, checksum: number) {
    this.#insertTurn = database.prepare('INSERT INTO turn VALUES (?, ?, ?, ?)');
    this.#insertEntry = database.prepare('INSERT INTO entry VALUES (?, ?, ?, ?, ?)');
    this.#checksum = checksum;
  }

  turn({ sequence, atUs, bytes, payloadStart }: TurnRow): void {
    const payload = bytes.subarray(payloadStart);
    this.#head.clear();
    writeTurnHead(this.#head, sequence, atUs);
    this.#checksum = crc32(payload, crc32(this.#head.bytes(), this.#checksum));
    this.#insertTurn.run([sequence, atUs, Buffer.from(payload).toString('latin1'), this.#checksum]);
  }

  entry({ afterSequence, atUs, entry }: Pick<RecordedEntry, 'afterSequence' | 'atUs' | 'entry'>): void {
    this.#entries += 1;
    const payload = JSON.stringify(entry);
    this.#checksum = entryChecksum({ number: this.#entries, afterSequence, atUs, payload }, this.#checksum);
    this.#insertEntry.run([this.#entries, afterSequence, atUs, payload, this.#checksum]);
  }
}

/**
 * The old log goes before the new file comes: beside it SQLite would take it for its own. A crash in between leaves the old file
 * without its log, which is a shorter record, and known to be by the mark.
 */
function exchange(path: string, fresh: string): string | RecordFailure {
  const kept = keptName(path);
  if (kept === undefined) return unwritable(path, `it was put in order ${keptMax} times`);
  copyFileSync(path, kept);
  if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${kept}-wal`);
  syncFile(kept);
  rmSync(`${path}-wal`, { force: true });
  rmSync(`${path}-shm`, { force: true });
  renameSync(fresh, path);
  syncDirectoryOf(path);
  return kept;
}

function keptName(path: string): string | undefined {
  for (let number = 1; number <= keptMax; number += 1) {
    const name = path.replace(/\.sqlite$/, `-before-${number}.sqlite`);
    if (name !== path && !existsSync(name)) return name;
  }
  return undefined;
}

const unwritable = (path: string, reason: string): RecordFailure =>
  recordFailure('journal-unwritable', `The journal ${path} cannot be put in order: ${reason}.`);
