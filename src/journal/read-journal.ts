// Reads the journal of a run that has finished, crashed or is still going on, and vouches for every turn that it gives: in
// sequence, unchanged, and with nothing missing before it.
import { closeSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { AsciiBuffer } from './ascii-buffer.ts';
import { decodeTurn } from './decode.ts';
import { isRecordFailure, recordFailure, systemErrorCode, type RecordFailure } from './failure.ts';
import {
  applicationId,
  runChecksum,
  schemaVersion,
  writeTurnHead,
  type RunRecord,
} from './journal-format.ts';
import type { RecordedTurn } from './recorded.ts';
import { isTrouble, openSqlite, selectRows, type SqliteDatabase, type SqliteTrouble } from './sqlite.ts';

const sqliteMagic = 'SQLite format 3\0';
const headerBytes = 100;
const applicationIdOffset = 68;
const turnHeadBytes = 40;

const selectSchemaVersion = 'SELECT CAST(schema_version AS INTEGER) FROM run';
const selectRun = `
  SELECT CAST(engine_version AS BLOB), CAST(epoch_seconds AS INTEGER), CAST(created_at_us AS INTEGER),
    CAST(config AS BLOB), CAST(checksum AS INTEGER)
  FROM run`;
const selectTurns = `
  SELECT seq, CAST(at_us AS INTEGER), CAST(payload AS BLOB), CAST(checksum AS INTEGER)
  FROM turn ORDER BY seq`;

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

export class JournalReader {
  readonly kind = 'journal';
  readonly run: RunRecord;
  readonly #path: string;
  readonly #database: SqliteDatabase;

  /** Use `readJournal`, which looks at the file first. */
  constructor(path: string, database: SqliteDatabase, run: RunRecord) {
    this.#path = path;
    this.#database = database;
    this.run = run;
  }

  /** All turns from the first on. A failure is the last item: nothing behind it can be vouched for. */
  *turns(): Generator<RecordedTurn | RecordFailure, void, undefined> {
    let sequence = 0;
    let checksum = runChecksum(this.run);
    for (const row of selectRows(this.#database, selectTurns)) {
      sequence += 1;
      const turn = isTrouble(row)
        ? troubled(this.#path, row)
        : verifyTurn(this.#path, row, sequence, checksum);
      if (isRecordFailure(turn)) {
        yield turn;
        return;
      }
      checksum = turn.checksum;
      yield turn.recorded;
    }
  }

  close(): void {
    this.#database.close();
  }
}

interface VerifiedTurn {
  readonly recorded: RecordedTurn;
  readonly checksum: number;
}

function verifyTurn(
  path: string,
  row: readonly unknown[],
  expected: number,
  previousChecksum: number,
): VerifiedTurn | RecordFailure {
  const [sequence, atUs, payload, checksum] = row;
  if (sequence !== expected) {
    return recordFailure('journal-gap', `In the journal ${path}, turn ${expected} is missing.`);
  }
  if (!isSafeInteger(atUs) || !isSafeInteger(checksum) || !(payload instanceof Uint8Array)) {
    return corrupt(path, `turn ${expected} has a column of another type`);
  }
  const head = new AsciiBuffer(turnHeadBytes);
  writeTurnHead(head, sequence, atUs);
  if (crc32(payload, crc32(head.bytes(), previousChecksum)) !== checksum) {
    return corrupt(path, `the checksum of turn ${expected} does not match`);
  }
  const turn = decodeTurn(Buffer.from(payload).toString('latin1'));
  if (turn.kind === 'corrupt-line') return corrupt(path, `turn ${expected} holds "${turn.line}"`);
  const { events, commands } = turn;
  return { recorded: { kind: 'turn', sequence, atUs, events, commands }, checksum };
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

function readRun(path: string, database: SqliteDatabase): RunRecord | RecordFailure {
  const versions = [...selectRows(database, selectSchemaVersion)];
  const [version] = versions;
  if (isTrouble(version)) return troubled(path, version);
  if (version?.[0] !== schemaVersion) {
    const found = String(version?.[0]);
    return recordFailure(
      'journal-version',
      `${path} has format ${found}, and this program reads ${schemaVersion}.`,
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
  };
  return runChecksum(run) === checksum ? run : corrupt(path, 'the checksum of its first row does not match');
}

function isSafeInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function troubled(path: string, { code, text }: SqliteTrouble): RecordFailure {
  const isDamage = code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || code === 'SQLITE_ERROR';
  return isDamage ? corrupt(path, text) : unreadable(path, text);
}

function corrupt(path: string, reason: string): RecordFailure {
  return recordFailure('journal-corrupt', `The journal ${path} is damaged: ${reason}.`);
}

function unreadable(path: string, reason: string): RecordFailure {
  return recordFailure('journal-unreadable', `The journal ${path} cannot be read: ${reason}.`);
}
