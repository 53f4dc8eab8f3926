// The journal of a run in SQLite. Turns are encoded at once, because events lend their levels, and inserted a batch at a time;
// a turn that matters is committed before `append` returns, so that it outlives the process; one with an order that waits for its
// record is on the disk by then, where the journal is kept durable. A crash leaves a prefix.
import { closeSync, openSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { assert } from '../core/assert.ts';
import type { EngineEvent } from '../core/events.ts';
import type { ClientOrderId } from '../core/order.ts';
import type { Journal } from '../ports/journal.ts';
import { AsciiBuffer } from './ascii-buffer.ts';
import { writeTurn } from './encode.ts';
import { recordFailure, systemErrorCode, type RecordFailure } from './failure.ts';
import type { Durability } from './durability.ts';
import {
  applicationId,
  entryChecksum,
  runChecksum,
  schemaVersion,
  tables,
  writeTurnHead,
  type RunRecord,
} from './journal-format.ts';
import type { Mark } from './high-water-mark.ts';
import type { RecordedCommand } from './recorded.ts';
import type { SentMark } from './sent-mark.ts';
import { foldForGood, leaveFolding, type BackgroundFolding } from './background-folding.ts';
import type { RunEntry } from './run-entry.ts';
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

/** How far a journal goes. */
export interface JournalEnd {
  readonly turns: number;
  readonly entries: number;
  /** `undefined` where no order is on record. */
  readonly lastOrderId: ClientOrderId | undefined;
  /** The last link of the chain. */
  readonly checksum: number;
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
  const begun = attempt(() => beginJournal(database, run));
  if (isTrouble(begun)) return unwritable(path, begun.text);
  const end = { turns: 0, entries: 0, lastOrderId: undefined, checksum: runChecksum(run) };
  return new SqliteJournal(path, database, end, options);
}

/** Goes on at the end of a journal that was read to it, and that nobody else writes. */
export function continueSqliteJournal(
  path: string,
  end: JournalEnd,
  options: SqliteJournalOptions,
): SqliteJournal | RecordFailure {
  const database = openSqlite(path);
  if (isTrouble(database)) return unwritable(path, database.text);
  const prepared = attempt(() => prepare(database));
  return isTrouble(prepared)
    ? unwritable(path, prepared.text)
    : new SqliteJournal(path, database, end, options);
}

export class SqliteJournal implements Journal {
  readonly kind = 'sqlite-journal';
  readonly #path: string;
  readonly #database: SqliteDatabase;
  readonly #onFailure: (failure: RecordFailure) => void;
  readonly #turnsPerCommit: number;
  /** Without it the record outlives its process, and what of it outlives a power cut is the system's choice. */
  #durability: Durability | undefined;
  /** Without it nothing is said of what leaves ahead of its record. */
  #sent: SentMark | undefined;
  /** Without it SQLite folds its log inside a commit, now and then. */
  #folding: BackgroundFolding | undefined;
  readonly #insertOne;
  readonly #insertMany;
  readonly #buffer = new AsciiBuffer();
  /** Columns of the turns that are not inserted yet, one after the other. */
  #pending: (number | string)[] = [];
  #sequence: number;
  #entries: number;
  #checksum: number;
  #lastOrderId: ClientOrderId | undefined;
  #turnsUncommitted = 0;
  #inTransaction = false;
  #state: 'open' | 'failed' | 'closed' = 'open';
  /** Why turns are not recorded any more. */
  #trouble: string | undefined;

  /** Use `createSqliteJournal`, which makes the file, or `continueSqliteJournal`. */
  constructor(path: string, database: SqliteDatabase, end: JournalEnd, options: SqliteJournalOptions) {
    this.#path = path;
    this.#database = database;
    this.#onFailure = options.onFailure;
    this.#turnsPerCommit = options.turnsPerCommit ?? turnsPerCommitDefault;
    this.#sequence = end.turns;
    this.#entries = end.entries;
    this.#checksum = end.checksum;
    this.#lastOrderId = end.lastOrderId;
    this.#insertOne = database.prepare(insertStatement(1));
    this.#insertMany = database.prepare(insertStatement(turnsPerInsert));
  }

  /** From now on. */
  keepDurable(durability: Durability): void {
    this.#durability = durability;
    durability.onFailure((reason) => this.#fail(reason));
  }

  /** From now on nothing is folded while somebody waits. */
  foldWith(folding: BackgroundFolding): void {
    this.#folding = folding;
    this.#attempt(() => leaveFolding(this.#database));
  }

  /** From now on. */
  announceIn(sent: SentMark): void {
    this.#sent = sent;
    sent.onFailure((reason) => {
      const text = `What leaves ahead of its record cannot be noted beside ${this.#path}: ${reason}.`;
      this.#onFailure(recordFailure('sent-unwritable', text));
    });
  }

  announce(clientOrderId: ClientOrderId): boolean {
    return this.#sent?.announce(clientOrderId) ?? true;
  }

  /**
   * Records a turn. One that holds more than market data, time and queries is committed when this returns, and on the disk if an
   * order of it waits for that. Returns why it is not recorded, where it could not be.
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
    const waits = this.#noteOrders(commands);
    if (waits) {
      this.#attempt(() => this.#commit());
      this.#settle();
    } else if (hasConsequence(events, commands) || this.#turnsUncommitted >= this.#turnsPerCommit) {
      this.#attempt(() => this.#commit());
      this.#durability?.settleSoon(this.#reached());
    } else if (this.#pending.length === turnsPerInsert * columnsPerTurn) {
      this.#attempt(() => this.#insert());
    }
    return this.#trouble;
  }

  /** Records what became of the run as a whole; as durable as a turn whose order waits. Returns why not, where it could not be. */
  enter(entry: RunEntry, atUs: number, isOver: boolean = false): string | undefined {
    assert(this.#state !== 'closed', 'a closed journal takes no more entries');
    if (this.#state === 'failed') return this.#trouble;
    const number = this.#entries + 1;
    const payload = JSON.stringify(entry);
    const checksum = entryChecksum({ number, afterSequence: this.#sequence, atUs, payload }, this.#checksum);
    this.#attempt(() => {
      this.#commit();
      this.#database
        .prepare('INSERT INTO entry VALUES (?, ?, ?, ?, ?)')
        .run([number, this.#sequence, atUs, payload, checksum]);
    });
    this.#entries = number;
    this.#checksum = checksum;
    this.#settle(isOver);
    return this.#trouble;
  }

  /** Commits what is left and folds the log into the one file. Closing again does nothing. */
  close(): void {
    if (this.#state === 'closed') return;
    if (this.#state === 'open') {
      this.#attempt(() => this.#commit());
      this.#settle();
    }
    this.#durability?.close();
    this.#sent?.close();
    foldForGood(this.#database, this.#folding);
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
    if (!this.#inTransaction && this.#pending.length === columnsPerTurn) {
      // One statement is a transaction by itself.
      this.#insertOne.run(this.#pending);
      this.#pending = [];
    } else {
      if (this.#pending.length > 0) this.#insert();
      if (this.#inTransaction) this.#database.exec('COMMIT');
      this.#inTransaction = false;
    }
    this.#turnsUncommitted = 0;
    if (this.#folding?.noteCommit() === true) this.#database.exec('PRAGMA wal_checkpoint(PASSIVE)');
  }

  /** Keeps the newest order in mind; returns whether one of these may not leave before it is on the disk. */
  #noteOrders(commands: readonly RecordedCommand[]): boolean {
    let waits = false;
    for (const command of commands) {
      if (command.kind !== 'place') continue;
      this.#lastOrderId = command.order.clientOrderId;
      waits ||= command.order.role !== 'hedge';
    }
    return waits;
  }

  #reached(isOver: boolean = false): Mark {
    return { turns: this.#sequence, entries: this.#entries, lastOrderId: this.#lastOrderId, isOver };
  }

  #settle(isOver: boolean = false): void {
    if (this.#state !== 'open') return;
    const reason = this.#durability?.settle(this.#reached(isOver));
    if (reason !== undefined) this.#fail(reason);
  }

  #attempt(action: () => void): void {
    const result = attempt(action);
    if (isTrouble(result)) this.#fail(result.text);
  }

  #fail(reason: string): void {
    if (this.#state !== 'open') return;
    this.#state = 'failed';
    // Whoever reads what was committed is not to wait for the rest.
    attempt(() => this.#database.exec('ROLLBACK'));
    const failure = unwritable(this.#path, reason);
    this.#trouble = failure.text;
    this.#onFailure(failure);
  }
}

/** Into an empty database: all but turns and entries. Throws as SQLite does. */
export function beginJournal(database: SqliteDatabase, run: RunRecord): void {
  database.exec(`PRAGMA application_id = ${applicationId}`);
  prepare(database);
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

function prepare(database: SqliteDatabase): void {
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = NORMAL');
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
