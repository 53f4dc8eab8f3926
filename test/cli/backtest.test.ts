// `evenkeel backtest` as a user starts it: three bounds and a verdict, one JSON line, and every mistake one line.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { evenkeel, inFolder, type Ended } from './evenkeel.ts';
import { Started } from './started.ts';

function refusal({ exitCode, stdout, stderr }: Ended): string {
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  return stderr;
}

describe('evenkeel backtest', () => {
  it('shows the bounds side by side, and writes its JSON where it is asked to', async () => {
    await inFolder((folder) => {
      const shown = evenkeel(folder, 'backtest', '--duration', '30', '--no-keep', '--out', 'a.json');
      expect(shown).toMatchObject({ exitCode: 0, stderr: '' });
      expect(shown.stdout).toMatch(/^● NOT (GOOD|KNOWN)\n/);
      expect(shown.stdout).toMatch(/\npessimistic .*\nrisk-averse .*\noptimistic /);
      const json = evenkeel(folder, 'backtest', '--duration', '30', '--no-keep', '--json');
      expect(json.stdout).toBe(readFileSync(join(folder, 'a.json'), 'utf8'));
      expect(json.stdout.trimEnd()).not.toContain('\n');
      expect(JSON.parse(json.stdout)).toMatchObject({
        command: 'backtest',
        notice: 'synthetic: no evidence of profit',
        verdict: { isGood: false },
      });
      expect(readdirSync(folder)).toEqual(['a.json']);
    });
  });

  it('leaves a run under each bound, and says what to type to look into it', async () => {
    await inFolder((folder) => {
      const { stdout } = evenkeel(folder, 'backtest', '--duration', '30');
      const typed = [...stdout.matchAll(/evenkeel (report) (runs\/\S+-ETH-backtest-\S+)/g)];
      expect(typed).toHaveLength(3);
      for (const [, command = '', run = ''] of typed)
        expect(evenkeel(folder, command, run)).toMatchObject({ exitCode: 0, stdout: `${run}/report.html\n` });
    });
  });

  it('refuses in one line what it cannot do', async () => {
    await inFolder((folder) => {
      const backtest = (...args: string[]): string => refusal(evenkeel(folder, 'backtest', ...args));
      expect(backtest('--seeds', 'many')).toMatch(/--seeds is "many"/);
      expect(backtest('--target', 'free')).toMatch(/--target is "free"/);
      expect(backtest('--latency', 'moon')).toMatch(/--latency is "moon": use colocated, region, overseas/);
      expect(backtest('--primary-funding', 'much')).toMatch(/--primary-funding is "much"/);
      expect(backtest('--replay-primary', 'a.rec')).toMatch(/a\.rec/);
      expect(backtest('--replay-primary', 'a.rec', '--replay-hedge', 'b.rec')).toMatch(/no file a\.rec/);
      expect(backtest('--primary', 'backpack', '--hedge', 'grvt')).toMatch(/only `evenkeel run` trades/);
      expect(backtest('--duration', '10', '--out', 'no/such/folder.json')).toMatch(/cannot be written/);
      const run = ['run', '--replay-primary', 'a', '--replay-primary', 'b', '--replay-hedge', 'c'];
      expect(refusal(evenkeel(folder, ...run))).toMatch(/several recordings.*`evenkeel backtest`/);
    });
  });

  it('ends, too, when it is refused only once its threads are at work', async () => {
    await inFolder(async (folder) => {
      const started = new Started(['backtest', '--duration', '10', '--runs-dir', '/dev/null/runs'], {
        folder,
        environment: {},
      });
      onTestFinished(() => started.signal('SIGKILL'));
      expect(refusal(await started.ended)).toMatch(/\/dev\/null\/runs cannot be made/);
    });
  });
});
