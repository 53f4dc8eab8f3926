// A reader vouches for what it gives: whatever was done to the file, a turn that it gives is the turn that was written.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJournal } from './read-journal.ts';
import { fillTurn, quietTurn, quoteTurn, read, tamper, write } from './testing/journals.ts';
import { temporaryDirectory } from './testing/temporary-directory.ts';

const turns = [quietTurn, fillTurn, quoteTurn, quietTurn, fillTurn];

function writtenJournal(): string {
  const path = join(temporaryDirectory(), 'journal.sqlite');
  write(path, turns);
  return path;
}

interface Damage {
  readonly offset: number;
  readonly flip: number;
}

/** A copy in a file of its own: SQLite may leave something beside each. */
function damaged(path: string, sound: Buffer, { offset, flip }: Damage): string {
  const bytes = Buffer.from(sound);
  bytes[offset] = bytes[offset]! ^ flip;
  writeFileSync(path, bytes);
  return path;
}

describe('a journal that was changed', () => {
  it.each([
    ['a turn taken out', 'DELETE FROM turn WHERE seq = 3', 2, 'journal-gap'],
    ['the first turn taken out', 'DELETE FROM turn WHERE seq = 1', 0, 'journal-gap'],
    [
      'a gap closed by renumbering',
      'DELETE FROM turn WHERE seq = 4; UPDATE turn SET seq = 4 WHERE seq = 5',
      3,
      'journal-corrupt',
    ],
    [
      'two turns exchanged',
      'UPDATE turn SET seq = 9 WHERE seq = 1; UPDATE turn SET seq = 1 WHERE seq = 4; UPDATE turn SET seq = 4 WHERE seq = 9',
      0,
      'journal-corrupt',
    ],
    [
      'a turn put in again',
      'INSERT INTO turn SELECT 6, at_us, payload, checksum FROM turn WHERE seq = 5',
      5,
      'journal-corrupt',
    ],
    [
      'a time beyond all times',
      'UPDATE turn SET at_us = 9223372036854775807 WHERE seq = 2',
      1,
      'journal-corrupt',
    ],
    ['another time', 'UPDATE turn SET at_us = at_us + 1 WHERE seq = 2', 1, 'journal-corrupt'],
    [
      'another payload',
      "UPDATE turn SET payload = replace(payload, 'maker', 'taker') WHERE seq = 2",
      1,
      'journal-corrupt',
    ],
    ['another checksum', 'UPDATE turn SET checksum = checksum + 1 WHERE seq = 2', 1, 'journal-corrupt'],
    ['another configuration', `UPDATE run SET config = '{"size":"100"}'`, 0, 'journal-corrupt'],
    ['another epoch', 'UPDATE run SET epoch_seconds = 1', 0, 'journal-corrupt'],
    ['the run taken out', 'DELETE FROM run', 0, 'journal-version'],
    ['a later format', 'UPDATE run SET schema_version = 3', 0, 'journal-version'],
    ['a table taken out', 'DROP TABLE turn', 0, 'journal-corrupt'],
  ])('%s: is given up to there, and no further', (_, sql, turnsBefore, code) => {
    const path = writtenJournal();
    tamper(path, sql);
    const { turns: given, failure } = read(path);
    expect(given).toHaveLength(turnsBefore);
    expect(failure).toMatchObject({ kind: 'record-failure', code, remedy: expect.stringMatching(/\.$/) });
  });

  it('with a turn of another run in the place of its own, is refused at that turn', () => {
    const path = writtenJournal();
    const other = join(temporaryDirectory(), 'other.sqlite');
    write(other, [fillTurn, quoteTurn]);
    tamper(
      path,
      `ATTACH '${other}' AS other; DELETE FROM turn WHERE seq = 2; INSERT INTO turn SELECT * FROM other.turn WHERE seq = 2`,
    );
    expect(read(path)).toMatchObject({ turns: [{ sequence: 1 }], failure: { code: 'journal-corrupt' } });
  });

  it('with any byte of a payload flipped, is refused at that turn', () => {
    const path = writtenJournal();
    const sound = readFileSync(path);
    const payload = '"tradeId":"t-1","venueOrderId":"v-1","side":"buy","price":292559,"quantity":10';
    const start = sound.indexOf(payload);
    expect(start).toBeGreaterThan(0);
    let count = 0;
    fc.assert(
      fc.property(fc.nat({ max: payload.length - 1 }), fc.integer({ min: 1, max: 255 }), (offset, flip) => {
        count += 1;
        const copy = damaged(`${path}-${count}`, sound, { offset: start + offset, flip });
        const { turns: given, failure } = read(copy);
        expect(failure?.code).toBe('journal-corrupt');
        expect([1, 4]).toContain(given.length);
      }),
      { numRuns: 60 },
    );
  });

  it('with any byte of the file flipped, still gives no turn that was not written', () => {
    const path = writtenJournal();
    const sound = readFileSync(path);
    const written = read(path).turns;
    let count = 0;
    fc.assert(
      fc.property(fc.nat({ max: sound.length - 1 }), fc.integer({ min: 1, max: 255 }), (offset, flip) => {
        count += 1;
        const { turns: given, failure } = read(damaged(`${path}-${count}`, sound, { offset, flip }));
        expect(given).toEqual(written.slice(0, given.length));
        expect(failure !== undefined || given.length === written.length).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a file that is no journal', () => {
  it.each([
    ['no file', undefined, 'journal-missing'],
    ['an empty file', '', 'not-a-journal'],
    ['text', 'trade_id,order_id\n'.repeat(100), 'not-a-journal'],
    ['the first bytes of one', 'SQLite format 3\0', 'not-a-journal'],
  ])('%s: is refused with a remedy, and left as it is', (_, content, code) => {
    const directory = temporaryDirectory();
    const path = join(directory, 'journal.sqlite');
    if (content !== undefined) writeFileSync(path, content);
    expect(readJournal(path)).toMatchObject({
      kind: 'record-failure',
      code,
      remedy: expect.stringMatching(/\.$/),
    });
    expect(readdirSync(directory).map((name) => readFileSync(join(directory, name), 'utf8'))).toEqual(
      content === undefined ? [] : [content],
    );
  });

  it('the SQLite database of another program: is refused, and left as it is', () => {
    const path = join(temporaryDirectory(), 'journal.sqlite');
    tamper(path, 'CREATE TABLE turn (seq INTEGER PRIMARY KEY)');
    const before = readFileSync(path);
    expect(readJournal(path)).toMatchObject({ code: 'not-a-journal' });
    expect(readFileSync(path)).toEqual(before);
  });

  it('a directory: is refused', () => {
    const path = join(temporaryDirectory(), 'journal.sqlite');
    mkdirSync(path);
    expect(readJournal(path)).toMatchObject({ code: 'journal-unreadable' });
  });

  it('the first pages of a journal: is refused, or gives what is left', () => {
    const path = writtenJournal();
    const whole = readFileSync(path);
    writeFileSync(path, whole.subarray(0, 4096));
    expect(read(path)).toMatchObject({ turns: [], failure: { code: 'journal-corrupt' } });
  });
});
