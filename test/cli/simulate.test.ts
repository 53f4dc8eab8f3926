// The simulator as a user starts it: the verdict and its exit code, the same outcome with any number of threads, and a stop that loses nothing.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runJob } from '../../simulator/command/job.ts';
import { addTo, emptyTally } from '../../simulator/command/tally.ts';
import { evenkeel, inFolder, program, type Ended } from './evenkeel.ts';

const slow = { timeout: 120_000 };

const simulate = (folder: string, ...args: string[]): Ended => evenkeel(folder, 'simulate', ...args);
const reportOf = ({ stdout }: Ended): Record<string, unknown> =>
  JSON.parse(stdout) as Record<string, unknown>;

describe('evenkeel simulate', () => {
  it('--json prints one line with every key, and leaves nothing behind', slow, async () => {
    await inFolder((folder) => {
      const ended = simulate(folder, '--seeds', '4', '--without-faults', '--json');
      expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
      expect(ended.stdout.split('\n')).toHaveLength(2);
      expect(reportOf(ended)).toMatchObject({
        outcome: 'passed',
        seeds: 4,
        violations: 0,
        hedged: 4,
        haltedSafe: 0,
        causes: {},
        faults: { 'fill-lost': 0, pause: 0 },
        planted: {},
        withPrimaryFill: 4,
      });
      expect(readdirSync(folder)).toEqual([]);
    });
  });

  it('gives the same outcome on one thread, on three, and without any', slow, async () => {
    await inFolder((folder) => {
      const [one, three] = ['1', '3'].map((threads) =>
        reportOf(simulate(folder, '--seeds', '4', '--from', '37', '--threads', threads, '--json')),
      );
      const timed = { seconds: 0, seedsPerSecond: 0, eventsPerSecond: 0 };
      expect({ ...one, ...timed }).toEqual({ ...three, ...timed });
      const here = emptyTally();
      for (const seed of [37, 38, 39, 40]) {
        const result = runJob({ kind: 'seed', seed, hasFaults: true });
        if ('seed' in result) addTo(here, result);
      }
      expect(one?.['hash']).toBe(here.hash);
    });
  });

  it('finds a planted bug, and says how many seeds that took', slow, async () => {
    await inFolder((folder) => {
      const ended = simulate(folder, '--plant', 'office-hours', '--seeds', '100');
      expect(ended.exitCode).toBe(0);
      expect(ended.stdout).toMatch(/^FOUND {2}office-hours/);
      expect(ended.stdout).toMatch(/\n {2}office-hours +I10 +\d+ seeds? /);
      expect(ended.stdout).toMatch(
        /again {3}npx evenkeel simulate --seeds 1 --from \d+ --plant office-hours/,
      );
    });
  });

  it('runs a scenario that was kept', slow, async () => {
    await inFolder((folder) => {
      const corpus = join(import.meta.dirname, '../../simulator/corpus');
      const file = join(corpus, 'rate-ban-is-not-waiting.json');
      const ended = simulate(folder, '--scenario', file);
      expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
      expect(ended.stdout).toMatch(/^I1 once: The hedge could go nowhere .*\n\nPASSED {2}/);
      expect(readdirSync(folder)).toEqual([]);
    });
  });

  it('ends with 1 when a planted bug is not found', slow, async () => {
    await inFolder((folder) => {
      const ended = simulate(folder, '--plant', 'gap-never-read', '--seeds', '1', '--json');
      expect(ended.exitCode).toBe(1);
      expect(reportOf(ended)).toMatchObject({ outcome: 'not-found', planted: { 'gap-never-read': null } });
    });
  });

  it('that is stopped keeps what was done, and the same command goes on from there', slow, async () => {
    await inFolder(async (folder) => {
      const args = ['--seeds', '12', '--threads', '1', '--without-faults', '--json'];
      const state = join(folder, 'runs', 'simulation-1-12-without-faults.json');
      const stopped = await stoppedOnceItHas(folder, state, args);
      expect(stopped).toMatchObject({ exitCode: 130 });
      expect(reportOf(stopped)).toMatchObject({ outcome: 'stopped' });
      expect(existsSync(state)).toBe(true);
      const resumed = simulate(folder, ...args);
      expect(resumed.exitCode).toBe(0);
      expect(reportOf(resumed)).toMatchObject({ seeds: 12, hedged: 12 });
      const whole = reportOf(simulate(folder, ...args));
      expect(reportOf(resumed)['hash']).toBe(whole['hash']);
      expect(readdirSync(folder)).toEqual(['runs']);
    });
  });
});

describe('evenkeel simulate refuses', () => {
  it.each<[string, string[], RegExp]>([
    ['no seeds', ['--seeds', '0'], /--seeds is "0": use a whole number from 1/],
    ['a first seed of 0', ['--from', '0'], /--from is "0": use a whole number from 1 .* or "commit"/],
    ['a number that is none', ['--seeds', '1e3'], /--seeds is "1e3": use a whole number/],
    ['no threads', ['--threads', '0'], /--threads is "0": use a whole number/],
    [
      'a mistyped bug',
      ['--plant', 'hedge-droped'],
      /--plant is "hedge-droped": did you mean hedge-dropped\?/,
    ],
    ['a bug that does not exist', ['--plant', 'xyz'], /--plant is "xyz": use all, or one of hedge-dropped, /],
    [
      'a state in no folder',
      ['--state', '/dev/null/state.json'],
      /state.json cannot be read .*: name another/,
    ],
    ['a folder as state', ['--state', '.'], /\. cannot be read .*: name another file with --state/],
    ['a scenario that is not there', ['--scenario', 'none.json'], /none.json cannot be read .*: name a file/],
    [
      'seeds beside a scenario',
      ['--scenario', 'none.json', '--seeds', '3'],
      /--scenario is one run by itself, and --seeds is for many: leave one of them out/,
    ],
    [
      'a planted bug that is to be kept',
      ['--plant', 'all', '--shrink', '.'],
      /--shrink keeps what the engine does, and --plant breaks it: leave one/,
    ],
    [
      'a folder to shrink into that cannot be made',
      ['--shrink', '/dev/null/kept'],
      /\/dev\/null\/kept cannot be written to .*: name another folder/,
    ],
    ['an unknown flag', ['--seed', '1'], /unknown option '--seed'/],
  ])('%s', async (_case, args, expected) => {
    await inFolder((folder) => expectRefusal(folder, args, expected, []));
  });

  it.each<[string, (state: Record<string, unknown>) => unknown, RegExp]>([
    ['is no state', () => 'hello', /state.json holds no state of this simulator: .*--anew/],
    [
      'was begun with other seeds',
      (state) => ({
        ...state,
        parameters: { from: 1, seeds: 9, hasFaults: true, plant: null, scenario: null },
      }),
      /state.json is the state of --seeds 9 --from 1: .*--anew/,
    ],
    [
      'was begun by another commit',
      (state) => ({ ...state, program: { version: '0.1.0', commit: '0123456789abcdef', build: 'ab' } }),
      /state.json was begun by 0.1.0 of commit 0123456789 .* and this is .*: .*--anew/,
    ],
  ])('a state that %s', slow, async (_case, change, expected) => {
    await inFolder(async (folder) => {
      const file = join(folder, 'state.json');
      const args = ['--seeds', '300', '--state', 'state.json', '--json'];
      await stoppedOnceItHas(folder, file, args);
      const state = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
      writeFileSync(file, JSON.stringify(change(state)));
      expectRefusal(folder, args, expected, ['state.json']);
    });
  });

  it('no state when it is told to begin again', slow, async () => {
    await inFolder((folder) => {
      writeFileSync(join(folder, 'state.json'), 'hello');
      const args = ['--seeds', '1', '--without-faults', '--state', 'state.json', '--anew'];
      expect(simulate(folder, ...args)).toMatchObject({ exitCode: 0 });
      expect(readdirSync(folder)).toEqual([]);
    });
  });
});

function expectRefusal(
  folder: string,
  args: readonly string[],
  expected: RegExp,
  left: readonly string[],
): void {
  const ended = simulate(folder, ...args);
  expect(ended.stderr).toMatch(expected);
  expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(ended.stderr).toMatch(/^evenkeel: /);
  expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
  expect(readdirSync(folder)).toEqual(left);
}

/** Starts it, and stops it as soon as its state is there. */
function stoppedOnceItHas(folder: string, state: string, args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, 'simulate', ...args], { cwd: folder });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const watch = setInterval(() => {
      if (!existsSync(state)) return;
      clearInterval(watch);
      child.kill('SIGINT');
    }, 20);
    child.on('close', (exitCode) => {
      clearInterval(watch);
      resolve({ exitCode, stdout, stderr });
    });
  });
}
