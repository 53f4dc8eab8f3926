// `evenkeel compare` as a user starts it: settings, backtests and runs, and every mistake one line.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evenkeel, inFolder, type Ended } from './evenkeel.ts';

function refusal({ exitCode, stdout, stderr }: Ended): string {
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  return stderr;
}

describe('evenkeel compare', () => {
  it('backtests two settings on the same markets, and takes what a backtest wrote', async () => {
    await inFolder((folder) => {
      writeFileSync(join(folder, 'a.yaml'), 'primary-fees: 2/5\nduration: 60\n');
      writeFileSync(join(folder, 'b.yaml'), 'primary-fees: 1/5\nduration: 60\n');
      const shown = evenkeel(folder, 'compare', 'a.yaml', 'b.yaml', '--size', '0.1', '--seeds', '2');
      expect(shown).toMatchObject({ exitCode: 0, stderr: '' });
      expect(shown.stdout).toMatch(/^● B IS BETTER\n {2}B brings 1 bps of volume more than A\n/);
      const flags = ['--config', 'a.yaml', '--size', '0.1', '--seeds', '2'];
      expect(evenkeel(folder, 'backtest', ...flags, '--out', 'a.json').exitCode).toBe(0);
      const mixed = evenkeel(
        folder,
        'compare',
        'a.json',
        'b.yaml',
        '--size',
        '0.1',
        '--seeds',
        '2',
        '--json',
      );
      expect(JSON.parse(mixed.stdout)).toMatchObject({ command: 'compare', verdict: 'b-better' });
    });
  });

  it('refuses in one line what it cannot compare', async () => {
    await inFolder((folder) => {
      writeFileSync(join(folder, 'no.json'), '{"command":"run"}');
      writeFileSync(join(folder, 'bad.yaml'), 'sizes: 1\n');
      const compare = (...args: string[]): string => refusal(evenkeel(folder, 'compare', ...args));
      expect(compare('one')).toMatch(/missing required argument 'b'/);
      expect(compare('monday', 'tuesday')).toMatch(/there is no run "monday"/);
      expect(compare('no.json', 'no.json')).toMatch(/no\.json is not the JSON of a backtest/);
      expect(compare('gone.json', 'no.json')).toMatch(/gone\.json cannot be read/);
      expect(compare('bad.yaml', 'bad.yaml')).toMatch(/bad\.yaml:1: sizes is no setting: did you mean size/);
      expect(compare('no.json', 'no.json', '--seeds', '3')).toMatch(
        /--seeds is given, and both A and B were traded/,
      );
      expect(compare('no.json', 'no.json', '--detect', '0')).toMatch(/--detect is "0"/);
    });
  });
});
