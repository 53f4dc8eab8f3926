// Every market under every bound, and what came of it all.
import { accepted, type Checked } from '../../core/checked.ts';
import { reportBound } from './bound-report.ts';
import { boundNames, type BoundName } from './bounds.ts';
import { keepsNothing, type Keeping } from './keeping.ts';
import type { BacktestPlan } from './plan-backtest.ts';
import type { MarketJob, MarketResult } from './play-market.ts';
import { reportBacktest, type BacktestReport } from './report.ts';

export type PlayMarket = (job: MarketJob) => Promise<Checked<MarketResult>>;

/** All at once as far as `play` lets them; the same report in whichever order they end. */
export async function runBacktest(
  plan: BacktestPlan,
  play: PlayMarket,
  keeping: Keeping = keepsNothing,
): Promise<Checked<BacktestReport>> {
  const results: Record<BoundName, MarketResult[]> = { pessimistic: [], 'risk-averse': [], optimistic: [] };
  const jobs = plan.tests.flatMap(({ layers }, market) =>
    boundNames.map((bound) => ({ layers, bound, keptAs: keeping(market, bound) })),
  );
  const played = await Promise.all(jobs.map(async (job) => ({ job, result: await play(job) })));
  for (const { job, result } of played) {
    if (!result.ok) return result;
    results[job.bound].push(result.value);
  }
  const report = (bound: BoundName) => reportBound(bound, results[bound], plan.target);
  return accepted(
    reportBacktest(plan, {
      pessimistic: report('pessimistic'),
      'risk-averse': report('risk-averse'),
      optimistic: report('optimistic'),
    }),
  );
}
