// The few things that we ask of SQLite, with its expected errors as values. Only this file knows the library.
//
// Text is read as bytes (`CAST(… AS BLOB)`): the library ends the whole process on text that is not valid UTF-8, and a
// damaged file holds just that. Pragmas go through `exec`: a statement that was not read to its end holds its lock. A closed
// database lets go of its file when its statements have been collected as garbage, not before.
import Database from 'libsql';
import BackgroundDatabase from 'libsql/promise';

export type SqliteDatabase = Database.Database;

export interface SqliteTrouble {
  readonly kind: 'sqlite-trouble';
  /** SQLite's own result code, such as SQLITE_FULL. */
  readonly code: string;
  readonly text: string;
}

export function openSqlite(path: string): SqliteDatabase | SqliteTrouble {
  return attemptOpen(() => new Database(path));
}

function attemptOpen<Opened>(open: () => Opened): Opened | SqliteTrouble {
  try {
    return open();
  } catch (error) {
    // The library gives this one error without a code.
    if (error instanceof Error && error.message.startsWith('ConnectionFailed')) {
      return { kind: 'sqlite-trouble', code: 'SQLITE_CANTOPEN', text: error.message };
    }
    throw error;
  }
}

/** A connection whose statements run on a thread of the library: the caller's thread waits for none of them. */
export interface BackgroundSqlite {
  /** Trouble is an answer, as everywhere. */
  exec(statement: string): Promise<SqliteTrouble | undefined>;
  /** When what is under way is done. */
  close(): void;
}

export function openInBackground(path: string): BackgroundSqlite | SqliteTrouble {
  const opened = attemptOpen(() => new BackgroundDatabase(path, {}));
  if (isTrouble(opened)) return opened;
  return {
    exec: async (statement) => {
      try {
        await opened.exec(statement);
        return undefined;
      } catch (error) {
        return troubleIn(error);
      }
    },
    close: () => opened.close(),
  };
}

/** What the action returns, or SQLite's answer where it fails. Any other error is a bug, and is thrown on. */
export function attempt<Result>(action: () => Result): Result | SqliteTrouble {
  try {
    return action();
  } catch (error) {
    return troubleIn(error);
  }
}

function troubleIn(error: unknown): SqliteTrouble {
  if (error instanceof Database.SqliteError) {
    return { kind: 'sqlite-trouble', code: error.code, text: error.message };
  }
  throw error;
}

/** The rows of a query as arrays of their columns. Trouble is the last item. */
export function* selectRows(
  database: SqliteDatabase,
  query: string,
): Generator<readonly unknown[] | SqliteTrouble, void, undefined> {
  const rows = attempt(() => database.prepare(query).raw().iterate());
  for (;;) {
    const next = isTrouble(rows) ? rows : attempt(() => rows.next());
    if (isTrouble(next)) {
      yield next;
      return;
    }
    if (next.done === true) return;
    yield next.value as readonly unknown[];
  }
}

/**
 * A query of one parameter, for one row at a time: an iteration looks ahead, and what it meets there takes the rows before with it.
 * `undefined` where there is no row.
 */
export function rowSelector(
  database: SqliteDatabase,
  query: string,
): (parameter: number | null) => readonly unknown[] | SqliteTrouble | undefined {
  const statement = attempt(() => database.prepare(query).raw());
  if (isTrouble(statement)) return () => statement;
  return (parameter) => attempt(() => statement.get([parameter]) as readonly unknown[] | undefined);
}

export function isTrouble(result: unknown): result is SqliteTrouble {
  return (
    typeof result === 'object' && result !== null && 'kind' in result && result.kind === 'sqlite-trouble'
  );
}
