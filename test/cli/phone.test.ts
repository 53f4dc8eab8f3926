// Steering a run from a phone, as users start both: the run on local servers, `evenkeel phone`, and a stand-in of Telegram on this machine.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { botToken, BotStandIn, type Said } from '../../src/notifier/testing/bot-stand-in.ts';
import { inFolder, program } from './evenkeel.ts';

const alice = 11;
const mallory = 66;

function start(
  folder: string,
  environment: Readonly<Record<string, string>>,
  ...args: string[]
): ChildProcess {
  return spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], XDG_STATE_HOME: join(folder, 'state'), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Collected as it is written. */
function wordsOf(child: ChildProcess): { text: string } {
  const words = { text: '' };
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (words.text += chunk.toString('utf8')));
  return words;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(20);
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  child.kill(signal);
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

it('a run is asked how it is, paused and flattened by who may, and nobody else is answered', async () => {
  const telegram = await BotStandIn.start();
  await inFolder(async (folder) => {
    const runsDir = join(folder, 'runs');
    const pair = ['--primary', 'backpack', '--hedge', 'grvt', '--ticker', 'ETH', '--local'];
    const run = start(folder, {}, 'run', ...pair, '--iter', '1000', '--json');
    const phone = start(
      folder,
      {
        TELEGRAM_BOT_TOKEN: botToken,
        TELEGRAM_CHAT_ID: '5',
        TELEGRAM_LOCAL_ORIGIN: telegram.origin,
        TELEGRAM_ALLOWED_USERS: `${alice}`,
      },
      'phone',
    );
    const words = wordsOf(phone);
    wordsOf(run);
    await until(() => words.text.includes('may steer the runs'));
    const hasSocket = (): boolean =>
      existsSync(runsDir) && readdirSync(runsDir).some((name) => existsSync(join(runsDir, name, 'socket')));
    await until(hasSocket);

    telegram.write(mallory, '/flatten yes');
    let answers = 0;
    const next = (): Promise<Said> => telegram.answer(alice, (answers += 1));
    const ask = async (text: string): Promise<string> => {
      telegram.write(alice, text);
      return (await next()).text;
    };
    /** Asks until it is so. */
    const see = async (text: string, like: RegExp): Promise<void> => {
      while (!like.test(await ask(text)));
    };
    await see('/status', /ETH backpack\/grvt · local/);
    telegram.write(alice, '/pause');
    const question = await next();
    expect(question.text).toMatch(/^pause ETH backpack\/grvt · local\?/);
    telegram.press(alice, question.reply_markup?.inline_keyboard[0]?.[0]?.callback_data ?? '');
    expect((await next()).text).toBe(
      'ETH backpack/grvt · local: Paused: nothing new is built, and what is open ends in its usual way.',
    );
    await ask('/flatten');
    expect(await ask('/flatten yes')).toMatch(/Closing what is open now; then it is paused\.|already\.$/);
    await see('/status', /PAUSED · flat on both venues/);
    expect(telegram.said.filter(({ chat_id: chat }) => Number(chat) === mallory)).toEqual([]);
    expect((await telegram.answer(5, 1)).text).toContain(`User ${mallory} wrote to the bot`);

    expect(await ended(run, 'SIGINT')).toBe(0);
    expect(await ended(phone, 'SIGINT')).toBe(0);
    const [name = ''] = readdirSync(runsDir);
    const log = readFileSync(join(runsDir, name, 'log.txt'), 'utf8');
    expect(log).toContain('operator  pause: alice 11 by telegram');
    expect(`${words.text}${log}`).not.toContain('secret');
  });
  await telegram.stop();
}, 120_000);
