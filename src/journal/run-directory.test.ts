// Where a run's files go: a directory of its own, which nobody else reads, and which no label can move elsewhere.
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRunDirectory, type RunDirectory } from './run-directory.ts';
import { temporaryDirectory } from './testing/temporary-directory.ts';

function create(base: string, label: string): RunDirectory {
  const directory = createRunDirectory(base, label);
  if (directory.kind === 'record-failure') throw new Error(directory.text);
  return directory;
}

describe('the directory of a run', () => {
  it('is made below its base, with its base, and holds nothing yet', () => {
    const base = join(temporaryDirectory(), 'runs', 'today');
    const directory = create(base, '2024-08-08-235959-ETH-simulated');
    const path = join(base, '2024-08-08-235959-ETH-simulated');
    expect(directory).toEqual({
      kind: 'run-directory',
      path,
      journal: join(path, 'journal.sqlite'),
      mark: join(path, 'mark'),
      sent: join(path, 'sent'),
      fills: join(path, 'fills.csv'),
      funding: join(path, 'funding.csv'),
      hedges: join(path, 'hedges.csv'),
      log: { text: join(path, 'log.txt'), json: join(path, 'log.jsonl') },
      summary: join(path, 'summary.json'),
    });
    expect(readdirSync(path)).toEqual([]);
  });

  it('is open to its owner only', () => {
    const { path } = create(temporaryDirectory(), 'run');
    expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  it('is never shared: runs of one label are numbered', () => {
    const base = temporaryDirectory();
    const paths = ['run', 'run', 'run'].map((label) => create(base, label).path);
    expect(paths).toEqual(['run', 'run-2', 'run-3'].map((name) => join(base, name)));
  });

  it.each([
    ['../../etc', '-..-etc'],
    ['BTC/USDT:USDT', 'BTC-USDT-USDT'],
    ['..', 'run'],
    ['.hidden', 'hidden'],
    ['', 'run'],
    ['a b\n\0c', 'a-b-c'],
    ['Äther', '-ther'],
    ['x'.repeat(300), 'x'.repeat(80)],
  ])('of the label %j has a plain name', (label, name) => {
    const base = temporaryDirectory();
    expect(create(base, label).path).toBe(join(base, name));
  });

  it('is directly below its base, whatever the label', () => {
    const base = temporaryDirectory();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (label) => {
        const { path } = create(base, label);
        expect(readdirSync(base).map((name) => join(base, name))).toContain(path);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a directory that cannot be made', () => {
  it('because its base is a file: is a failure with a remedy', () => {
    const base = join(temporaryDirectory(), 'runs');
    writeFileSync(base, 'mine');
    expect(createRunDirectory(base, 'run')).toMatchObject({
      kind: 'record-failure',
      code: 'run-directory-unwritable',
      text: expect.stringContaining(base),
      remedy: expect.stringMatching(/\.$/),
    });
  });

  it('because too many of its name exist: is a failure, and makes no further one', () => {
    const base = temporaryDirectory();
    for (let count = 1; count <= 99; count += 1) create(base, 'run');
    expect(createRunDirectory(base, 'run')).toMatchObject({ code: 'run-directory-exists' });
    expect(existsSync(join(base, 'run-100'))).toBe(false);
  });
});
