// Starting contestants: processes of Node or Python that are told where the venues are, and say when they are ready for fills.
import { fork, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BotAnswer, BotOrder } from './messages.ts';
import { orderSize } from './order-size.ts';

/** Ends the process. */
export type End = () => void;

/** `file` without its ending. */
export function startProcess(file: string): ChildProcess {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return fork(fileURLToPath(new URL(`${file}.${extension}`, import.meta.url)), { serialization: 'advanced' });
}

/** The next answer of the process; one that ends instead is an error. */
export async function ask<Answer>(process: ChildProcess, question: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void =>
      reject(new Error(`a process of the benchmark ended with ${code}`));
    process.once('exit', ended);
    process.once('message', (answer) => {
      process.off('exit', ended);
      resolve(answer as Answer);
    });
    process.send(question);
  });
}

export async function startNodeBot(file: string, order: BotOrder): Promise<End> {
  const bot = startProcess(file);
  const answer = await ask<BotAnswer>(bot, order);
  if (answer.kind === 'failed') throw new Error(answer.text);
  return () => {
    if (bot.connected) bot.disconnect();
  };
}

const python = process.env['BENCH_PYTHON'] ?? 'python3';
const pythonPackages = 'uvloop, websockets, aiohttp, orjson, coincurve, cryptography, fast_stark_crypto';

/** Why there is no Python peer, in words; `undefined` where there is one. */
export function lackOfPython(): string | undefined {
  const { status } = spawnSync(python, ['-c', `import ${pythonPackages}`], { stdio: 'ignore' });
  return status === 0 ? undefined : `no ${python} with ${pythonPackages} here; BENCH_PYTHON names another`;
}

export async function startPythonBot(order: BotOrder): Promise<End> {
  // The source stands beside this file's, not beside what was built of it.
  const file = fileURLToPath(new URL('uvloop_bot.py', import.meta.url)).replace('/build/bench/', '/bench/');
  const bot = spawn(python, [file, orderSize], { stdio: ['pipe', 'pipe', 'inherit'] });
  bot.stdin.write(`${JSON.stringify(order)}\n`);
  await new Promise<void>((resolve, reject) => {
    bot.stdout.once('data', () => resolve());
    bot.once('exit', (code) => reject(new Error(`the Python peer ended with ${code}`)));
  });
  return () => bot.kill('SIGKILL');
}
