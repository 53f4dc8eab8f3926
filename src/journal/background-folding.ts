// SQLite keeps what was committed in a log, and folds that into its file from time to time. By itself it does so inside a commit, which
// stalls whoever commits for milliseconds. Here it is done beside, on a connection and a thread of its own; a commit waits for neither.
// Whoever dies meanwhile loses nothing: the log is taken up anew only when all of it is in the file, and on the disk.
import { statSync } from 'node:fs';
import { systemErrorCode } from './failure.ts';
import {
  attempt,
  isTrouble,
  openInBackground,
  type BackgroundSqlite,
  type SqliteDatabase,
  type SqliteTrouble,
} from './sqlite.ts';

export interface FoldingLimits {
  readonly commitsPerFolding: number;
  /** Beyond that the log grows faster than it is folded, and whoever writes it has to wait for once. */
  readonly logBytesMax: number;
}

/** As many commits are between 2 and 10 MB of log. */
const usualLimits: FoldingLimits = { commitsPerFolding: 500, logBytesMax: 64 * 1024 * 1024 };
/** A log that is written anew from its beginning is cut back to this. */
export const logBytesKept = 4 * 1024 * 1024;
/** Whoever begins to read may hold the lock of writers for an instant. */
const patienceMs = 250;
const lastTries = 400;
const lastPauseMs = 5;

export function foldInBackground(
  path: string,
  limits: FoldingLimits = usualLimits,
): BackgroundFolding | SqliteTrouble {
  const database = openInBackground(path);
  return isTrouble(database) ? database : new BackgroundFolding(path, database, limits);
}

export class BackgroundFolding {
  readonly kind = 'background-folding';
  readonly #log: string;
  readonly #database: BackgroundSqlite;
  readonly #limits: FoldingLimits;
  #commits = 0;
  #isUnderWay = false;

  /** Use `foldInBackground`. */
  constructor(path: string, database: BackgroundSqlite, limits: FoldingLimits) {
    this.#log = `${path}-wal`;
    this.#database = database;
    this.#limits = limits;
  }

  get isUnderWay(): boolean {
    return this.#isUnderWay;
  }

  /** To be told of every commit. Returns whether the log is so long that it has to be folded here and now. */
  noteCommit(): boolean {
    this.#commits += 1;
    if (this.#commits < this.#limits.commitsPerFolding || this.#isUnderWay) return false;
    this.#commits = 0;
    if (bytesOf(this.#log) > this.#limits.logBytesMax) return true;
    this.#isUnderWay = true;
    this.#fold().catch((bug: unknown) =>
      setImmediate(() => {
        throw bug;
      }),
    );
    return false;
  }

  /** What is under way is finished, on its thread. */
  close(): void {
    this.#database.close();
  }

  /** What could not be folded stays in the log, which is complete; a disk that is full is told of when the log itself is written. */
  async #fold(): Promise<void> {
    await this.#database.exec('PRAGMA wal_checkpoint(PASSIVE)');
    this.#isUnderWay = false;
  }
}

/** The connection that commits does not fold by itself any more. Throws as SQLite does. */
export function leaveFolding(database: SqliteDatabase): void {
  database.exec('PRAGMA wal_autocheckpoint = 0');
  database.exec(`PRAGMA journal_size_limit = ${logBytesKept}`);
  database.exec(`PRAGMA busy_timeout = ${patienceMs}`);
}

/**
 * All of the log, which is gone then. Somebody may be reading: then the file stays as it is, which is complete too; only what is our own is
 * waited for.
 */
export function foldForGood(database: SqliteDatabase, folding: BackgroundFolding | undefined): void {
  const tries = folding?.isUnderWay === true ? lastTries : 1;
  folding?.close();
  for (let count = 1; count <= tries; count += 1) {
    const folded = attempt(() => database.exec('PRAGMA journal_mode = DELETE'));
    if (!isTrouble(folded)) return;
    if (count < tries) standStill(lastPauseMs);
  }
}

/** The thread, that is: nothing is left to be done on it. */
function standStill(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)), 0, 0, milliseconds);
}

function bytesOf(path: string): number {
  try {
    return statSync(path).size;
  } catch (error) {
    // Without its log nothing can be committed, and that is told where it is tried.
    systemErrorCode(error);
    return 0;
  }
}
