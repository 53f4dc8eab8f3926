// Which venues a command is about.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Checked } from '../../core/checked.ts';
import { chooseVenues } from './command-access.ts';

let folder: string;
let envFile: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenkeel-access-'));
  envFile = join(folder, 'keys.env');
  writeFileSync(envFile, '', { mode: 0o600 });
});

afterEach(() => rmSync(folder, { recursive: true }));

const namesIn = (chosen: ReturnType<typeof chooseVenues>): readonly string[] =>
  chosen.ok ? chosen.value.names : [];
const lineOf = (checked: Checked<unknown>): string =>
  checked.ok ? 'no refusal' : `${checked.message}: ${checked.remedy}`;

describe('the venues of a command', () => {
  it('are those that are named, once each, in any letter case', () => {
    expect(namesIn(chooseVenues({ envFile, venues: 'grvt, Backpack,grvt' }, {}))).toEqual([
      'grvt',
      'backpack',
    ]);
  });

  it('are those that have keys, from the environment or from a file', () => {
    writeFileSync(envFile, 'GRVT_API_KEY=abc # of the desk\nPARADEX_ENVIRONMENT=prod\n');
    expect(namesIn(chooseVenues({ envFile }, { BACKPACK_SECRET_KEY: 'abc' }))).toEqual(['backpack', 'grvt']);
  });

  it('are all of them on local servers', () => {
    const chosen = chooseVenues({ envFile, local: true }, {});
    expect(namesIn(chosen)).toEqual(['backpack', 'grvt', 'paradex']);
    expect(chosen).toMatchObject({ value: { local: { tickers: ['ETH', 'BTC', 'SOL'] } } });
  });

  it.each<[string, Parameters<typeof chooseVenues>[0], RegExp]>([
    ['an unknown name', { venues: 'backpack,grvtt' }, /no venue "grvtt": did you mean grvt\?/],
    ['no name', { venues: ' , ' }, /^--venues names none/],
    ['no keys', {}, /^there are keys of no venue.*--local$/],
  ])('%s is refused', (_name, flags, expected) => {
    expect(lineOf(chooseVenues({ envFile, ...flags }, {}))).toMatch(expected);
  });

  it('a file with keys that everybody can read is worth a word', () => {
    rmSync(envFile);
    writeFileSync(envFile, 'GRVT_API_KEY=abc\n', { mode: 0o644 });
    expect(chooseVenues({ envFile }, {})).toMatchObject({
      value: { warning: expect.stringMatching(/chmod 600/) },
    });
  });
});
