// How far a record went, kept apart from it: a record that was cut, or is an older copy, looks whole by itself. The file says whose
// record it is, and has two places for the mark, written in turns, so that one of them is whole whatever happens.
import { closeSync, fdatasync, openSync, readFileSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { ClientOrderId } from '../core/order.ts';
import { systemErrorCode } from './failure.ts';
import { replaceFile } from './replace-file.ts';

export interface Mark {
  readonly turns: number;
  readonly entries: number;
  /** `undefined` where no order was ever on record. */
  readonly lastOrderId: ClientOrderId | undefined;
  /** Nobody has to take the run up any more. */
  readonly isOver: boolean;
}

const placeBytes = 80;
const places = 2;

export const noMark: Mark = { turns: 0, entries: 0, lastOrderId: undefined, isOver: false };

export interface FoundMark {
  /** Whose record it is; `undefined` where that is damaged. */
  readonly owner: string | undefined;
  /** The furthest that can be vouched for; `undefined` where none can. */
  readonly mark: Mark | undefined;
}

/** `undefined` where there is no such file. */
export function readMark(path: string): FoundMark | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'latin1');
  } catch (error) {
    const reason = systemErrorCode(error);
    return reason === 'ENOENT' ? undefined : { owner: undefined, mark: undefined };
  }
  const marks = Array.from({ length: places }, (_, place) =>
    parsePlace(text.slice(place * placeBytes, (place + 1) * placeBytes)),
  ).filter((mark) => mark !== undefined);
  const furthest = marks.sort(byProgress).at(-1);
  return { owner: parseLine(text.slice(places * placeBytes)), mark: furthest };
}

function byProgress(left: Mark, right: Mark): number {
  if (left.entries !== right.entries) return left.entries - right.entries;
  return left.turns === right.turns ? Number(left.isOver) - Number(right.isOver) : left.turns - right.turns;
}

/** Makes the file; when it returns `undefined`, it is on the disk. Otherwise the system's code. */
export const beginMark = (path: string, owner: string, mark: Mark): string | undefined =>
  replaceFile(path, `${renderPlace(mark).repeat(places)}${renderLine(owner)}`);

/** Writes into a file that is there. */
export class MarkWriter {
  readonly #file: number;
  #place = 0;

  /** Throws as the system does. */
  constructor(path: string) {
    this.#file = openSync(path, 'r+');
  }

  /** Outlives this process at once, and a power cut with the next `sync`. Throws as the system does. */
  write(mark: Mark): void {
    writeSync(this.#file, renderPlace(mark), this.#place * placeBytes, 'latin1');
    this.#place = (this.#place + 1) % places;
  }

  sync(done: (error: Error | null) => void): void {
    fdatasync(this.#file, done);
  }

  close(): void {
    closeSync(this.#file);
  }
}

function renderPlace({ turns, entries, lastOrderId, isOver }: Mark): string {
  return renderLine([turns, entries, lastOrderId ?? '-', isOver ? 'over' : 'open'].join(' ')).padStart(
    placeBytes,
  );
}

function parsePlace(text: string): Mark | undefined {
  const fields = /^(\d{1,16}) (\d{1,16}) (\d{1,16}|-) (over|open)$/.exec(parseLine(text.trimStart()) ?? '');
  if (fields === null) return undefined;
  const [, turns, entries, order, state] = fields;
  return {
    turns: Number(turns),
    entries: Number(entries),
    lastOrderId: order === '-' ? undefined : (Number(order) as ClientOrderId),
    isOver: state === 'over',
  };
}

/** A text with its checksum before it. */
const renderLine = (text: string): string => `${checksum(text)} ${text}\n`;

function parseLine(line: string): string | undefined {
  const text = line.slice(checksumLength + 1, -1);
  return line === renderLine(text) ? text : undefined;
}

const checksumLength = 8;
const checksum = (text: string): string => crc32(text).toString(16).padStart(checksumLength, '0');
