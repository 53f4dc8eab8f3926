// The rows of turns as they stand in the file. Handing over a row costs the library more than reading it, so rows are put together
// inside SQLite, hundreds at a time, and taken apart here; where that fails, one by one, so that not one more is lost than is damaged.
import { ByteCursor } from './byte-cursor.ts';
import { isTrouble, rowSelector, selectRows, type SqliteDatabase, type SqliteTrouble } from './sqlite.ts';

const rowsPerPiece = 256;
const smallestInteger = '-9223372036854775808';
const newlineCode = 10;

/** A row that was read; nobody has looked at its checksum yet. */
export interface StoredTurn {
  readonly kind: 'stored-turn';
  readonly sequence: number;
  readonly atUs: number;
  readonly checksum: number;
  /** What its checksum is taken of, which ends with its payload. */
  readonly bytes: Uint8Array;
  readonly payloadStart: number;
}

/** What stands where a row should be. */
export type NoTurn =
  | { readonly kind: 'row-missing' }
  | { readonly kind: 'row-illegible' }
  | { readonly kind: 'row-trouble'; readonly trouble: SqliteTrouble };

/**
 * In the order of their sequence, as of one moment; what is no turn is the last item. Columns of another type than the table allows are
 * read as the text that they are, which is not legible where an integer belongs.
 */
export function* storedTurns(database: SqliteDatabase): Generator<StoredTurn | NoTurn, void, undefined> {
  let last: number | undefined;
  for (const [piece] of rowsOf(selectRows(database, selectPieces))) {
    if (isTrouble(piece)) {
      yield* oneByOne(database, last);
      return;
    }
    // There is no row at all, or there are some behind a gap.
    if (!(piece instanceof Uint8Array)) {
      if (last !== undefined) yield { kind: 'row-missing' };
      return;
    }
    for (const turn of turnsIn(piece)) {
      yield turn;
      if (turn.kind !== 'stored-turn') return;
      last = turn.sequence;
    }
  }
}

function* oneByOne(
  database: SqliteDatabase,
  after: number | undefined,
): Generator<StoredTurn | NoTurn, void, undefined> {
  const next = rowSelector(database, selectNext);
  for (let last = after ?? null; ;) {
    const row = next(last);
    if (row === undefined) return;
    if (isTrouble(row)) {
      yield { kind: 'row-trouble', trouble: row };
      return;
    }
    const [bytes] = row;
    const [turn = { kind: 'row-illegible' } as const] = bytes instanceof Uint8Array ? turnsIn(bytes) : [];
    yield turn;
    if (turn.kind !== 'stored-turn') return;
    last = turn.sequence;
  }
}

/** Trouble as the one column of the last row. */
function* rowsOf(
  rows: Iterable<readonly unknown[] | SqliteTrouble>,
): Generator<readonly unknown[], void, undefined> {
  for (const row of rows) yield isTrouble(row) ? [row] : row;
}

function* turnsIn(piece: Uint8Array): Generator<StoredTurn | NoTurn, void, undefined> {
  const cursor = new ByteCursor(piece, 0, piece.length);
  while (!cursor.isAtEnd) {
    const checksum = lineOf(cursor);
    const payloadBytes = lineOf(cursor);
    const start = cursor.position;
    const sequence = lineOf(cursor);
    const atUs = lineOf(cursor);
    const payloadStart = cursor.position;
    const end = payloadStart + payloadBytes;
    if (!(payloadBytes >= 0 && end <= piece.length) || Number.isNaN(checksum + sequence + atUs)) {
      yield { kind: 'row-illegible' };
      return;
    }
    const bytes = piece.subarray(start, end);
    yield { kind: 'stored-turn', sequence, atUs, checksum, bytes, payloadStart: payloadStart - start };
    cursor.position = end;
  }
}

function lineOf(cursor: ByteCursor): number {
  const value = cursor.integer();
  return cursor.skip(newlineCode) ? value : NaN;
}

/**
 * A row in its parts: checksum and length of the payload, then what the checksum is taken of (`writeTurnHead`, payload). A column that
 * holds nothing must not make all of it nothing.
 */
const rowText = `
  CAST(
    ifnull(checksum, '') || char(10) || ifnull(length(CAST(payload AS BLOB)), '') || char(10) ||
    seq || char(10) || ifnull(at_us, '') || char(10) || ifnull(payload, '')
  AS BLOB)`;

/** Of all rows, where the last one is not known: some may be before 1 that should not be there. */
const selectNext = `
  SELECT ${rowText} FROM turn WHERE seq > ifnull(?, ${smallestInteger}) ORDER BY seq LIMIT 1`;

/** One statement, so that whoever writes meanwhile does not matter. A piece without a row is null. */
const selectPieces = `
  WITH RECURSIVE piece(first) AS (
    SELECT min(seq) FROM turn
    UNION ALL
    SELECT first + ${rowsPerPiece} FROM piece WHERE first + ${rowsPerPiece} <= (SELECT max(seq) FROM turn)
  )
  SELECT (
    SELECT CAST(group_concat(row, '') AS BLOB) FROM (
      SELECT ${rowText} AS row FROM turn WHERE seq >= first AND seq < first + ${rowsPerPiece} ORDER BY seq
    )
  ) FROM piece`;
