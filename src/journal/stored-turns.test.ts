// Rows are handed over hundreds at a time: neither their number nor what happened to some of them makes a difference to the others.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { read, tamper, write } from './testing/journals.ts';
import { temporaryDirectory } from './testing/temporary-directory.ts';

const firstAtUs = 1_723_161_239_000_000;
const pageBytes = 4096;

const payloadOf = (sequence: number): string => `t${firstAtUs + sequence}\n`;

function writtenJournal(count: number): string {
  const path = join(temporaryDirectory(), 'journal.sqlite');
  const turns = Array.from({ length: count }, (_, index) => ({
    events: [{ kind: 'time', atUs: firstAtUs + index + 1 } as const],
    commands: [],
  }));
  write(path, turns);
  return path;
}

describe('the turns of a journal', () => {
  it.each([0, 1, 255, 256, 257, 511, 512, 513])('are all given where there are %d', (count) => {
    const { turns, failure } = read(writtenJournal(count));
    expect(failure).toBeUndefined();
    expect(turns.map(({ sequence, atUs }) => [sequence, atUs])).toEqual(
      Array.from({ length: count }, (_, index) => [index + 1, firstAtUs + index + 1]),
    );
  });

  it.each([
    ['a row', 'DELETE FROM turn WHERE seq = 300', 299],
    ['as many rows as are handed over at once', 'DELETE FROM turn WHERE seq BETWEEN 257 AND 512', 256],
    ['more than that', 'DELETE FROM turn WHERE seq BETWEEN 200 AND 599', 199],
  ])('are given up to the first that is missing: %s', (_, sql, before) => {
    const path = writtenJournal(600);
    tamper(path, sql);
    const { turns, failure } = read(path);
    expect(turns).toHaveLength(before);
    expect(failure).toMatchObject({
      code: 'journal-gap',
      text: expect.stringContaining(`turn ${before + 1}`),
    });
  });

  it.each(['at_us', 'checksum', 'payload'])(
    'are given up to one whose column %s is of another type',
    (column) => {
      const path = writtenJournal(300);
      tamper(
        path,
        `CREATE TABLE other AS SELECT * FROM turn; UPDATE other SET ${column} = NULL WHERE seq = 280;
         ALTER TABLE turn RENAME TO strict_turn; ALTER TABLE other RENAME TO turn`,
      );
      const { turns, failure } = read(path);
      expect(turns).toHaveLength(279);
      expect(failure).toMatchObject({ code: 'journal-corrupt' });
    },
  );

  it.each([
    ['the first that is handed over', 600, 400],
    // The library looks a hundred rows ahead.
    ['a later one', 26_500, 26_300],
  ])('are given up to the page that cannot be read, and not one less: in %s', (_, count, damaged) => {
    const path = writtenJournal(count);
    const bytes = readFileSync(path);
    const pageOf = (sequence: number): number => Math.floor(bytes.indexOf(payloadOf(sequence)) / pageBytes);
    const page = pageOf(damaged);
    let before = damaged - 1;
    while (pageOf(before) === page) before -= 1;
    // No kind of page that there is.
    bytes[page * pageBytes] = 0xff;
    writeFileSync(path, bytes);
    const { turns, failure } = read(path);
    expect(failure).toMatchObject({ code: 'journal-corrupt' });
    expect(turns).toHaveLength(before);
  });
});
