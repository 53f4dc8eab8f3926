// What has been appended can be read back, and what a crash leaves is a prefix of it.
import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordFailure } from './failure.ts';
import { readJournal } from './read-journal.ts';
import { openSqlite, isTrouble, type SqliteDatabase } from './sqlite.ts';
import { createSqliteJournal } from './sqlite-journal.ts';
import { aRun, begin, fillTurn, quietTurn, quoteTurn, read, write } from './testing/journals.ts';
import { anyTurn } from './testing/any-of-each-kind.ts';
import { commandOfEachKind, eventOfEachKind, laidOpen, levelsOf } from './testing/one-of-each-kind.ts';
import { temporaryDirectory } from './testing/temporary-directory.ts';

function open(path: string): SqliteDatabase {
  const database = openSqlite(path);
  if (isTrouble(database)) throw new Error(database.text);
  return database;
}

/** What would be on the disk if the process ended now. */
function crash(path: string): string {
  const copy = join(temporaryDirectory(), 'crashed.sqlite');
  for (const suffix of ['', '-wal']) copyFileSync(path + suffix, copy + suffix);
  return copy;
}

describe('a journal', () => {
  it('gives back its run and every turn, numbered from 1', () => {
    const directory = temporaryDirectory();
    let count = 0;
    fc.assert(
      fc.property(fc.array(anyTurn, { maxLength: 40 }), (turns) => {
        count += 1;
        const path = join(directory, `${count}.sqlite`);
        write(path, turns);
        const { turns: recorded, failure } = read(path);
        expect(failure).toBeUndefined();
        expect(recorded.map(({ sequence }) => sequence)).toEqual(turns.map((_, index) => index + 1));
        expect(recorded.map((turn) => turn.events.map(laidOpen))).toEqual(
          turns.map((turn) => turn.events.map(laidOpen)),
        );
        expect(recorded.map((turn) => turn.commands)).toEqual(turns.map((turn) => turn.commands));
        expect(recorded.map((turn) => turn.atUs)).toEqual(turns.map((turn) => turn.events.at(-1)?.atUs));
      }),
      { numRuns: 10 },
    );
  });

  it('says what run it is of', () => {
    const path = join(temporaryDirectory(), 'journal.sqlite');
    write(path, []);
    const journal = readJournal(path);
    expect(journal).toMatchObject({ kind: 'journal', run: aRun });
    if (journal.kind === 'journal') journal.close();
  });

  it('keeps levels as they were at the append, though their buffer is filled again', () => {
    const path = join(temporaryDirectory(), 'journal.sqlite');
    const levels = levelsOf(['buy', 1, 1]);
    const journal = begin(path);
    journal.append([{ ...eventOfEachKind.book, levels }], []);
    levels.clear();
    journal.close();
    expect(read(path).turns[0]?.events.map(laidOpen)).toEqual([
      laidOpen({ ...eventOfEachKind.book, levels: levelsOf(['buy', 1, 1]) }),
    ]);
  });

  it('is one file when it is closed, and nobody but its owner reads it', () => {
    const directory = temporaryDirectory();
    write(join(directory, 'journal.sqlite'), [fillTurn, quietTurn]);
    expect(readdirSync(directory)).toEqual(['journal.sqlite']);
    expect(statSync(join(directory, 'journal.sqlite')).mode & 0o777).toBe(0o600);
  });

  it('can be read while it is written', () => {
    const path = join(temporaryDirectory(), 'journal.sqlite');
    const journal = begin(path);
    journal.append(fillTurn.events, fillTurn.commands);
    expect(read(path).turns).toHaveLength(1);
    journal.append(quoteTurn.events, quoteTurn.commands);
    journal.close();
    expect(read(path).turns).toHaveLength(2);
  });

  it('can be closed while it is read, and twice', () => {
    const path = join(temporaryDirectory(), 'journal.sqlite');
    const journal = begin(path);
    for (let count = 0; count < 300; count += 1) journal.append(fillTurn.events, fillTurn.commands);
    const reader = readJournal(path);
    if (reader.kind !== 'journal') throw new Error(reader.text);
    const turns = reader.turns();
    turns.next();
    journal.close();
    journal.close();
    expect([...turns]).toHaveLength(299);
    reader.close();
  });

  it('takes no turn when it is closed, and none without an event', () => {
    const journal = begin(join(temporaryDirectory(), 'journal.sqlite'));
    expect(() => journal.append([], [commandOfEachKind.finish])).toThrow('a turn has an event');
    journal.close();
    expect(() => journal.append([eventOfEachKind.time], [])).toThrow('a closed journal');
  });
});

describe('what a crash leaves of a journal', () => {
  it.each([
    ['an order that was placed', quoteTurn],
    ['an order that was cancelled', { events: [eventOfEachKind.time], commands: [commandOfEachKind.cancel] }],
    ['an alert', { events: [eventOfEachKind.time], commands: [commandOfEachKind.alert] }],
    ['the end of the run', { events: [eventOfEachKind.time], commands: [commandOfEachKind.finish] }],
    ['a fill', fillTurn],
    ['an operator who asked for something', { events: [eventOfEachKind.operator], commands: [] }],
  ])('holds %s, and all turns before', (_, turn) => {
    const path = join(temporaryDirectory(), 'journal.sqlite');
    const journal = begin(path);
    for (let count = 0; count < 20; count += 1) journal.append(quietTurn.events, quietTurn.commands);
    journal.append(turn.events, turn.commands);
    journal.append(quietTurn.events, quietTurn.commands);
    expect(read(crash(path)).turns).toHaveLength(21);
    journal.close();
    expect(read(path).turns).toHaveLength(22);
  });

  it('holds turns without consequence in whole groups', () => {
    const path = join(temporaryDirectory(), 'journal.sqlite');
    const journal = begin(path, { turnsPerCommit: 50 });
    const lengths: number[] = [];
    for (let count = 1; count <= 120; count += 1) {
      journal.append(quietTurn.events, quietTurn.commands);
      if (count % 30 === 0) lengths.push(read(crash(path)).turns.length);
    }
    expect(lengths).toEqual([0, 50, 50, 100]);
    journal.close();
  });

  it('is a prefix, wherever the log is cut', () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'journal.sqlite');
    const journal = begin(path);
    for (let count = 0; count < 60; count += 1) journal.append(fillTurn.events, fillTurn.commands);
    const main = readFileSync(path);
    const log = readFileSync(`${path}-wal`);
    journal.close();
    const lengths = new Set<number>();
    fc.assert(
      fc.property(fc.nat({ max: log.length }), (length) => {
        const cut = join(directory, `cut-${length}.sqlite`);
        writeFileSync(cut, main);
        writeFileSync(`${cut}-wal`, log.subarray(0, length));
        const { turns, failure } = read(cut);
        expect(failure).toBeUndefined();
        expect(turns.map(({ sequence }) => sequence)).toEqual(turns.map((_, index) => index + 1));
        lengths.add(turns.length);
      }),
      { numRuns: 40, examples: [[0], [log.length]] },
    );
    expect(lengths).toContain(0);
    expect(lengths).toContain(60);
  });
});

describe('a journal that cannot be written', () => {
  it.each([
    ['where there is one already', 'journal.sqlite', 'journal-exists'],
    ['where its directory is missing', 'missing/journal.sqlite', 'journal-unwritable'],
    ['where a file is in the way', 'journal.sqlite/journal.sqlite', 'journal-unwritable'],
  ])('%s: is a failure with a remedy, and changes nothing', (_, name, code) => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'journal.sqlite'), 'mine');
    const failure = createSqliteJournal(join(directory, name), aRun, { onFailure: () => undefined });
    expect(failure).toMatchObject({ kind: 'record-failure', code, remedy: expect.stringMatching(/\.$/) });
    expect(readFileSync(join(directory, 'journal.sqlite'), 'utf8')).toBe('mine');
  });

  it('in the middle of a run: tells it once, stops recording, and says of each turn that it is not on record', () => {
    const path = join(temporaryDirectory(), 'journal.sqlite');
    const failures: RecordFailure[] = [];
    const journal = begin(path, { onFailure: (failure) => failures.push(failure) });
    expect(journal.append(fillTurn.events, fillTurn.commands)).toBeUndefined();
    const intruder = open(path);
    intruder.exec('BEGIN IMMEDIATE');
    expect(journal.append(fillTurn.events, fillTurn.commands)).toContain('cannot be written');
    intruder.exec('ROLLBACK');
    intruder.close();
    expect(journal.append(fillTurn.events, fillTurn.commands)).toContain('cannot be written');
    journal.close();
    expect(failures).toMatchObject([{ code: 'journal-unwritable', text: expect.stringContaining('locked') }]);
    expect(read(path).turns).toHaveLength(1);
  });
});
