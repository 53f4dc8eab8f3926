// B5, backtests: measured in a process of its own, as every backtest is one: what a process did before has shaped its code, and how far
// that is compiled is set for all of it. And their lines for people.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BacktestFigures } from './backtest/figures.ts';
import type { Result } from './measure.ts';
import { haveRecordings } from './recordings.ts';

export const messagesPerSecondBars = { decoded: 2_000_000, raw: 100_000 } as const;

/** `undefined` where there are no recordings. */
export async function measureBacktest(): Promise<BacktestFigures | undefined> {
  if (!haveRecordings()) return undefined;
  const child = fork(fileURLToPath(new URL('backtest/main.js', import.meta.url)), {
    serialization: 'advanced',
  });
  const told = once(child, 'message') as Promise<[BacktestFigures]>;
  const [figures] = await Promise.race([told, endOf(child)]);
  return figures;
}

async function endOf(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(`the process that measures backtests ended with ${code}`);
}

export function backtestText(figures: BacktestFigures | undefined): string {
  if (figures === undefined)
    return 'B5, backtests: skipped, no recordings here; set RECORDINGS to their folder\n';
  const { decoded, raw, timesRealTime } = figures;
  const { decoded: decodedBar, raw: rawBar } = messagesPerSecondBars;
  return [
    `B5, backtests: messages a second on one core, ${Math.round(timesRealTime)} × real time (bar: ${decodedBar / 1e6} M/s in the whole world)`,
    ...decoded.map(line),
    `B5, from raw files (bar: ${rawBar / 1e6} M/s in the whole world)`,
    ...raw.map(line),
    '',
  ].join('\n');
}

function line({ name, unitsPerSecond, rounds: count, ratioToFloor }: Result): string {
  const rate = `${(unitsPerSecond / 1e6).toFixed(3)} M/s`.padStart(11);
  return `  ${rate}  ${ratioToFloor.toFixed(3)} × floor  ${name}, median of ${count}`;
}
