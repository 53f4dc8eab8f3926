// The ramp as a program runs it: one JSON line, its folder, and its exit code.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evenkeel, inFolder } from './evenkeel.ts';

describe('evenkeel ramp', () => {
  it('--json prints one line with every stage, and leaves a folder for each', async () => {
    await inFolder((folder) => {
      const ended = evenkeel(folder, 'ramp', '--stages', '0.01x2,0.02x1', '--speed', 'max', '--json');
      expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
      expect(ended.stdout.split('\n')).toHaveLength(2);
      const report = JSON.parse(ended.stdout) as Record<string, unknown>;
      expect(report).toMatchObject({
        passed: true,
        failedStage: null,
        stages: [
          { stage: 1, size: '0.01', cycles: 4, wouldHaveStopped: null },
          { stage: 2, size: '0.02', cycles: 2, wouldHaveStopped: null },
        ],
        totals: { cycles: 6 },
      });
      const runDirectory = join(folder, String(report['runDirectory']));
      expect(existsSync(join(runDirectory, 'stage-2-0.02x1', 'fills.csv'))).toBe(true);
    });
  });

  it('that does not pass ends with 5, and says which stage and why', async () => {
    await inFolder((folder) => {
      const args = ['--stages', '0.01x1,1x5', '--max-daily-loss', '5', '--speed', 'max'];
      const ended = evenkeel(folder, 'ramp', ...args);
      expect(ended).toMatchObject({ exitCode: 5, stderr: '' });
      expect(ended.stdout).toContain('ramp NOT PASSED (stage-failed): 1 of 2 stages passed, stage 2 did not');
      expect(ended.stdout).toMatch(
        /stage 2 \(1 × 5\) did not pass:\n {2}round-trips-done: \d of 5, ended by/,
      );
      expect(ended.stdout).not.toContain('\u001B');
    });
  });

  it.each([
    ['stages that are none', ['--stages', '0x3'], /--stages has "0x3": write SIZExCOUNT/],
    ['a size, which the stages say', ['--size', '1'], /unknown option '--size'/],
  ])('refuses %s in one line, and starts nothing', async (_case, args, expected) => {
    await inFolder((folder) => {
      const ended = evenkeel(folder, 'ramp', '--json', ...args);
      expect(ended.stderr).toMatch(expected);
      expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
      expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
      expect(readdirSync(folder)).toEqual([]);
    });
  });
});
