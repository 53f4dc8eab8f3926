// The fingerprint of a run: SHA-256 over every turn's events and commands. The same run gives the same hash on every machine,
// which is how determinism is checked, and a replay compared with what was recorded.
import { createHash } from 'node:crypto';
import type { EngineEvent } from '../core/events.ts';
import { AsciiBuffer } from './ascii-buffer.ts';
import { writeTurn } from './encode.ts';
import type { RecordedCommand } from './recorded.ts';

/** Hashing in large pieces saves the price of a call into OpenSSL per event. */
const batchBytes = 65_536;

export class EventHash {
  readonly #hash = createHash('sha256');
  readonly #buffer = new AsciiBuffer(2 * batchBytes);

  /** Takes a turn into the hash. An empty line ends it: the same events in other turns are another run. */
  append(events: readonly EngineEvent[], commands: readonly RecordedCommand[]): void {
    writeTurn(this.#buffer, events, commands);
    this.#endTurn();
  }

  /** A turn as it is on record: what `writeTurn` has written, from `start` on. */
  appendWritten(bytes: Uint8Array, start: number): void {
    this.#buffer.written(bytes, start);
    this.#endTurn();
  }

  /** The hash of all turns so far, 64 hexadecimal digits; more turns may follow. */
  hex(): string {
    this.#flush();
    return this.#hash.copy().digest('hex');
  }

  #endTurn(): void {
    this.#buffer.newline();
    if (this.#buffer.length >= batchBytes) this.#flush();
  }

  #flush(): void {
    this.#hash.update(this.#buffer.bytes());
    this.#buffer.clear();
  }
}
