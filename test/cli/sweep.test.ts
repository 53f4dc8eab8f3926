// `evenkeel sweep` as a user starts it: a winner with its out-of-sample result, one JSON line, and every mistake one line.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evenkeel, inFolder, type Ended } from './evenkeel.ts';

function refusal({ exitCode, stdout, stderr }: Ended): string {
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  return stderr;
}

describe('evenkeel sweep', () => {
  it('names the winner, what it did out of sample and the number of trials, and leaves no state behind', async () => {
    await inFolder((folder) => {
      const args = ['--grid', 'primary-fees=2/5,1/5', '--folds', '2', '--seeds', '2', '--duration', '30'];
      const shown = evenkeel(folder, 'sweep', ...args);
      expect(shown).toMatchObject({ exitCode: 0, stderr: '' });
      expect(shown.stdout).toMatch(/^● CHOSEN: primary-fees=1\/5\n/);
      const { stdout } = evenkeel(folder, 'sweep', ...args, '--json');
      expect(JSON.parse(stdout)).toMatchObject({
        command: 'sweep',
        trials: 2,
        winner: { chosen: 'primary-fees=1/5' },
      });
      expect(existsSync(join(folder, 'runs'))).toBe(false);
    });
  });

  it('refuses in one line what it cannot do', async () => {
    await inFolder((folder) => {
      const sweep = (...args: string[]): string => refusal(evenkeel(folder, 'sweep', ...args));
      expect(sweep()).toMatch(/give a grid/);
      expect(sweep('--grid', 'size=big')).toMatch(/--grid has size=big/);
      expect(sweep('--grid', 'size=0.1,0.2', '--folds', '1')).toMatch(/--folds is "1"/);
      expect(sweep('--grid', 'size=0.1,0.2', '--seeds', '3')).toMatch(/3 seeds cannot be cut into 4 folds/);
      expect(sweep('--grid', 'size=0.1,0.2', '--objective', 'fame')).toMatch(
        /--objective is "fame": use cost, volume, net/,
      );
    });
  });
});
