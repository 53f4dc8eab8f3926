// The tidy test: the rules of the code that neither the compiler nor the linter knows. It first proves, with
// planted faults, that the checker sees what it should, and then that the tree is clean.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { checkSource, checkTree } from './tidy/check.ts';
import { exceptions } from './tidy/exceptions.ts';
import { lookAlikes } from './tidy/look-alikes.ts';
import * as planted from './tidy/planted-faults.ts';
import { sentence } from './tidy/violation.ts';
import { listSourceFiles } from './tidy/walk.ts';

const root = join(import.meta.dirname, '..');
const opening = '// A planted file, with an opening comment that says what it is for.\n';

/** Rows for `test.each`, which prints a title in full only when it stands first in a row. */
function titled<Row extends { what: string }>(rows: readonly Row[]): [what: string, row: Row][] {
  return rows.map((row) => [row.what, row]);
}

describe('tidy: the tree', () => {
  test('every source file keeps the rules', () => {
    expect(checkTree(root, exceptions).map(sentence)).toEqual([]);
  });

  test('there are source files to check, and no tests among them', () => {
    const files = listSourceFiles(root);
    expect(files).toContain('src/core/money.ts');
    expect(files.filter((file) => file.includes('.test.'))).toEqual([]);
  });

  test('every exception gives its reason as a sentence', () => {
    expect(exceptions.filter(({ reason }) => !/^[A-Z].{20,}\.$/s.test(reason))).toEqual([]);
  });
});

describe.each([
  ['the outside world in pure folders', planted.outsideWorldFaults],
  ['inexact money in pure folders', planted.moneyFaults],
  ['imports the wrong way', planted.importFaults],
  ['approvals that the gate did not give', planted.approvalFaults],
  ['switches that are not closed', planted.switchFaults],
  ['carelessness anywhere', planted.hygieneFaults],
])('tidy: %s', (_title, faults) => {
  test.each(titled(faults))('it catches %s, and names the remedy', (_what, { path, code, remedy }) => {
    const violations = checkSource(path, opening + code);
    expect(violations).toHaveLength(1);
    expect(violations.map(sentence).join()).toMatch(remedy);
  });
});

describe('tidy: look-alikes', () => {
  test.each(titled(lookAlikes))('it leaves alone %s', (_what, { path, code }) => {
    expect(checkSource(path, opening + code).map(sentence)).toEqual([]);
  });
});

describe('tidy: opening comments', () => {
  const check = (text: string): string[] => checkSource('src/core/planted.ts', text).map(sentence);
  const sentences = '// One line of a comment that says what and why.\n';

  test.each([
    ['no comment at all', 'export {};\n'],
    ['a comment only after the code', `export {};\n${sentences}`],
    ['a comment that says next to nothing', '// Helpers.\nexport {};\n'],
    ['a directive instead of a comment', '// oxlint-disable no-console because it is needed in this file\n'],
    ['a comment of seven lines', sentences.repeat(7)],
  ])('a file with %s is a violation', (_what, text) => {
    expect(check(text).join()).toMatch(/opening comment|open with a comment/);
  });

  test.each([
    ['six lines', `${sentences.repeat(6)}export {};\n`],
    ['a block comment', '/**\n * A block comment that says what and why.\n */\nexport {};\n'],
    ['a first line for the shell', `#!/usr/bin/env node\n${sentences}export {};\n`],
    ['a second comment that belongs to the code', `${sentences}\n${sentences.repeat(6)}export {};\n`],
  ])('a file with %s is clean', (_what, text) => {
    expect(check(text)).toEqual([]);
  });
});

describe('tidy: a whole tree', () => {
  const trees: string[] = [];
  const plant = (files: Record<string, string>): string => {
    const tree = mkdtempSync(join(tmpdir(), 'evenkeel-tidy-'));
    trees.push(tree);
    for (const [path, code] of Object.entries(files)) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), opening + code);
    }
    return tree;
  };
  afterEach(() => {
    for (const tree of trees.splice(0)) rmSync(tree, { recursive: true });
  });

  test('a violation is one sentence with file, line, fault and remedy', () => {
    const tree = plant({
      'src/core/clock.ts': '\nexport const now = Date.now();\n',
      'src/core/clean.ts': '',
    });
    expect(checkTree(tree, []).map(sentence)).toEqual([
      "src/core/clock.ts:3: `Date` has no place in a pure folder. Use the event's `atUs`: time enters the step only with an event.",
    ]);
  });

  test('a file that cannot be parsed is a violation, not a crash', () => {
    const tree = plant({ 'src/core/broken.ts': 'export const = ;' });
    expect(checkTree(tree, []).map((violation) => violation.rule)).toEqual(['syntax']);
  });

  test('tests and their helpers are not checked', () => {
    const tree = plant({ 'src/core/a.test.ts': 'Date.now();', 'src/core/testing/b.ts': 'Date.now();' });
    expect(checkTree(tree, [])).toEqual([]);
  });

  test('an exception covers its rule in its file, and nothing else', () => {
    const division = 'export const half = (n: number) => n / 2;\n';
    const tree = plant({ 'src/core/a.ts': `${division}Date.now();\n`, 'src/core/b.ts': division });
    const found = checkTree(tree, [{ file: 'src/core/a.ts', rule: 'division', reason: 'It is planted.' }]);
    expect(found.map(({ file, rule }) => `${file}: ${rule}`)).toEqual([
      'src/core/a.ts: outside world',
      'src/core/b.ts: division',
    ]);
  });

  test('an exception that nothing needs any more is itself a violation', () => {
    const tree = plant({ 'src/core/a.ts': 'export const one = 1;\n' });
    const found = checkTree(tree, [
      { file: 'src/core/a.ts', rule: 'division', reason: 'It was needed once.' },
      { file: 'src/core/gone.ts', rule: 'rounding', reason: 'It was needed once.' },
    ]);
    expect(found.map(sentence)).toEqual([
      expect.stringMatching(/^src\/core\/a\.ts:1: .*not needed any more.*exceptions\.ts/),
      expect.stringMatching(/^src\/core\/gone\.ts:1: .*does not exist.*exceptions\.ts/),
    ]);
  });
});
