// What a process that died would leave of a run, and what whoever takes it up would make of that, after it was damaged on the way.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { onTestFinished } from 'vitest';
import { isRecordFailure, type RecordFailureCode } from '../failure.ts';
import { filesIn, type RunDirectory } from '../run-directory.ts';
import { laidOpen } from './one-of-each-kind.ts';
import { find, type Found } from './run-journals.ts';

export type Damage = (bytes: Buffer) => Buffer;

/** The database, what SQLite has not folded into it yet, and the mark that is kept apart from both. */
const parts = ['file', 'log', 'mark'] as const;
export type Part = (typeof parts)[number];

/** What is not named is left as it was. */
export type Damages = Readonly<Partial<Record<Part, Damage>>>;

/** "whole" and "known to be short" are recoveries; the rest are refusals, in the word that is said to the operator. */
export type Verdict = 'whole' | 'known to be short' | RecordFailureCode;

/** Where the system has such a folder, files that live for a millisecond are kept in memory. */
const memory = '/dev/shm';

/** A database that was closed lets go of its files a turn of the loop after its statements were collected, and of open files a process has only so many. */
const copiesPerCollection = 256;
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

export class Remains {
  readonly #folder: string;
  readonly #sound: Readonly<Record<Part, Buffer | undefined>>;
  readonly #turns: readonly unknown[];
  readonly #entries: number;
  #copies = 0;

  /** As `directory` stands now. Throws where that is no whole record. To be called inside a test. */
  constructor(directory: RunDirectory) {
    this.#folder = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'evenkeel-'));
    onTestFinished(() => rmSync(this.#folder, { recursive: true, force: true }));
    const { journal, mark } = directory;
    this.#sound = { file: bytesOf(journal), log: bytesOf(logOf(journal)), mark: bytesOf(mark) };
    const found = this.#find({});
    if (isRecordFailure(found) || found.lostEnd !== undefined) throw new Error('nothing was damaged yet');
    this.#turns = open(found);
    this.#entries = found.entries;
  }

  get turns(): number {
    return this.#turns.length;
  }

  bytes(part: Part): number {
    return this.#sound[part]?.length ?? 0;
  }

  /** Throws where a turn is given that was never written, or where something is missing and nobody is told. */
  async verdictOn(damages: Damages): Promise<Verdict> {
    const found = this.#find(damages);
    this.#copies += 1;
    if (this.#copies % copiesPerCollection === 0) {
      collectGarbage();
      await setImmediate();
    }
    if (isRecordFailure(found)) return found.code;
    const turns = open(found);
    if (!isDeepStrictEqual(turns, this.#turns.slice(0, turns.length)))
      throw new Error('a turn is given that was not written');
    if (found.lostEnd !== undefined) {
      if (found.lostEnd.turns < turns.length) throw new Error('it is said to be shorter than it is');
      return 'known to be short';
    }
    if (turns.length < this.#turns.length || found.entries < this.#entries)
      throw new Error('something is missing, and nobody is told');
    return 'whole';
  }

  /** Each in a folder of its own: SQLite lets go of a database, and of what it keeps beside it, some time after it was closed. */
  #find(damages: Damages): ReturnType<typeof find> {
    const copy = filesIn(mkdtempSync(join(this.#folder, 'copy-')));
    const paths = { file: copy.journal, log: logOf(copy.journal), mark: copy.mark };
    for (const part of parts) {
      const sound = this.#sound[part];
      if (sound !== undefined) writeFileSync(paths[part], damages[part]?.(sound) ?? sound);
    }
    const found = find(copy);
    rmSync(copy.path, { recursive: true });
    return found;
  }
}

export const cutTo =
  (bytes: number): Damage =>
  (sound) =>
    sound.subarray(0, bytes);

export const withBitFlipped =
  (offset: number, bit: number): Damage =>
  (sound) => {
    const changed = Buffer.from(sound);
    changed.writeUInt8(changed.readUInt8(offset) ^ (1 << bit), offset);
    return changed;
  };

export const logOf = (journal: string): string => `${journal}-wal`;

/** Where the frames of a log end: behind them is room, which is empty. */
export const framesEnd = (log: string): number => readFileSync(log).findLastIndex((byte) => byte !== 0) + 1;

const bytesOf = (path: string): Buffer | undefined => (existsSync(path) ? readFileSync(path) : undefined);

const open = ({ turns }: Found): readonly unknown[] =>
  turns.map(({ events, commands }) => [events.map(laidOpen), commands]);
