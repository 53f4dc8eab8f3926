// What makes a journal outlive a power cut, and a cut of itself be noticed: its log is written through to the disk, at once where an
// order waits for that and soon where nothing does, and the mark that is kept apart follows, never ahead of it.
import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import { systemErrorCode } from './failure.ts';
import { MarkWriter, noMark, type Mark } from './high-water-mark.ts';

/** The disk, as far as it is asked for; tests let it fail. */
export interface Disk {
  readonly syncNow: (file: number) => void;
  readonly sync: (file: number, done: (error: Error | null) => void) => void;
}

const realDisk: Disk = { syncNow: fdatasyncSync, sync: fdatasync };

export class Durability {
  readonly #log: number;
  readonly #mark: MarkWriter;
  readonly #disk: Disk;
  #onFailure: (reason: string) => void = () => undefined;
  /** How far the journal has been written, while the disk is still asked to keep it. */
  #awaited: Mark | undefined;
  #marked = noMark;
  #isSyncing = false;
  #isClosed = false;

  /** `log` is SQLite's write-ahead log, which is there while the journal is open; the mark is there already. Throws as the system does. */
  constructor(paths: { readonly log: string; readonly mark: string }, disk: Disk = realDisk) {
    this.#disk = disk;
    this.#mark = new MarkWriter(paths.mark);
    this.#log = openSync(paths.log, 'a');
  }

  onFailure(tell: (reason: string) => void): void {
    this.#onFailure = tell;
  }

  /** When it returns `undefined`, everything that was committed is on the disk. Otherwise the system's code. */
  settle(reached: Mark): string | undefined {
    try {
      this.#disk.syncNow(this.#log);
      this.#markAt(reached);
      return undefined;
    } catch (error) {
      return systemErrorCode(error);
    }
  }

  /** The same in the background; what is committed meanwhile goes with the next one. */
  settleSoon(reached: Mark): void {
    this.#awaited = reached;
    if (!this.#isSyncing) this.#settleAwaited();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    // A file is not to be closed under a sync that is still under way.
    if (!this.#isSyncing) this.#release();
  }

  #settleAwaited(): void {
    const reached = this.#awaited;
    if (reached === undefined || this.#isClosed) return;
    this.#awaited = undefined;
    this.#isSyncing = true;
    this.#disk.sync(this.#log, (error) => this.#onSynced(error, reached));
  }

  #onSynced(error: Error | null, reached: Mark): void {
    if (this.#isClosed) {
      this.#release();
      return;
    }
    if (error === null) this.#markThrough(reached);
    else this.#fail(error);
  }

  #markThrough(reached: Mark): void {
    try {
      this.#markAt(reached);
    } catch (error) {
      this.#fail(error);
      return;
    }
    this.#mark.sync((error) => {
      this.#isSyncing = false;
      if (this.#isClosed) this.#release();
      else if (error === null) this.#settleAwaited();
      else this.#onFailure(systemErrorCode(error));
    });
  }

  /** What was synced in the background may be known to be durable by then. */
  #markAt(reached: Mark): void {
    const { turns, entries } = this.#marked;
    if (reached.turns <= turns && reached.entries <= entries) return;
    this.#mark.write(reached);
    this.#marked = reached;
  }

  #fail(error: unknown): void {
    this.#isSyncing = false;
    this.#onFailure(systemErrorCode(error));
  }

  #release(): void {
    closeSync(this.#log);
    this.#mark.close();
  }
}
