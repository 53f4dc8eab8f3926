// The few things that we ask of SQLite, with its expected errors as values. Only this file knows the library.
//
// Text is read as bytes (`CAST(… AS BLOB)`): the library ends the whole process on text that is not valid UTF-8, and a
// damaged file holds just that. Pragmas go through `exec`: a statement that was not read to its end holds its lock. A closed
// database lets go of its file when its statements have been collected as garbage, not before.
import Database from 'libsql';

export type SqliteDatabase = Database.Database;

export interface SqliteTrouble {
  readonly kind: 'sqlite-trouble';
  /** SQLite's own result code, such as SQLITE_FULL. */
  readonly code: string;
  readonly text: string;
}

export function openSqlite(path: string): SqliteDatabase | SqliteTrouble {
  try {
    return new Database(path);
  } catch (error) {
    // The library gives this one error without a code.
    if (error instanceof Error && error.message.startsWith('ConnectionFailed')) {
      return { kind: 'sqlite-trouble', code: 'SQLITE_CANTOPEN', text: error.message };
    }
    throw error;
  }
}

/** What the action returns, or SQLite's answer where it fails. Any other error is a bug, and is thrown on. */
export function attempt<Result>(action: () => Result): Result | SqliteTrouble {
  try {
    return action();
  } catch (error) {
    if (error instanceof Database.SqliteError) {
      return { kind: 'sqlite-trouble', code: error.code, text: error.message };
    }
    throw error;
  }
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

export function isTrouble(result: unknown): result is SqliteTrouble {
  return (
    typeof result === 'object' && result !== null && 'kind' in result && result.kind === 'sqlite-trouble'
  );
}
