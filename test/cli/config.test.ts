// Settings from every place at once, through the real program: what `config` tells is what `run` does.
import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evenkeel, inFolder } from './evenkeel.ts';

type Json = Record<string, Record<string, unknown>>;

const yaml = 'iter: 3\nsize: 0.03\nmax-daily-loss: 2\nprofiles:\n  ETH: { size: 0.02 }\n';

function prepare(folder: string): void {
  writeFileSync(join(folder, 'evenkeel.yaml'), yaml);
  writeFileSync(join(folder, '.env'), 'EVENKEEL_SEED=7\nGRVT_PRIVATE_KEY=0xfeed\n');
  chmodSync(join(folder, '.env'), 0o600);
}

describe('evenkeel config', () => {
  it('tells every value and its source, and leaves nothing behind', async () => {
    await inFolder((folder) => {
      prepare(folder);
      const ended = evenkeel(folder, 'config', '--json', '--iter', '1');
      expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
      expect(ended.stdout.split('\n')).toHaveLength(2);
      expect(ended.stdout).not.toContain('feed');
      const { settings = {}, credentials } = JSON.parse(ended.stdout) as Json;
      expect(settings['iter']).toEqual({ value: '1', source: 'flag' });
      expect(settings['seed']).toEqual({ value: '7', source: '.env EVENKEEL_SEED' });
      expect(settings['size']).toEqual({ value: '0.02', source: 'profile ETH evenkeel.yaml:5' });
      expect(settings['max-daily-loss']).toEqual({ value: '2', source: 'evenkeel.yaml:3' });
      expect(credentials).toMatchObject({ GRVT_PRIVATE_KEY: 'set', GRVT_API_KEY: 'not set' });
      expect(readdirSync(folder).sort()).toEqual(['.env', 'evenkeel.yaml']);
    });
  });

  it('is what a run does', async () => {
    await inFolder((folder) => {
      prepare(folder);
      const ended = evenkeel(folder, 'run', '--json', '--speed', 'max', '--iter', '1');
      expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
      expect(JSON.parse(ended.stdout)).toMatchObject({ seed: 7, cycles: 2, netDelta: '0' });
    });
  });

  it('warns of a file of keys that everybody can read', async () => {
    await inFolder((folder) => {
      prepare(folder);
      chmodSync(join(folder, '.env'), 0o644);
      const ended = evenkeel(folder, 'config');
      expect(ended).toMatchObject({
        exitCode: 0,
        stderr: expect.stringMatching(
          /^evenkeel: .env can be read by everybody .*chmod 600 .env\n$/,
        ) as string,
      });
    });
  });

  it.each<[string, string, RegExp]>([
    ['an unknown key', 'sise: 1\n', /^evenkeel: evenkeel.yaml:1: sise is no setting: did you mean size\?\n$/],
    [
      'a contradiction, wherever its parts stand',
      'max-position: 0.01\nsize: 0.02\n',
      /--max-position 0.01 is below --size 0.02 \(evenkeel.yaml:2: size; evenkeel.yaml:1: max-position\): use/,
    ],
  ])('refuses %s, as a run does', async (_case, text, expected) => {
    await inFolder((folder) => {
      writeFileSync(join(folder, 'evenkeel.yaml'), text);
      for (const command of ['config', 'run']) {
        const ended = evenkeel(folder, command, '--json');
        expect(ended.stderr).toMatch(expected);
        expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
      }
      expect(readdirSync(folder)).toEqual(['evenkeel.yaml']);
    });
  });
});
