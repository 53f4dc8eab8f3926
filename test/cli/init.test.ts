// `evenkeel init` as a user starts it, and what the files that it leaves are good for.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evenkeel, inFolder } from './evenkeel.ts';
import { Served } from './served.ts';

describe('evenkeel init', () => {
  it('without a terminal is one line that says what to give, and writes nothing', async () => {
    await inFolder((folder) => {
      const ended = evenkeel(folder, 'init');
      expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
      expect(ended.stderr).toMatch(/^evenkeel: init asks, and there is no terminal.*--yes.*\n$/);
      expect(existsSync(join(folder, 'evenkeel.yaml'))).toBe(false);
    });
  });

  it('sets a folder up in which the pair trades on servers of this machine', async () => {
    await inFolder((folder) => {
      const ended = evenkeel(
        folder,
        'init',
        '--yes',
        '--primary',
        'grvt',
        '--size',
        '0.02',
        '--try',
        'local',
      );
      expect(ended).toMatchObject({ exitCode: 0 });
      expect(statSync(join(folder, 'evenkeel.yaml')).mode & 0o777).toBe(0o600);
      expect(ended.stdout).toMatch(/^Written: evenkeel.yaml\n/);
      expect(ended.stdout).toMatch(/FLAT: every order has ended/);
      expect(ended.stdout).toMatch(/cycle +2 +UNWIND +\w+ +0.02 ETH: grvt .* paradex /);
      expect(ended.stdout).toMatch(/What comes next:\n {2}1\. npx evenkeel run /);
    });
  });

  it('leaves a folder in which what trades on made-up markets does so all the same, unless venues are typed', async () => {
    await inFolder((folder) => {
      expect(evenkeel(folder, 'init', '--yes')).toMatchObject({ exitCode: 0 });
      const backtest = evenkeel(folder, 'backtest', '--duration', '60');
      expect(backtest).toMatchObject({ exitCode: 0, stderr: '' });
      expect(backtest.stdout).toMatch(/sim-a ETH-USDC-PERP primary.*synthetic/s);
      const shown = evenkeel(folder, 'config');
      expect(shown.stdout).toMatch(/^ETH · venues · backpack primary, paradex hedge\n/);
    });
  });

  it('looks at the venues where there are keys: what the doctor refuses is told, and the files stay', async () => {
    const served = await Served.start('backpack,grvt', 'ETH');
    try {
      await inFolder((folder) => {
        const keys = { ...served.environment, GRVT_API_KEY: 'another' };
        const lines = Object.entries(keys).map(([name, value]) => `${name}=${value}\n`);
        writeFileSync(join(folder, '.env'), lines.join(''), { mode: 0o600 });
        const { exitCode, stdout } = evenkeel(folder, 'init', '--yes', '--hedge', 'grvt');
        expect(exitCode).toBe(2);
        expect(stdout).toMatch(/● NOT READY · 1 failed/);
        expect(stdout).toMatch(/keys +grvt +/);
        expect(stdout).toMatch(/The files stay as they are: mend what failed.*evenkeel doctor/);
        expect(stdout).not.toContain(served.environment['GRVT_PRIVATE_KEY'] ?? '');
        expect(readFileSync(join(folder, '.env'), 'utf8')).toBe(lines.join(''));
        expect(existsSync(join(folder, 'evenkeel.yaml'))).toBe(true);
      });
    } finally {
      await served.stop();
    }
  });
});
