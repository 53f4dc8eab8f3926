// A commit that makes SQLite's log longer has to wait for two writes: its own and that of the file's new length. So the log is made as
// long as it is kept anyway before the first quote waits for it. What lies behind its last frame is no frame: SQLite reads up to there.
import { closeSync, fdatasync, fstatSync, openSync, writeSync } from 'node:fs';

/** While nobody else writes into it. It comes to the disk in the background, or with the first commit. Throws as the system does. */
export function reserveLog(path: string, bytes: number): void {
  const file = openSync(path, 'a');
  const missing = bytes - fstatSync(file).size;
  if (missing > 0) writeSync(file, Buffer.alloc(missing));
  // A disk that fails is told of when a commit is written through to it.
  fdatasync(file, () => closeSync(file));
}
