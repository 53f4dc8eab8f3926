// Whatever happens to what a dead process left, it is recovered exactly, or as a shorter beginning that is known to be one, or refused.
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isRecordFailure } from './failure.ts';
import { filesIn, type RunDirectory } from './run-directory.ts';
import type { SqliteJournal } from './sqlite-journal.ts';
import { fillTurn, quietTurn, quoteTurn } from './testing/journals.ts';
import { laidOpen } from './testing/one-of-each-kind.ts';
import { beginRun, find } from './testing/run-journals.ts';
import { temporaryDirectory } from './testing/temporary-directory.ts';

const turns = Array.from(
  { length: 40 },
  (_, index) => [quietTurn, fillTurn, quoteTurn][index % 3] ?? quietTurn,
);
/** The quiet turn at the end is no part of what outlives the process. */
const durable = turns.slice(0, -1);

let directory: RunDirectory;
let journal: SqliteJournal;
/** Where the last commit begins in the log. */
let lastCommit = 0;
const logOf = ({ journal: path }: RunDirectory): string => `${path}-wal`;

beforeEach(() => {
  ({ directory, journal } = beginRun());
  turns.forEach(({ events, commands }, index) => {
    if (index === durable.length - 1) lastCommit = readFileSync(logOf(directory)).length;
    journal.append(events, commands);
  });
});
afterEach(() => journal.close());

interface Damage {
  readonly log?: (bytes: Buffer) => Buffer;
  readonly file?: (bytes: Buffer) => Buffer;
  readonly mark?: (bytes: Buffer) => Buffer;
}

/** What the process would have left if it had died now, and this had happened to it. */
function left({ log, file, mark }: Damage): RunDirectory {
  const copy = filesIn(temporaryDirectory());
  const change = (from: string, to: string, damage: (bytes: Buffer) => Buffer = (bytes) => bytes): void => {
    if (existsSync(from)) writeFileSync(to, damage(readFileSync(from)));
  };
  change(directory.journal, copy.journal, file);
  change(logOf(directory), logOf(copy), log);
  change(directory.mark, copy.mark, mark);
  return copy;
}

/** "whole", "known to be short", or the code of a refusal; anything else throws. */
function verdictOn(damage: Damage): string {
  const found = find(left(damage));
  if (isRecordFailure(found)) return found.code;
  const open = (each: readonly (typeof durable)[number][]): unknown =>
    each.map(({ events, commands }) => [events.map(laidOpen), commands]);
  expect(open(found.turns)).toEqual(open(durable.slice(0, found.turns.length)));
  if (found.lostEnd !== undefined) {
    return found.lostEnd.turns < found.turns.length ? 'said to be shorter than it is' : 'known to be short';
  }
  expect(found).toMatchObject({ entries: 1, turns: { length: durable.length } });
  return 'whole';
}

const cutAt =
  (length: number) =>
  (bytes: Buffer): Buffer =>
    bytes.subarray(0, length);
const flip =
  (offset: number, bit: number) =>
  (bytes: Buffer): Buffer => {
    const changed = Buffer.from(bytes);
    changed[offset % changed.length] = (changed[offset % changed.length] as number) ^ (1 << bit);
    return changed;
  };
const refusals = [
  'journal-corrupt',
  'journal-unreadable',
  'journal-version',
  'not-a-journal',
  'journal-missing',
];

describe('the record of a process that died', () => {
  it('is whole', () => {
    expect(verdictOn({})).toBe('whole');
  });

  it('is known to be short wherever its last commit was cut: in each byte of its frame’s head, and throughout its page', () => {
    const end = readFileSync(logOf(directory)).length;
    const frameHeadBytes = 24;
    for (let length = lastCommit; length < end; length += length < lastCommit + frameHeadBytes ? 1 : 61)
      expect(verdictOn({ log: cutAt(length) })).toBe('known to be short');
    expect(verdictOn({ log: cutAt(end - 1) })).toBe('known to be short');
  });

  it('without any of its log is known to be short, or refused', () => {
    expect(verdictOn({ log: cutAt(0) })).toBe('known to be short');
  });

  it('with a bit flipped anywhere in its log is whole, known to be short, or refused', () => {
    const verdicts = new Set<string>();
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 7 }), (offset, bit) => {
        const verdict = verdictOn({ log: flip(offset, bit) });
        expect(['whole', 'known to be short', ...refusals]).toContain(verdict);
        verdicts.add(verdict);
      }),
      { numRuns: 120 },
    );
    expect(verdicts).toContain('known to be short');
  });

  it('with a bit flipped anywhere in its file is whole, known to be short, or refused', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 7 }), (offset, bit) => {
        expect(['whole', 'known to be short', ...refusals]).toContain(verdictOn({ file: flip(offset, bit) }));
      }),
      { numRuns: 80 },
    );
  });

  it('is whole where a bit of its mark was flipped, and not trusted where the mark is gone', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 7 }), (offset, bit) => {
        expect(verdictOn({ mark: flip(offset, bit) })).toBe('whole');
      }),
      { numRuns: 40 },
    );
    expect(verdictOn({ mark: cutAt(0) })).toBe('known to be short');
  });

  it('that is an older copy is known to be one', () => {
    const { directory: older, journal: before } = beginRun();
    before.append(quoteTurn.events, quoteTurn.commands);
    const copy = filesIn(temporaryDirectory());
    for (const suffix of ['', '-wal']) copyFileSync(older.journal + suffix, copy.journal + suffix);
    before.append(fillTurn.events, fillTurn.commands);
    before.append(quoteTurn.events, quoteTurn.commands);
    copyFileSync(older.mark, copy.mark);
    before.close();
    expect(find(copy)).toMatchObject({ turns: { length: 1 }, lostEnd: { turns: 3 } });
  });
});
