// Alerts of a run as a user starts it, on local servers: to stand-ins of Telegram and of a heartbeat's URL on this machine, well or
// dead. What they are like changes nothing of the run, and nothing secret is printed or kept.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { StandIn, type Answer } from '../../src/notifier/testing/stand-in.ts';
import { inFolder, program, type Ended } from './evenkeel.ts';

const token = '123456789:AAE-secret_secret_secret_secret_secr';
const localRun = [
  'run',
  '--primary',
  'backpack',
  '--hedge',
  'grvt',
  '--ticker',
  'ETH',
  '--local',
  '--iter',
  '1',
  '--json',
];

async function evenkeel(
  folder: string,
  environment: Readonly<Record<string, string>>,
  args: readonly string[] = localRun,
): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], TELEGRAM_BOT_TOKEN: token, TELEGRAM_CHAT_ID: '5', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { exitCode, stdout, stderr };
}

/** All that is left in the folder, file by file. */
const leftIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'));

async function runWith(
  answer: Answer,
  body: (run: { ended: Ended; web: StandIn; files: string[] }) => void,
): Promise<void> {
  const web = await StandIn.start(answer);
  const environment = {
    TELEGRAM_LOCAL_ORIGIN: web.origin,
    EVENKEEL_HEARTBEAT_URL: `${web.origin}/ping/secret-path`,
  };
  await inFolder(async (folder) => {
    const ended = await evenkeel(folder, environment);
    body({ ended, web, files: leftIn(folder) });
  });
  await web.stop();
}

describe('a run that nobody looks at', () => {
  it('tells of its beginning and its end, and sends signs of life meanwhile', async () => {
    await runWith({ status: 200, body: '{"ok":true}' }, ({ ended, web, files }) => {
      expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
      const messages = web.received.filter(({ method }) => method === 'POST');
      const told = messages.map(({ body }) => (body as { text: string }).text).join('\n\n');
      expect(told).toMatch(/^🟢 started · ETH backpack\/grvt · local\n/);
      expect(told).toMatch(/🟢 ended · ETH backpack\/grvt · local\nFlat after .*: iterations-done\.\n/);
      expect(messages.map(({ path }) => path)).toEqual(messages.map(() => `/bot${token}/sendMessage`));
      expect(web.received).toContainEqual({ method: 'GET', path: '/ping/secret-path', body: undefined });
      for (const output of [...files, ended.stdout]) expect(output).not.toMatch(/secret|🟢/);
    });
  }, 120_000);

  it('ends as ever where nobody answers, and says that it could not tell', async () => {
    await runWith(undefined, ({ ended, files }) => {
      expect(ended.exitCode).toBe(0);
      expect(JSON.parse(ended.stdout)).toMatchObject({ outcome: 'flat', cycles: 2, alerts: [] });
      expect(ended.stderr).toMatch(/evenkeel: [2-9] alerts did not arrive; the log of the run has them\n$/);
      for (const output of [...files, ended.stderr]) expect(output).not.toContain('secret');
    });
  }, 120_000);

  it('is refused where an alert could never arrive, and shows no value', async () => {
    await inFolder(async (folder) => {
      const ended = await evenkeel(folder, { TELEGRAM_BOT_TOKEN: 'secret-words' });
      expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
      expect(ended.stderr).toMatch(
        /^evenkeel: TELEGRAM_BOT_TOKEN is no token of a bot: it looks like [^\n]*\n$/,
      );
    });
  }, 60_000);

  it('on a made-up market alerts nobody, whatever the environment says', async () => {
    await inFolder(async (folder) => {
      const ended = await evenkeel(folder, { TELEGRAM_BOT_TOKEN: 'x' }, [
        'run',
        '--speed',
        'max',
        '--iter',
        '1',
        '--json',
      ]);
      expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
    });
  }, 60_000);
});

describe('evenkeel alerts --test', () => {
  it('sends one message by each channel, says what came of it, and shows nothing of where it went', async () => {
    const telegram = await StandIn.start({ status: 200, body: '{"ok":true}' });
    const lark = await StandIn.start({ status: 200, body: '{"code":19021,"msg":"sign match fail"}' });
    const secret = 'deep-secret-of-the-hook';
    const ended = await inFolder((folder) =>
      evenkeel(
        folder,
        { TELEGRAM_LOCAL_ORIGIN: telegram.origin, LARK_WEBHOOK_URL: `${lark.origin}/hook/${secret}` },
        ['alerts', '--test'],
      ),
    );
    expect(ended.exitCode).toBe(5);
    expect(ended.stdout).toContain('Telegram: delivered\nLark: refused: 19021 sign match fail\n');
    expect(`${ended.stdout}${ended.stderr}`).not.toMatch(/secret/);
    expect([telegram.received.length, lark.received.length]).toEqual([1, 1]);
    await telegram.stop();
    await lark.stop();
  });
});
