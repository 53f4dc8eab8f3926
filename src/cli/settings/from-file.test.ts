// The YAML file: what it says is taken letter for letter, and what it cannot mean is refused with file, line and remedy.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usageLine } from '../usage-line.ts';
import { readFileLayers } from './from-file.ts';
import type { FileLayers } from './layers.ts';
import type { SettingName } from './table/table.ts';

function read(text: string): FileLayers {
  const layers = readFileLayers(text, 'evenkeel.yaml');
  if (!layers.ok) throw new Error(usageLine(layers));
  return layers.value;
}

function refusalOf(text: string): string {
  const layers = readFileLayers(text, 'evenkeel.yaml');
  return layers.ok ? 'accepted' : usageLine(layers).trimEnd();
}

const textsOf = (layers: FileLayers, name: SettingName): readonly string[] | undefined =>
  layers.file.get(name)?.texts;

describe('what a file says', () => {
  it.each<[string, string, SettingName, readonly string[]]>([
    ['a number is its text', 'size: 0.10', 'size', ['0.10']],
    ['a number in quotes is the same', 'size: "0.10"', 'size', ['0.10']],
    ['digits beyond a float are kept', 'size: 0.123456789012345678', 'size', ['0.123456789012345678']],
    ['leading zeros are no octal number', 'seed: 010', 'seed', ['010']],
    ['a time of day is no number of minutes', 'until: 06:30', 'until', ['06:30']],
    ['a date is no date', 'until: 2026-02-01T06:00:00Z', 'until', ['2026-02-01T06:00:00Z']],
    ['a comment is none of it', 'size: 0.1 # tonight', 'size', ['0.1']],
    ['a list', 'volume-per-day: [sim-a=1000, sim-b=900]', 'volumePerDay', ['sim-a=1000', 'sim-b=900']],
    ['a single value is a list of one', 'quote-rate: USDT=0.9998', 'quoteRate', ['USDT=0.9998']],
    [
      'a map is a list of NAME=VALUE',
      'volume-per-day:\n  sim-a: 1000\n  sim-b: 900',
      'volumePerDay',
      ['sim-a=1000', 'sim-b=900'],
    ],
  ])('%s', (_case, text, name, expected) => {
    expect(textsOf(read(text), name)).toEqual(expected);
  });

  it('is nothing where the file is empty', () => {
    for (const text of ['', '\n', '# nothing yet\n']) expect(read(text).file.size).toBe(0);
  });

  it('is known by its line', () => {
    const { file, profiles } = read('# tonight\nsize: 0.1\n\nprofiles:\n  eth:\n    size: 0.2\n');
    expect(file.get('size')?.source).toEqual({ kind: 'file', file: 'evenkeel.yaml', line: 2 });
    expect(profiles.get('ETH')?.get('size')?.source).toMatchObject({ ticker: 'ETH', line: 6 });
  });

  it('any decimal is the text that was written', () => {
    const decimal = fc
      .tuple(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.stringMatching(/^\d{0,18}$/))
      .map(([whole, fraction]) => (fraction === '' ? `${whole}` : `${whole}.${fraction}`));
    fc.assert(
      fc.property(decimal, (text) => {
        expect(textsOf(read(`size: ${text}\n`), 'size')).toEqual([text]);
      }),
    );
  });
});

describe('what a file cannot mean', () => {
  it.each<[string, string, string]>([
    ['a key with a letter wrong', 'sise: 1', 'evenkeel.yaml:1: sise is no setting: did you mean size?'],
    ['a key in another style', 'maxDailyLoss: 5', 'did you mean max-daily-loss?'],
    [
      'a key with the wrong dash',
      '\nmax_position: 5',
      'evenkeel.yaml:2: max_position is no setting: did you mean max-position?',
    ],
    ['a key that is like nothing', 'frobnicate: 1', 'frobnicate is no setting: `evenkeel config` lists'],
    ['a misspelt list of profiles', 'profile:\n  ETH: { size: 1 }', 'did you mean profiles?'],
    [
      'a key of a profile',
      'profiles:\n  ETH:\n    sise: 1',
      'evenkeel.yaml:3: sise is no setting: did you mean size?',
    ],
    [
      'profiles in a profile',
      'profiles:\n  ETH:\n    profiles: { a: { size: 1 } }',
      'profiles is no setting',
    ],
    ['a value', 'seed: 1\nsize: big', 'evenkeel.yaml:2: size is "big": use a quantity above 0'],
    ['a number in floating notation', 'size: 1e-2', 'evenkeel.yaml:1: size is "1e-2": use a quantity'],
    [
      'a value in an unused profile',
      'profiles:\n  SOL:\n    size: big',
      'evenkeel.yaml:3: size of profile SOL is "big"',
    ],
    ['no value', 'size:', 'evenkeel.yaml:1: size is ""'],
    [
      'a list where one value is meant',
      'size: [1, 2]',
      'evenkeel.yaml:1: size has no value that can be read',
    ],
    ['a list in a list', 'quote-rate: [[USDT=1]]', 'quote-rate has no value that can be read'],
    ['a key twice', 'size: 1\nsize: 2', 'evenkeel.yaml:2: no valid YAML: Map keys must be unique'],
    [
      'a profile twice',
      'profiles:\n  eth: { size: 1 }\n  ETH: { size: 2 }',
      'evenkeel.yaml:3: the profile ETH stands there twice',
    ],
    [
      'a market in a profile',
      'profiles:\n  ETH: { ticker: SOL }',
      'ticker stands in the profile ETH: move it to the top level',
    ],
    [
      'a profile without settings',
      'profiles:\n  ETH: 1',
      'evenkeel.yaml:2: the profile ETH holds no settings',
    ],
    ['profiles that are a list', 'profiles: [ETH]', 'evenkeel.yaml:1: profiles are no list of tickers'],
    ['a list', '- size: 1', 'evenkeel.yaml:1: holds no settings: write one `setting: value` a line'],
    ['a text', 'hello', 'evenkeel.yaml:1: holds no settings'],
    ['a line that is cut off', 'size: "0.1', 'evenkeel.yaml:1: no valid YAML'],
    ['two documents', 'size: 1\n---\nsize: 2', 'no valid YAML'],
    [
      'an alias',
      'size: &s 1\nmax-position: *s',
      'evenkeel.yaml:2: max-position has no value that can be read',
    ],
  ])('%s', (_case, text, expected) => {
    expect(refusalOf(text)).toContain(expected);
    expect(refusalOf(text).split('\n')).toHaveLength(1);
  });

  it('a secret under a wrong key is not shown', () => {
    expect(refusalOf('grvt-private-key: hunter2')).not.toContain('hunter2');
  });
});
