// `evenkeel canary` and `run --live` as a user starts them: on venue servers of another process, found by the environment as the venues
// themselves would be. What is refused is one line, exit code 2, and shows no key.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { program } from './evenkeel.ts';
import { Served } from './served.ts';

const pair = ['--primary', 'backpack', '--hedge', 'grvt', '--ticker', 'ETH'];
let served: Served;
let folder: string;
/** What `evenkeel venues serve` has printed. */
let variables: Readonly<Record<string, string>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'evenkeel-live-'));
  served = await Served.start('backpack,grvt', 'ETH');
  variables = served.environment;
});

afterAll(async () => {
  await served.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Without a terminal, and with the keys of the servers unless others are given. */
async function evenkeel(args: readonly string[], environment: Record<string, string> = {}): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], XDG_STATE_HOME: folder, ...variables, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { exitCode: exitCode as number, stdout, stderr };
}

function expectRefusal(ended: Ended, expected: RegExp): void {
  expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
  expect(ended.stderr).toMatch(/^evenkeel: [^\n]*\n$/);
  expect(ended.stderr).toMatch(expected);
  expect(secretsIn(ended.stderr)).toEqual([]);
}

/** By name. */
const secretsIn = (content: string | Buffer): string[] =>
  Object.keys(variables).filter(
    (name) => /KEY|SECRET|ACCOUNT_ID/.test(name) && content.includes(variables[name] ?? ''),
  );

describe('a live run', () => {
  it.each([
    [['run', ...pair, '--live'], /--live asks for a typed confirmation.*add --yes if you mean it/],
    [['canary', ...pair, '--live'], /--live asks for a typed confirmation/],
    [['run', ...pair, '--live', '--local', '--yes'], /--live and --local are both given/],
    [['run', ...pair, '--yes'], /--yes is given, and nothing asks/],
    [['run', ...pair, '--local', '--supervise'], /--supervise is given.*leave it out, or add --live/],
    [['run', ...pair, '--live', '--yes', '--supervised'], /there is no supervisor: give --supervise/],
    [['run', '--live', '--yes'], /no venues are: name them/],
    [['canary', ...pair], /neither --live nor --local is given/],
    [['canary', ...pair, '--local', '--size', '1'], /unknown option '--size'/],
  ])('refuses %j before any venue is asked', async (args, expected) => {
    expectRefusal(await evenkeel(args), expected);
  });

  it.each([
    ['BACKPACK_SECRET_KEY', Buffer.alloc(32, 9).toString('base64'), /BACKPACK_SECRET_KEY does not belong/],
    ['GRVT_API_KEY', 'a-key-that-is-not-known-here', /grvt.*the keys|GRVT_API_KEY/],
  ])('refuses a wrong %s', async (name, value, expected) => {
    const ended = await evenkeel(['run', ...pair, '--live', '--yes'], { [name]: value });
    expectRefusal(ended, expected);
    expect(ended.stderr).not.toContain(value);
  });

  it('is not let in before its canary, and is told the command', async () => {
    expectRefusal(
      await evenkeel(['run', ...pair, '--live', '--yes']),
      /no canary has passed.*`evenkeel canary --primary backpack --hedge grvt --ticker ETH --live`/,
    );
  });

  it('a canary on servers of its own passes, and counts for nothing else', async () => {
    const ended = await evenkeel(['canary', ...pair, '--local', '--json']);
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(ended.stdout)).toMatchObject({ passed: true, counts: false });
    expectRefusal(await evenkeel(['run', ...pair, '--live', '--yes']), /no canary has passed/);
  }, 120_000);

  it('a canary passes where the keys belong, says what is agreed to, and lets the run in, which reconciles with its venues and plays again', async () => {
    const flown = await evenkeel(['canary', ...pair, '--live', '--yes', '--json']);
    expect(flown.exitCode).toBe(0);
    expect(flown.stderr).toMatch(/^LIVE on local servers of this machine: nothing real\n/);
    expect(flown.stderr).toMatch(/backpack: NOTHING ends an order that rests there/);
    expect(flown.stderr).toMatch(/grvt: an order that rests there ends by itself within 60 s/);
    const canary = JSON.parse(flown.stdout) as { checks: { isPassed: boolean }[] };
    expect(canary).toMatchObject({ passed: true, counts: true, run: { world: 'local', cycles: 2 } });
    expect(canary.checks.every(({ isPassed }) => isPassed)).toBe(true);

    const ended = await evenkeel([
      'run',
      ...pair,
      '--size',
      '0.1',
      '--iter',
      '1',
      '--live',
      '--supervise',
      '--yes',
      '--json',
    ]);
    expect(ended.exitCode).toBe(0);
    const summary = JSON.parse(ended.stdout) as { notes: string[]; runDirectory: string };
    expect(summary).toMatchObject({ world: 'local', outcome: 'flat', cycles: 2, alerts: [] });
    const accounts = join(folder, 'evenkeel', 'accounts');
    expect(readdirSync(accounts).map((name) => name.split('-')[0])).toEqual(['backpack', 'grvt']);
    // The canary's and the run's.
    for (const name of readdirSync(accounts)) expect(readdirSync(join(accounts, name))).toHaveLength(2);
    for (const venue of ['backpack', 'grvt'])
      expect(summary.notes.filter((note) => note.startsWith(`${venue} itself confirms `))).toHaveLength(1);

    const reconciled = await evenkeel(['reconcile', summary.runDirectory, '--json']);
    expect(reconciled).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(reconciled.stdout)).toMatchObject({
      verdict: 'equal',
      world: 'local',
      differences: [],
    });
    const replayed = await evenkeel(['replay', summary.runDirectory, '--json']);
    expect(JSON.parse(replayed.stdout)).toMatchObject({ verdict: 'same', world: 'local' });
  }, 240_000);

  it.each([
    [
      'another version',
      '"version": "0.1.0"',
      '"version": "0.0.9"',
      /with version 0\.1\.0 \(with 0\.0\.9 one has\)/,
    ],
    [
      'another build of this version',
      /"build": "[0-9a-f]{64}"/,
      '"build": "0123"',
      /with version 0\.1\.0 as it is built now \(one has with another build of it\)/,
    ],
    [
      'other accounts',
      /"account": "[0-9a-f]{12}"/,
      '"account": "0123456789ab"',
      /on these accounts \(on others one has\)/,
    ],
  ] as const)('a canary of %s does not count', async (_which, from, to, expected) => {
    const path = join(folder, 'runs', 'state', 'canaries.json');
    const kept = readFileSync(path, 'utf8');
    writeFileSync(path, kept.replace(from, to));
    expectRefusal(await evenkeel(['run', ...pair, '--live', '--yes']), expected);
    writeFileSync(path, kept);
  });

  it('leaves no key behind', () => {
    const files = readdirSync(join(folder, 'runs'), { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    expect(files.length).toBeGreaterThan(10);
    for (const { parentPath, name } of files) {
      expect([name, secretsIn(readFileSync(join(parentPath, name)))]).toEqual([name, []]);
    }
  });
});
