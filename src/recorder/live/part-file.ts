// A file that grows: blocks are appended in order, one write at a time, while the next are being made.
import { open, type FileHandle } from 'node:fs/promises';
import { failed, systemErrorCode, type RecordingFailure } from '../failure.ts';

export class PartFile {
  readonly path: string;
  readonly #onFailure: (failure: RecordingFailure) => void;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #bytes = 0;
  /** Of everything that was handed over so far. */
  #written: Promise<void> = Promise.resolve();
  #isWriting = false;
  #file: FileHandle | undefined;
  #hasFailed = false;

  /** The file must not be there yet. */
  constructor(path: string, start: Uint8Array, onFailure: (failure: RecordingFailure) => void) {
    this.path = path;
    this.#onFailure = onFailure;
    this.append(start);
  }

  /** Those that wait to be written included. */
  get bytes(): number {
    return this.#bytes;
  }

  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  append(bytes: Uint8Array): void {
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    this.#bytes += bytes.length;
    if (this.#isWriting) return;
    this.#isWriting = true;
    this.#written = this.#write();
  }

  /** Done when everything is on the disk, or has failed and was told. */
  async close(): Promise<void> {
    await this.#written;
    await this.#file?.close();
  }

  /** Until nothing waits: what has come meanwhile goes in one write, and a power cut takes no more than the last of them. */
  async #write(): Promise<void> {
    try {
      this.#file ??= await open(this.path, 'wx', 0o644);
      while (this.#waiting.length > 0 && !this.#hasFailed) {
        const batch = Buffer.concat(this.#waiting);
        this.#waiting = [];
        await this.#file.writeFile(batch);
        await this.#file.datasync();
        this.#waitingBytes -= batch.length;
      }
    } catch (error) {
      const code = systemErrorCode(error);
      if (code === undefined) throw error;
      this.#hasFailed = true;
      this.#onFailure(describe(this.path, code));
    } finally {
      this.#isWriting = false;
    }
  }
}

function describe(path: string, code: string): RecordingFailure {
  const remedy =
    code === 'ENOSPC'
      ? 'make room on the disk; what was recorded before can be replayed'
      : code === 'EEXIST'
        ? 'let one process record into a folder'
        : 'give a folder that can be written';
  return failed('unwritable-file', `${path} cannot be written: ${code}`, remedy).failure;
}
