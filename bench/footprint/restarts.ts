// B8, the first two bars: how long a run takes from its start to its first quote, and one that died with a naked fill from its next start
// until it is hedged again. On local venues of this process: what is left beside them is the run's own time, and a handful of round trips.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { ServedPair } from './served-pair.ts';

export interface Restarts {
  /** In ms, round by round. */
  readonly toQuoteMs: readonly number[];
  readonly toHedgeMs: readonly number[];
}

export async function measureRestarts(rounds: number): Promise<Restarts> {
  const pair = await ServedPair.open();
  const toQuoteMs: number[] = [];
  const toHedgeMs: number[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const quoted = pair.next('primary', 'accepted', ({ order }) => pair.isWhole('primary', order.quantity));
      const [first, startedMs] = start(pair);
      toQuoteMs.push((await quoted) - startedMs);
      await dieNaked(pair, first);
      const hedged = pair.next('hedge', 'filled', () => true);
      const [second, startedAgainMs] = start(pair);
      toHedgeMs.push((await hedged) - startedAgainMs);
      await endFlat(second);
    }
  } finally {
    await pair.close();
  }
  return { toQuoteMs, toHedgeMs };
}

function start(pair: ServedPair): [run: ChildProcess, startedMs: number] {
  const startedMs = performance.now();
  return [pair.startRun(), startedMs];
}

/** With a fill that no hedge has reached. */
async function dieNaked(pair: ServedPair, run: ChildProcess): Promise<void> {
  const exited = once(run, 'exit');
  await pair.next('primary', 'filled', (_order, { liquidity }) => {
    if (liquidity !== 'maker') return false;
    pair.faultsOf('hedge').start({ kind: 'drop-request', purposes: ['place'] });
    return run.kill('SIGKILL');
  });
  await exited;
  pair.faultsOf('hedge').stopAll();
}

async function endFlat(run: ChildProcess): Promise<void> {
  const exited = once(run, 'exit') as Promise<[number | null]>;
  run.kill('SIGTERM');
  run.kill('SIGTERM');
  const [exitCode] = await exited;
  if (exitCode !== 0) throw new Error(`a run that was told to stop ended with ${exitCode}`);
}
