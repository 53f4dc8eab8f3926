// Which order was about to leave ahead of its record. What a process has handed to the kernel outlives it, so one line, written before such an
// order leaves, says after a kill exactly what may be out there. After a power cut it may be older than what left, so it names the boot
// of the machine that it was written in, and the file and the life of the run that it is of: whatever else is found says nothing.
import {
  closeSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { crc32 } from 'node:zlib';
import type { Departures } from '../core/departures.ts';
import type { ClientOrderId } from '../core/order.ts';
import { systemErrorCode } from './failure.ts';

const ownerOnly = 0o600;
const orderIdLength = 16;

/** The process that may write a mark, or whose mark is read. */
export interface MarkedLife {
  readonly path: string;
  /** The number of the entry with which it began. */
  readonly entry: number;
  /** The boot of the machine; `undefined` where the system tells none. */
  readonly boot: string | undefined;
}

/** What the process that has died may have sent ahead of its record. */
export function readDepartures({ path, entry, boot }: MarkedLife): Departures {
  if (boot === undefined) return 'unknown';
  let text: string;
  let file: bigint;
  try {
    text = readFileSync(path, 'latin1');
    file = statSync(path, { bigint: true }).ino;
  } catch (error) {
    systemErrorCode(error);
    return 'unknown';
  }
  const order = text.slice(-orderIdLength - 1, -1).trimStart();
  if (!/^(\d+|-)$/.test(order)) return 'unknown';
  const lastOrderId = order === '-' ? undefined : (Number(order) as ClientOrderId);
  return text === renderLine(headOf(boot, entry, file), lastOrderId) ? { lastOrderId } : 'unknown';
}

/** The system's part of it; tests let it fail. */
export interface MarkFile {
  readonly write: (line: string) => void;
  readonly remove: () => void;
  readonly empty: () => void;
  readonly close: () => void;
}

export class SentMark {
  readonly #file: MarkFile;
  readonly #head: string;
  /** Nothing is there any more that anybody could believe. */
  #isTakenBack = false;
  #onFailure: (reason: string) => void = () => undefined;

  /** Use `beginSentMark`. */
  constructor(file: MarkFile, head: string) {
    this.#file = file;
    this.#head = head;
  }

  /** Told once, with the system's code: from then on a restart takes longer. */
  onFailure(tell: (reason: string) => void): void {
    this.#onFailure = tell;
  }

  /**
   * Outlives this process as soon as it returns. What cannot be written is taken back as a whole: a line that is older than the order could
   * say that none has left. False where that fails too.
   */
  announce(clientOrderId: ClientOrderId): boolean {
    if (this.#isTakenBack) return true;
    const reason = attempt(() => this.#file.write(renderLine(this.#head, clientOrderId)));
    if (reason === undefined) return true;
    this.#isTakenBack = [this.#file.remove, this.#file.empty].some((way) => attempt(way) === undefined);
    this.#onFailure(reason);
    this.#onFailure = () => undefined;
    return this.#isTakenBack;
  }

  close(): void {
    this.#file.close();
  }
}

/** The mark of a process that begins, in the place of the one before; `undefined` where it would say nothing. Throws as the system does. */
export function beginSentMark({ path, entry, boot }: MarkedLife): SentMark | undefined {
  if (boot === undefined) return undefined;
  const descriptor = openSync(path, 'w', ownerOnly);
  const file: MarkFile = {
    write: (line) => {
      if (writeSync(descriptor, line, 0, 'latin1') < line.length) throw shortWrite();
    },
    remove: () => unlinkSync(path),
    empty: () => ftruncateSync(descriptor, 0),
    close: () => closeSync(descriptor),
  };
  const head = headOf(boot, entry, fstatSync(descriptor, { bigint: true }).ino);
  file.write(renderLine(head, undefined));
  return new SentMark(file, head);
}

/** Linux has one for each start of the machine, and a container that of its host, whose memory holds what was written. */
export function bootOfMachine(): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    return /^[0-9a-f-]{36}$/.test(boot) ? boot : undefined;
  } catch (error) {
    systemErrorCode(error);
    return undefined;
  }
}

/** A copy of the file is another file. */
const headOf = (boot: string, entry: number, file: bigint): string => `${boot} ${entry} ${file}`;

/** Always of one length, so that a line covers the one before. */
function renderLine(head: string, lastOrderId: ClientOrderId | undefined): string {
  const text = `${head} ${String(lastOrderId ?? '-').padStart(orderIdLength)}`;
  return `${crc32(text).toString(16).padStart(8, '0')} ${text}\n`;
}

const shortWrite = (): Error => Object.assign(new Error('a line was written in part'), { code: 'EIO' });

/** `undefined`, or the system's code. */
function attempt(action: () => void): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return systemErrorCode(error);
  }
}
