// A table of a run for people and their programs. What is in it is in the journal too: a table that cannot be written any more is told
// of once, and never stops a run.
import { closeSync, openSync, writeSync } from 'node:fs';
import { recordFailure, systemErrorCode, type RecordFailure } from './failure.ts';
import { replaceFile } from './replace-file.ts';

export class CsvFile {
  readonly #path: string;
  readonly #onFailure: (failure: RecordFailure) => void;
  #file: number | undefined;

  /** With these lines, whatever it held before. */
  constructor(path: string, lines: string, onFailure: (failure: RecordFailure) => void) {
    this.#path = path;
    this.#onFailure = onFailure;
    this.#attempt(() => {
      const reason = replaceFile(path, lines);
      if (reason !== undefined) this.#fail(reason);
      else this.#file = openSync(path, 'a');
    });
  }

  append(line: string): void {
    const file = this.#file;
    if (file !== undefined) this.#attempt(() => writeSync(file, line));
  }

  close(): void {
    const file = this.#file;
    this.#file = undefined;
    if (file !== undefined) this.#attempt(() => closeSync(file));
  }

  #attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#fail(systemErrorCode(error));
    }
  }

  #fail(reason: string): void {
    this.#file = undefined;
    this.#onFailure(recordFailure('file-unwritable', `${this.#path} cannot be written: ${reason}.`));
  }
}
