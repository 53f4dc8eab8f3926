// The journal of a run in SQLite. Turns are encoded at once, because events lend their levels, and inserted a batch at a time;
// a turn that matters is committed before `append` returns, so that it outlives the process. A crash leaves a prefix.
import { closeSync, openSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { assert } from '../core/assert.ts';
import type { EngineEvent } from '../core/events.ts';
import type { Journal } from '../ports/journal.ts';
import { AsciiBuffer } from './ascii-buffer.ts';
import { writeTurn } from './encode.ts';
import { recordFailure, systemErrorCode, type RecordFailure } from './failure.ts';
import {
  applicationId,
  runChecksum,
  schemaVersion,
  tables,
  writeTurnHead,
  type RunRecord,
} from './journal-format.ts';
import type { RecordedCommand } from './recorded.ts';
import { attempt, isTrouble, openSqlite, type SqliteDatabase } from './sqlite.ts';

const ownerOnly = 0o600;
const turnsPerInsert = 16;
const columnsPerTurn = 4;
const turnsPerCommitDefault = 256;

export interface SqliteJournalOptions {
  /**
   * Called once, when the disk is full or the file cannot be written for another reason. Later turns are not recorded, and
   * `append` says so of each.
   */
  readonly onFailure: (failure: RecordFailure) => void;
  /** Turns without consequence are committed in groups of this many. */
  readonly turnsPerCommit?: number;
}

/** Begins the journal of a new run in a new file, readable by its owner only. */
export function createSqliteJournal(
  path: string,
  run: RunRecord,
  options: SqliteJournalOptions,
): SqliteJournal | RecordFailure {
  try {
    closeSync(openSync(path, 'wx', ownerOnly));
  } catch (error) {
    const reason = systemErrorCode(error);
    return reason === 'EEXIST'
      ? recordFailure('journal-exists', `${path} exists already.`)
      : unwritable(path, reason);
  }
  const database = openSqlite(path);
  if (isTrouble(database)) return unwritable(path, database.text);
  const begun = attempt(() => begin(database, run));
  return isTrouble(begun) ? unwritable(path, begun.text) : new SqliteJournal(path, database, run, options);
}

export class SqliteJournal implements Journal {
  readonly kind = 'sqlite-journal';
  readonly #path: string;
  readonly #database: SqliteDatabase;
  readonly #onFailure: (failure: RecordFailure) => void;
  readonly #turnsPerCommit: number;
  readonly #insertOne;
  readonly #insertMany;
  readonly #buffer = new AsciiBuffer();
  /** Columns of the turns that are not inserted yet, one after the other. */
  #pending: (number | string)[] = [];
  #sequence = 0;
  #checksum: number;
  #turnsUncommitted = 0;
  #inTransaction = false;
  #state: 'open' | 'failed' | 'closed' = 'open';
  /** Why turns are not recorded any more. */
  #trouble: string | undefined;

  /** Use `createSqliteJournal`, which makes the file. */
  constructor(path: string, database: SqliteDatabase, run: RunRecord, options: SqliteJournalOptions) {
    this.#path = path;
    this.#database = database;
    this.#onFailure = options.onFailure;
    this.#turnsPerCommit = options.turnsPerCommit ?? turnsPerCommitDefault;
    this.#checksum = runChecksum(run);
    this.#insertOne = database.prepare(insertStatement(1));
    this.#insertMany = database.prepare(insertStatement(turnsPerInsert));
  }

  /**
   * Records a turn. One that holds more than market data, time and queries is committed when this returns. Returns why it is not
   * recorded, where it could not be.
   */
  append(events: readonly EngineEvent[], commands: readonly RecordedCommand[]): string | undefined {
    assert(this.#state !== 'closed', 'a closed journal takes no more turns');
    const last = events.at(-1);
    assert(last !== undefined, 'a turn has an event');
    if (this.#state === 'failed') return this.#trouble;
    this.#sequence += 1;
    this.#turnsUncommitted += 1;
    this.#buffer.clear();
    writeTurnHead(this.#buffer, this.#sequence, last.atUs);
    const payloadStart = this.#buffer.length;
    writeTurn(this.#buffer, events, commands);
    this.#checksum = crc32(this.#buffer.bytes(), this.#checksum);
    this.#pending.push(this.#sequence, last.atUs, this.#buffer.toString(payloadStart), this.#checksum);
    if (hasConsequence(events, commands) || this.#turnsUncommitted >= this.#turnsPerCommit) {
      this.#attempt(() => this.#commit());
    } else if (this.#pending.length === turnsPerInsert * columnsPerTurn) {
      this.#attempt(() => this.#insert());
    }
    return this.#trouble;
  }

  /** Commits what is left and folds the log into the one file. Closing again does nothing. */
  close(): void {
    if (this.#state === 'closed') return;
    if (this.#state === 'open') this.#attempt(() => this.#commit());
    // Somebody may be reading: then the file stays as it is, which is complete too.
    attempt(() => this.#database.exec('PRAGMA journal_mode = DELETE'));
    this.#database.close();
    this.#state = 'closed';
  }

  #insert(): void {
    if (!this.#inTransaction) this.#database.exec('BEGIN IMMEDIATE');
    this.#inTransaction = true;
    if (this.#pending.length === turnsPerInsert * columnsPerTurn) {
      this.#insertMany.run(this.#pending);
    } else {
      for (let start = 0; start < this.#pending.length; start += columnsPerTurn) {
        this.#insertOne.run(this.#pending.slice(start, start + columnsPerTurn));
      }
    }
    this.#pending = [];
  }

  #commit(): void {
    if (this.#pending.length > 0) this.#insert();
    if (this.#inTransaction) this.#database.exec('COMMIT');
    this.#inTransaction = false;
    this.#turnsUncommitted = 0;
  }

  #attempt(action: () => void): void {
    const result = attempt(action);
    if (!isTrouble(result)) return;
    this.#state = 'failed';
    // Whoever reads what was committed is not to wait for the rest.
    attempt(() => this.#database.exec('ROLLBACK'));
    const failure = unwritable(this.#path, result.text);
    this.#trouble = failure.text;
    this.#onFailure(failure);
  }
}

function begin(database: SqliteDatabase, run: RunRecord): void {
  database.exec(`PRAGMA application_id = ${applicationId}`);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = NORMAL');
  database.exec(tables);
  database
    .prepare('INSERT INTO run VALUES (1, ?, ?, ?, ?, ?, ?)')
    .run([
      schemaVersion,
      run.engineVersion,
      run.epochSeconds,
      run.createdAtUs,
      run.configJson,
      runChecksum(run),
    ]);
  // Into the file itself, so that whatever is left of it, or copied, says what it is.
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}

function insertStatement(turns: number): string {
  return `INSERT INTO turn VALUES ${Array.from({ length: turns }, () => '(?, ?, ?, ?)').join(', ')}`;
}

/** Market data and time come again, and queries may be asked again; all else must not be forgotten. */
function hasConsequence(events: readonly EngineEvent[], commands: readonly RecordedCommand[]): boolean {
  return !events.every(isRoutineEvent) || !commands.every(isQuery);
}

function isRoutineEvent(event: EngineEvent): boolean {
  return event.kind === 'book' || event.kind === 'trade' || event.kind === 'time';
}

function isQuery(command: RecordedCommand): boolean {
  return (
    command.kind === 'query-order' || command.kind === 'query-position' || command.kind === 'query-fills'
  );
}

function unwritable(path: string, reason: string): RecordFailure {
  return recordFailure('journal-unwritable', `The journal ${path} cannot be written: ${reason}.`);
}
