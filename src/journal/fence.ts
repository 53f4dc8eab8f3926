// A fence around names that one process at a time may work on. It is an exclusive lock on a file of each name, kept by the kernel: it
// is gone the moment its process is, however that ends, and a process that stands still keeps it. Nothing times out.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemErrorCode } from './failure.ts';
import { makeWithParents } from './run-directory.ts';
import { attempt, isTrouble, openSqlite, type SqliteDatabase } from './sqlite.ts';

const ownerOnly = 0o600;

export type FenceResult = Fence | FenceTaken | FenceTrouble;

/** Somebody else works on one of the names. */
export interface FenceTaken {
  readonly kind: 'fence-taken';
  readonly name: string;
  /** What the holder wrote about itself; empty where it wrote nothing. */
  readonly holder: string;
}

/** The folder cannot hold locks: nobody can be kept out. */
export interface FenceTrouble {
  readonly kind: 'fence-trouble';
  readonly path: string;
  readonly reason: string;
}

/** Takes all names or none. They are names of files in `folder`, which is made where it is missing. */
export function raiseFence(folder: string, names: readonly string[], holder: string): FenceResult {
  const reason = makeWithParents(folder);
  if (reason !== undefined) return { kind: 'fence-trouble', path: folder, reason };
  const fence = new Fence();
  // In one order for everybody: two that want the same names never hold one each.
  for (const name of [...new Set(names)].sort()) {
    const failure = fence.take(folder, name, holder);
    if (failure === undefined) continue;
    fence.release();
    return failure;
  }
  return fence;
}

/** Whether a process works on the name now; nothing is kept from anybody by asking. */
export function isHeld(folder: string, name: string): boolean {
  const path = join(folder, `${name}.lock`);
  if (!existsSync(path)) return false;
  const database = openSqlite(path);
  if (isTrouble(database)) return false;
  const read = attempt(() => database.prepare('SELECT count(*) FROM sqlite_schema').get());
  database.close();
  return isTrouble(read) && read.code === 'SQLITE_BUSY';
}

export class Fence {
  readonly kind = 'fence';
  #locks: SqliteDatabase[] = [];

  /** Use `raiseFence`, which takes all or none. */
  take(folder: string, name: string, holder: string): FenceTaken | FenceTrouble | undefined {
    const path = join(folder, `${name}.lock`);
    const database = openSqlite(path);
    if (isTrouble(database)) return { kind: 'fence-trouble', path, reason: database.text };
    const locked = attempt(() => database.exec('BEGIN EXCLUSIVE'));
    if (!isTrouble(locked)) {
      this.#locks.push(database);
      return tell(join(folder, `${name}.holder`), holder);
    }
    database.close();
    if (locked.code !== 'SQLITE_BUSY') return { kind: 'fence-trouble', path, reason: locked.text };
    return { kind: 'fence-taken', name, holder: heard(join(folder, `${name}.holder`)) };
  }

  /** Others may work on the names from now on. Releasing again does nothing. */
  release(): void {
    for (const lock of this.#locks) {
      lock.exec('ROLLBACK');
      lock.close();
    }
    this.#locks = [];
  }
}

/** The lock's own file cannot be read while it is locked: what is to be read of its holder stands beside it. */
function tell(path: string, holder: string): FenceTrouble | undefined {
  try {
    writeFileSync(path, holder, { mode: ownerOnly });
    return undefined;
  } catch (error) {
    return { kind: 'fence-trouble', path, reason: systemErrorCode(error) };
  }
}

function heard(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    systemErrorCode(error);
    return '';
  }
}
