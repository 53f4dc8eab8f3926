// Comparisons through the engine that trades: what is the same is told to be, and a difference that is known to the cent is found.
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../../journal/testing/temporary-directory.ts';
import { openOnce } from '../backtest/open-once.ts';
import { planBacktest } from '../backtest/plan-backtest.ts';
import { playMarket } from '../backtest/play-market.ts';
import { runBacktest } from '../backtest/run-backtest.ts';
import { layersFor } from '../backtest/testing/recorded-market.ts';
import { runSession } from '../run/testing/run-session.ts';
import type { TextsByName } from '../settings/from-flags.ts';
import { compareContenders } from './compare-contenders.ts';
import { contenderOfBacktest, type Contender } from './contender.ts';
import { readRun } from './contender-from-run.ts';

const market = { size: '0.1', seed: '31', duration: '240' };

async function tested(name: string, texts: TextsByName): Promise<Contender> {
  const open = openOnce();
  const plan = await planBacktest(layersFor({ ...market, ...texts }), { seeds: '2' }, open);
  if (!plan.ok) throw new Error(plan.message);
  const report = await runBacktest(plan.value, (job) => playMarket(job, open));
  if (!report.ok) throw new Error(report.message);
  return contenderOfBacktest(name, report.value);
}

describe('two backtests on the same seeds', () => {
  it('of which one pays 1 bps less to its maker orders are told apart by exactly that, under every bound', async () => {
    const [dear, cheap] = [
      await tested('dear', { primaryFees: '2/5' }),
      await tested('cheap', { primaryFees: '1/5' }),
    ];
    const comparison = compareContenders(dear, cheap, 0.5);
    expect(comparison.verdict).toBe('b-better');
    expect(comparison.fillings.map(({ filling, verdict }) => [filling, verdict])).toEqual([
      ['risk-averse', 'b-better'],
      ['pessimistic', 'b-better'],
      ['optimistic', 'b-better'],
    ]);
    const { difference } = comparison.fillings[0] ?? {};
    expect(difference?.value).toBeCloseTo(-1, 2);
    expect(comparison.measures.find(({ name }) => name === 'gross')?.difference?.value).toBe(0);
  });

  it('of the same settings did the same', async () => {
    const [a, b] = [await tested('a', {}), await tested('b', {})];
    expect(compareContenders(a, b, 1)).toMatchObject({ verdict: 'not-known', text: 'both did the same' });
  });
});

describe('a run', () => {
  it('is compared by the round trips of its ledger, paired with a backtest on the seed that it had', async () => {
    const folder = temporaryDirectory();
    const report = await runSession(folder, { ...market, maxDailyLoss: '1000' });
    const run = readRun(report.runDirectory, `${folder}/runs`);
    if (!run.ok) throw new Error(run.message);
    const [played] = run.value.fillings.get('as-run') ?? [];
    expect(played?.roundTrips).toHaveLength(report.roundTrips.count);
    expect(played?.seconds).toBeCloseTo(Number(report.durationSeconds), 0);
    const comparison = compareContenders(run.value, await tested('test', {}), 1);
    expect(comparison).toMatchObject({
      verdict: 'not-known',
      fillings: [{ isPaired: true, difference: { value: 0 } }],
    });
    expect(comparison.remarks.join()).toContain('only one of them traded 1 market:');
  });
});
