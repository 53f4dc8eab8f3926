// B8, the first two bars: how long a run takes from its start to its first quote, and one that died with a naked fill from its next start
// until it is hedged again. On local venues of this process: what is left beside them is the run's own time, and a handful of round trips.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServedPair } from './served-pair.ts';

export interface Restarts {
  /** In ms, round by round. */
  readonly toQuoteMs: readonly number[];
  /** Killed when its quote was filled, and before it had heard of that. */
  readonly toHedgeMs: readonly number[];
  /** Killed when its hedge had left and come to nothing, of which it cannot know. */
  readonly toHedgeAgainMs: readonly number[];
}

type Death = (pair: ServedPair, run: ChildProcess) => Promise<void>;

/** What comes a moment later is not heard before the kill. */
const frameDelayMs = 50;
/** Each takes the ten seconds in which its order may still come. */
const lostRounds = 3;
const lookMs = 1;

export async function measureRestarts(rounds: number): Promise<Restarts> {
  const pair = await ServedPair.open();
  const toQuoteMs: number[] = [];
  const toHedgeMs: number[] = [];
  const toHedgeAgainMs: number[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const taken = await measureRound(pair, dieUnaware);
      toQuoteMs.push(taken.toQuoteMs);
      toHedgeMs.push(taken.toHedgeMs);
    }
    for (let round = 0; round < Math.min(rounds, lostRounds); round += 1)
      toHedgeAgainMs.push((await measureRound(pair, dieUnanswered)).toHedgeMs);
  } finally {
    await pair.close();
  }
  return { toQuoteMs, toHedgeMs, toHedgeAgainMs };
}

async function measureRound(
  pair: ServedPair,
  die: Death,
): Promise<{ readonly toQuoteMs: number; readonly toHedgeMs: number }> {
  const quoted = pair.next('primary', 'accepted', ({ order }) => pair.isWhole('primary', order.quantity));
  const [first, startedMs] = start(pair);
  const toQuoteMs = (await quoted) - startedMs;
  const exited = once(first, 'exit');
  await die(pair, first);
  await exited;
  pair.faultsOf('primary').stopAll();
  pair.faultsOf('hedge').stopAll();
  const hedged = pair.next('hedge', 'filled', () => true);
  const [second, startedAgainMs] = start(pair);
  const toHedgeMs = (await hedged) - startedAgainMs;
  await endFlat(second);
  return { toQuoteMs, toHedgeMs };
}

function start(pair: ServedPair): [run: ChildProcess, startedMs: number] {
  const startedMs = performance.now();
  return [pair.startRun(), startedMs];
}

async function dieUnaware(pair: ServedPair, run: ChildProcess): Promise<void> {
  pair.faultsOf('primary').start({ kind: 'delay-frames', stream: 'private', delayMs: frameDelayMs });
  await pair.next(
    'primary',
    'filled',
    (_order, { liquidity }) => liquidity === 'maker' && run.kill('SIGKILL'),
  );
}

async function dieUnanswered(pair: ServedPair, run: ChildProcess): Promise<void> {
  const faults = pair.faultsOf('hedge');
  await pair.next('primary', 'filled', (_order, { liquidity }) => {
    if (liquidity !== 'maker') return false;
    faults.start({ kind: 'drop-request', purposes: ['place'], times: 1 });
    return true;
  });
  while (faults.active().length > 0) await sleep(lookMs);
  run.kill('SIGKILL');
}

async function endFlat(run: ChildProcess): Promise<void> {
  const exited = once(run, 'exit') as Promise<[number | null]>;
  run.kill('SIGTERM');
  run.kill('SIGTERM');
  const [exitCode] = await exited;
  if (exitCode !== 0) throw new Error(`a run that was told to stop ended with ${exitCode}`);
}
