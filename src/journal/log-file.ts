// log.txt or log.jsonl itself. Lines are gathered, and written when the process has nothing else to do, so that the log costs neither a
// hedge nor a quote any time.
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { assert } from '../core/assert.ts';
import type { EngineEvent } from '../core/events.ts';
import { recordFailure, systemErrorCode, type RecordFailure } from './failure.ts';
import type { LogWriter } from './log-format.ts';
import type { RecordedCommand } from './recorded.ts';

const ownerOnly = 0o600;
/** Written at once when this much has gathered: a run at full speed leaves no idle moment. */
const gatheredCharactersMax = 65_536;

export interface LogFileOptions {
  readonly writer: LogWriter;
  /** Called once, when the disk is full or the file cannot be written for another reason. Later lines are lost. */
  readonly onFailure: (failure: RecordFailure) => void;
}

/** Opens the log of a run, and goes on at its end where it exists. */
export function openLogFile(path: string, options: LogFileOptions): LogFile | RecordFailure {
  try {
    return new LogFile(path, openSync(path, 'a', ownerOnly), options);
  } catch (error) {
    return unwritable(path, systemErrorCode(error));
  }
}

export class LogFile {
  readonly kind = 'log-file';
  readonly #path: string;
  readonly #file: number;
  readonly #options: LogFileOptions;
  #gathered = '';
  #scheduled: NodeJS.Immediate | undefined;
  #cycle = 0;
  #state: 'open' | 'failed' | 'closed' = 'open';

  /** Use `openLogFile`. */
  constructor(path: string, file: number, options: LogFileOptions) {
    this.#path = path;
    this.#file = file;
    this.#options = options;
  }

  /** The lines of a turn, and one before them where an order is the first of its cycle. */
  append(events: readonly EngineEvent[], commands: readonly RecordedCommand[]): void {
    for (const command of commands) {
      if (command.kind !== 'place' || command.order.cycle <= this.#cycle) continue;
      this.#cycle = command.order.cycle;
      this.#gather(this.#options.writer.cycleBegins(events.at(-1)?.atUs ?? 0, this.#cycle));
    }
    this.#gather(this.#options.writer.turn(events, commands));
  }

  /** Writes what has gathered. Closing again does nothing. */
  close(): void {
    if (this.#state === 'closed') return;
    this.#write();
    closeSync(this.#file);
    this.#state = 'closed';
  }

  #gather(lines: string): void {
    assert(this.#state !== 'closed', 'a closed log takes no more lines');
    if (lines === '' || this.#state === 'failed') return;
    this.#gathered += lines;
    if (this.#gathered.length >= gatheredCharactersMax) this.#write();
    else this.#scheduled ??= setImmediate(() => this.#write());
  }

  #write(): void {
    clearImmediate(this.#scheduled);
    this.#scheduled = undefined;
    const text = this.#gathered;
    this.#gathered = '';
    if (text === '' || this.#state !== 'open') return;
    try {
      writeFileSync(this.#file, text);
    } catch (error) {
      this.#state = 'failed';
      this.#options.onFailure(unwritable(this.#path, systemErrorCode(error)));
    }
  }
}

function unwritable(path: string, reason: string): RecordFailure {
  return recordFailure('log-unwritable', `The log ${path} cannot be written: ${reason}.`);
}
