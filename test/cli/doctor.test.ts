// `evenkeel doctor` as a user starts it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { ServedVenues } from '../../src/cli/access/testing/served-venues.ts';
import { VenueAccess } from '../../src/cli/access/venue-access.ts';
import { keepOthersAway } from '../../src/cli/close/keep-away.ts';
import { evenkeel, inFolder, program } from './evenkeel.ts';

interface Told {
  readonly verdict: string;
  readonly findings: readonly Readonly<Record<'check' | 'verdict' | 'subject' | 'text', string>>[];
}

const pair = ['--primary', 'backpack', '--hedge', 'grvt'];
const verdictOf = ({ findings }: Told, check: string): string | undefined =>
  findings.find((each) => each.check === check)?.verdict;

describe('evenkeel doctor', () => {
  it('looks at local servers, and says so in one line of JSON', async () => {
    await inFolder((folder) => {
      const ended = evenkeel(folder, 'doctor', ...pair, '--ticker', 'ETH', '--local', '--json');
      expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
      expect(ended.stdout.trim().split('\n')).toHaveLength(1);
      const told = JSON.parse(ended.stdout) as Told;
      expect(told.findings.filter(({ verdict }) => verdict === 'failed')).toEqual([]);
      expect(verdictOf(told, 'public-stream')).toBe('ok');
    });
  });

  it('a symbol that is not listed is a report with exit code 2, and the verdict stands first', async () => {
    await inFolder((folder) => {
      const ended = evenkeel(folder, 'doctor', ...pair, '--ticker', 'ETHH', '--local');
      expect(ended).toMatchObject({ exitCode: 2, stderr: '' });
      expect(ended.stdout).toMatch(/^● NOT READY · 2 failed/);
      expect(ended.stdout).toMatch(/did you mean ETH\?/);
    });
  });

  it('keys that are not there fail, each by its name, and nobody is asked', async () => {
    await inFolder((folder) => {
      const ended = evenkeel(folder, 'doctor', ...pair);
      expect(ended).toMatchObject({ exitCode: 2, stderr: '' });
      expect(ended.stdout).toMatch(/BACKPACK_PUBLIC_KEY is not set/);
      expect(ended.stdout).toMatch(/GRVT_TRADING_ACCOUNT_ID is not set/);
    });
  });

  it('a file with keys that everybody can read is named, with what to do', async () => {
    await inFolder((folder) => {
      const file = join(folder, 'keys.env');
      writeFileSync(file, 'GRVT_API_KEY=very-secret\n');
      chmodSync(file, 0o644);
      const args = ['doctor', ...pair, '--local', '--env-file', 'keys.env', '--json'];
      const open = evenkeel(folder, ...args);
      const found = (JSON.parse(open.stdout) as Told).findings.find(({ check }) => check === 'env-file');
      expect(found).toMatchObject({ verdict: 'warning', subject: 'keys.env', remedy: 'chmod 600 keys.env' });
      expect(open.stdout + open.stderr).not.toContain('very-secret');
      chmodSync(file, 0o600);
      const closed = JSON.parse(evenkeel(folder, ...args).stdout) as Told;
      expect(verdictOf(closed, 'env-file')).toBe('ok');
    });
  });

  it('an order on each venue, where it is asked for', async () => {
    await inFolder((folder) => {
      const ended = evenkeel(folder, 'doctor', ...pair, '--local', '--order-test', '--json');
      expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
      const { findings } = JSON.parse(ended.stdout) as Told;
      const tested = findings.filter(({ check }) => check === 'order-test');
      expect(tested.map(({ subject, verdict }) => [subject, verdict])).toEqual([
        ['backpack', 'ok'],
        ['grvt', 'ok'],
      ]);
    });
  });

  it('no order is sent where something has failed', async () => {
    await inFolder((folder) => {
      const args = ['doctor', ...pair, '--ticker', 'ETHH', '--local', '--order-test', '--json'];
      const { findings } = JSON.parse(evenkeel(folder, ...args).stdout) as Told;
      const tested = findings.filter(({ check }) => check === 'order-test');
      expect(tested.map(({ text }) => text)).toEqual(['not looked at', 'not looked at']);
    });
  });

  it.each([
    [['--yes'], /^evenkeel: --yes is given, and nothing asks.*--order-test\n$/],
    [[], /^evenkeel: no venues are named.*--primary backpack --hedge grvt\n$/],
    [['--primary', 'backpack'], /^evenkeel: a pair needs a venue for each leg.*\n$/],
    [
      ['--primary', 'backpak', '--hedge', 'grvt'],
      /^evenkeel: --primary is "backpak".*backpack, grvt, paradex\n$/,
    ],
    [['--pirmary', 'backpack'], /^evenkeel: unknown option '--pirmary'.*\n$/],
  ])('%j: one line that says what would be right', async (args, line) => {
    await inFolder((folder) => {
      const ended = evenkeel(folder, 'doctor', ...args);
      expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
      expect(ended.stderr).toMatch(line);
    });
  });

  it('no order is sent where another process trades the pair', async () => {
    const served = await ServedVenues.start(['backpack', 'grvt']);
    const access = new VenueAccess({ environment: served.environment, keys: 'required' });
    const fence = await keepOthersAway(access, {
      venues: ['backpack'],
      ticker: 'ETH',
      mayLack: false,
      environment: served.environment,
      watch: { onTrouble: () => undefined },
    });
    if (!fence.ok) throw new Error(fence.message);
    const child = spawn(process.execPath, [program, 'doctor', ...pair, '--ticker', 'ETH', '--order-test'], {
      cwd: tmpdir(),
      env: { PATH: process.env['PATH'], ...served.environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [stderr, [exitCode]] = await Promise.all([textOf(child.stderr), once(child, 'exit')]);
    fence.value.release();
    await access.close();
    await served.close();
    expect(stderr).toMatch(
      /^evenkeel: process \d+ is trading ETH on backpack with this account: stop it first/,
    );
    expect(exitCode).toBe(2);
  });
});
