// Reads the journal of a run that has finished, crashed or is still going on, and vouches for every turn that it gives: in
// sequence, unchanged, and with nothing missing before it.
import { closeSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { decodeTurn } from './decode.ts';
import type { LentLevels } from './lent-levels.ts';
import { isRecordFailure, recordFailure, systemErrorCode, type RecordFailure } from './failure.ts';
import {
  applicationId,
  entryChecksum,
  firstSchemaVersion,
  runChecksum,
  schemaVersion,
  type EntryRow,
  type RunRecord,
} from './journal-format.ts';
import type { RecordedTurn } from './recorded.ts';
import { parseEntry, type RunEntry } from './run-entry.ts';
import { isTrouble, openSqlite, selectRows, type SqliteDatabase, type SqliteTrouble } from './sqlite.ts';
import { storedTurns, type NoTurn, type StoredTurn } from './stored-turns.ts';

const sqliteMagic = 'SQLite format 3\0';
const headerBytes = 100;
const applicationIdOffset = 68;

const selectSchemaVersion = 'SELECT CAST(schema_version AS INTEGER) FROM run';
const selectRun = `
  SELECT CAST(engine_version AS BLOB), CAST(epoch_seconds AS INTEGER), CAST(created_at_us AS INTEGER),
    CAST(config AS BLOB), CAST(checksum AS INTEGER)
  FROM run`;
const selectEntries = `
  SELECT number, CAST(after_seq AS INTEGER), CAST(at_us AS INTEGER), CAST(payload AS BLOB), CAST(checksum AS INTEGER)
  FROM entry ORDER BY number`;

/** Opens a journal for reading; it is to be closed. Nothing is written into a file that is no journal. */
export function readJournal(path: string): JournalReader | RecordFailure {
  const stranger = checkHeader(path);
  if (stranger !== undefined) return stranger;
  const database = openSqlite(path);
  if (isTrouble(database)) return troubled(path, database);
  const run = readRun(path, database);
  if (!isRecordFailure(run)) return new JournalReader(path, database, run);
  database.close();
  return run;
}

/** A turn as its row has it, whose checksum is right. */
export interface TurnRow {
  readonly kind: 'turn-row';
  readonly sequence: number;
  readonly atUs: number;
  /** What `writeTurn` wrote stands in these bytes from `payloadStart` on. */
  readonly bytes: Uint8Array;
  readonly payloadStart: number;
  readonly checksum: number;
}

/** What became of the run as a whole, and when. */
export interface RecordedEntry {
  readonly kind: 'entry';
  /** The turn that came before it; 0 before the first. */
  readonly afterSequence: number;
  readonly atUs: number;
  readonly entry: RunEntry;
  readonly checksum: number;
}

interface RunOnRecord extends RunRecord {
  readonly schemaVersion: number;
}

export class JournalReader {
  readonly kind = 'journal';
  readonly run: RunOnRecord;
  readonly #path: string;
  readonly #database: SqliteDatabase;

  /** Use `readJournal`, which looks at the file first. */
  constructor(path: string, database: SqliteDatabase, run: RunOnRecord) {
    this.#path = path;
    this.#database = database;
    this.run = run;
  }

  /** All turns from the first on. A failure is the last item: nothing behind it can be vouched for. */
  *turns(): Generator<RecordedTurn | RecordFailure, void, undefined> {
    for (const item of this.history()) if (item.kind !== 'entry') yield item;
  }

  /** All turns, and the entries between them. A failure is the last item, as above. */
  *history(): Generator<RecordedTurn | RecordedEntry | RecordFailure, void, undefined> {
    for (const row of this.rows()) {
      const item = row.kind === 'turn-row' ? this.decode(row) : row;
      yield item;
      if (isRecordFailure(item)) return;
    }
  }

  /** Turns as they are written and entries between them, in order. A failure is the last item, as above. */
  *rows(): Generator<TurnRow | RecordedEntry | RecordFailure, void, undefined> {
    const chain = new Chain(this.#path, this.run);
    const entries = this.run.schemaVersion === firstSchemaVersion ? [] : this.#entries();
    let ahead = entries.shift();
    const turns = storedTurns(this.#database);
    for (let next = turns.next(); ; next = turns.next()) {
      while (ahead !== undefined && (next.done === true || isDue(ahead, chain.turns))) {
        const entry = isRecordFailure(ahead) ? ahead : chain.entry(ahead);
        yield entry;
        if (isRecordFailure(entry)) return;
        ahead = entries.shift();
      }
      if (next.done === true) return;
      const turn = chain.turn(next.value);
      yield turn;
      if (isRecordFailure(turn)) return;
    }
  }

  /**
   * What a row says. A failure where it says nothing to this version. With levels that are given, market events lend them until the
   * next row is decoded; otherwise they have their own.
   */
  decode(
    { sequence, atUs, bytes, payloadStart }: TurnRow,
    levels?: LentLevels,
  ): RecordedTurn | RecordFailure {
    const turn = decodeTurn(bytes, payloadStart, levels);
    if (turn.kind === 'corrupt-line') return corrupt(this.#path, `turn ${sequence} holds "${turn.line}"`);
    const { events, commands } = turn;
    return { kind: 'turn', sequence, atUs, events, commands };
  }

  close(): void {
    this.#database.close();
  }

  /** There are few of them. A failure is the last one. */
  #entries(): (readonly unknown[] | RecordFailure)[] {
    return [...selectRows(this.#database, selectEntries)].map((row) =>
      isTrouble(row) ? troubled(this.#path, row) : row,
    );
  }
}

/** Whether it stands before the next turn; what cannot be told is looked at at once. */
const isDue = (entry: readonly unknown[] | RecordFailure, turns: number): boolean =>
  isRecordFailure(entry) || !(typeof entry[1] === 'number' && entry[1] > turns);

/** Vouches for one row after the other. */
class Chain {
  turns = 0;
  readonly #path: string;
  #entries = 0;
  #checksum: number;

  constructor(path: string, run: RunOnRecord) {
    this.#path = path;
    this.#checksum = runChecksum(run, run.schemaVersion);
  }

  turn(row: StoredTurn | NoTurn): TurnRow | RecordFailure {
    const expected = this.turns + 1;
    if (row.kind === 'row-trouble') return troubled(this.#path, row.trouble);
    if (row.kind === 'row-illegible')
      return corrupt(this.#path, `turn ${expected} has a column of another type`);
    if (row.kind === 'row-missing' || row.sequence !== expected) return gap(this.#path, `turn ${expected}`);
    const { sequence, atUs, checksum, bytes, payloadStart } = row;
    if (crc32(bytes, this.#checksum) !== checksum)
      return corrupt(this.#path, `the checksum of turn ${expected} does not match`);
    this.turns = expected;
    this.#checksum = checksum;
    return { kind: 'turn-row', sequence, atUs, checksum, bytes, payloadStart };
  }

  entry(row: readonly unknown[]): RecordedEntry | RecordFailure {
    const [number, afterSequence, atUs, bytes, checksum] = row;
    const expected = this.#entries + 1;
    if (number !== expected) return gap(this.#path, `entry ${expected}`);
    if (afterSequence !== this.turns) return gap(this.#path, `turn ${this.turns + 1}`);
    if (!isSafeInteger(atUs) || !(bytes instanceof Uint8Array))
      return corrupt(this.#path, `entry ${expected} has a column of another type`);
    const read: EntryRow = { number, afterSequence, atUs, payload: Buffer.from(bytes).toString('utf8') };
    const entry = parseEntry(read.payload);
    if (entryChecksum(read, this.#checksum) !== checksum || entry === undefined)
      return corrupt(this.#path, `the checksum of entry ${expected} does not match`);
    this.#entries = expected;
    this.#checksum = checksum;
    return { kind: 'entry', afterSequence, atUs, entry, checksum };
  }
}

/** Looks at the header before SQLite does, because SQLite would tidy up whatever database it is given. */
function checkHeader(path: string): RecordFailure | undefined {
  const header = Buffer.alloc(headerBytes);
  try {
    const file = openSync(path, 'r');
    readSync(file, header);
    closeSync(file);
  } catch (error) {
    const reason = systemErrorCode(error);
    return reason === 'ENOENT'
      ? recordFailure('journal-missing', `There is no journal ${path}.`)
      : unreadable(path, reason);
  }
  const isSqlite = header.toString('latin1', 0, sqliteMagic.length) === sqliteMagic;
  return isSqlite && header.readUInt32BE(applicationIdOffset) === applicationId
    ? undefined
    : recordFailure('not-a-journal', `${path} is not a journal.`);
}

function readRun(path: string, database: SqliteDatabase): RunOnRecord | RecordFailure {
  const versions = [...selectRows(database, selectSchemaVersion)];
  const [version] = versions;
  if (isTrouble(version)) return troubled(path, version);
  const found = version?.[0];
  if (!isSafeInteger(found) || found < firstSchemaVersion || found > schemaVersion) {
    const readable = `${firstSchemaVersion} to ${schemaVersion}`;
    return recordFailure(
      'journal-version',
      `${path} has format ${String(found)}, and this program reads ${readable}.`,
    );
  }
  const [row] = [...selectRows(database, selectRun)];
  if (isTrouble(row)) return troubled(path, row);
  const [engineVersion, epochSeconds, createdAtUs, config, checksum] = row ?? [];
  const run = {
    engineVersion: String(engineVersion),
    epochSeconds: Number(epochSeconds),
    createdAtUs: Number(createdAtUs),
    configJson: String(config),
    schemaVersion: found,
  };
  return runChecksum(run, found) === checksum
    ? run
    : corrupt(path, 'the checksum of its first row does not match');
}

function isSafeInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function troubled(path: string, { code, text }: SqliteTrouble): RecordFailure {
  const isDamage = code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || code === 'SQLITE_ERROR';
  return isDamage ? corrupt(path, text) : unreadable(path, text);
}

function gap(path: string, missing: string): RecordFailure {
  return recordFailure('journal-gap', `In the journal ${path}, ${missing} is missing.`);
}

function corrupt(path: string, reason: string): RecordFailure {
  return recordFailure('journal-corrupt', `The journal ${path} is damaged: ${reason}.`);
}

function unreadable(path: string, reason: string): RecordFailure {
  return recordFailure('journal-unreadable', `The journal ${path} cannot be read: ${reason}.`);
}
