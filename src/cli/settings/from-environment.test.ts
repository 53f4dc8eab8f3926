// Variables: EVENKEEL_…, from the environment or from a file of them, and never in the place of what is there.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { usageLine } from '../usage-line.ts';
import { loadEnvironmentFile } from './env-file.ts';
import { readEnvironment } from './from-environment.ts';
import { environmentName } from './setting.ts';
import { settingNames } from './table/table.ts';

describe('the environment', () => {
  it('has a name for every setting, and no two are the same', () => {
    const names = settingNames.map(environmentName);
    expect(names).toContain('EVENKEEL_MAX_COST_PER_MILLION');
    expect(new Set(names).size).toBe(settingNames.length);
  });

  it.each<[string, Record<string, string>, string]>([
    ['a value', { EVENKEEL_SIZE: 'big' }, 'evenkeel: EVENKEEL_SIZE is "big": use a quantity above 0'],
    [
      'a name that is no setting',
      { EVENKEEL_SISE: '1' },
      'EVENKEEL_SISE names no setting: did you mean EVENKEEL_SIZE?',
    ],
    [
      'a name that is like nothing',
      { EVENKEEL_FROBNICATE: '1' },
      'EVENKEEL_FROBNICATE names no setting: remove it',
    ],
  ])('refuses %s', (_case, environment, expected) => {
    const layer = readEnvironment(environment, new Map());
    expect(layer.ok ? 'accepted' : usageLine(layer)).toContain(expected);
  });

  it.each(['HEARTBEAT_URL', 'WEBHOOK_URL', 'WEBHOOK_FORMAT', 'ALERT_LEVELS', 'DASHBOARD_TOKEN', 'CONFIG'])(
    'leaves EVENKEEL_%s, which is no setting, to who reads it',
    (name) => {
      const layer = readEnvironment({ [`EVENKEEL_${name}`]: 'anything' }, new Map());
      expect(layer).toEqual({ ok: true, value: new Map() });
    },
  );

  it('is not read where a variable is empty, or somebody else’s', () => {
    const layer = readEnvironment({ EVENKEEL_SIZE: '', EVENKEEL_SISE: ' ', SIZE: 'big' }, new Map());
    expect(layer).toEqual({ ok: true, value: new Map() });
  });
});

describe('a file of variables', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'evenkeel-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(text: string, mode: number = 0o600): string {
    const file = join(folder, 'keys.env');
    writeFileSync(file, text);
    chmodSync(file, mode);
    return file;
  }

  it('adds what is not there, and never replaces what is', () => {
    const file = write('A=1\nB=2\nC=3 # or 4\n');
    const loaded = loadEnvironmentFile({ A: 'mine', B: '' }, file);
    expect(loaded).toMatchObject({
      ok: true,
      value: {
        environment: { A: 'mine', B: '2', C: '3' },
        loaded: new Map([
          ['B', file],
          ['C', file],
        ]),
        warning: undefined,
      },
    });
  });

  it('is worth a word where everybody can read it', () => {
    const file = write('A=1', 0o604);
    expect(loadEnvironmentFile({}, file)).toMatchObject({
      value: { warning: expect.stringContaining(`chmod 600 ${file}`) as string },
    });
  });

  it('is refused where it was asked for and is not there', () => {
    const loaded = loadEnvironmentFile({}, join(folder, 'none.env'));
    expect(loaded.ok ? 'accepted' : usageLine(loaded)).toMatch(
      /none.env cannot be read .*: name a file that exists/,
    );
  });

  it('is refused where it is a folder', () => {
    const loaded = loadEnvironmentFile({}, folder);
    expect(loaded.ok ? 'accepted' : usageLine(loaded)).toMatch(
      /cannot be read .*: name a file that can be read/,
    );
  });
});
