// Plans of backtests played on all cores, with a bar that says how far they are.
import { assertPresent } from '../../core/assert.ts';
import { accepted, type Checked } from '../../core/checked.ts';
import { terminalOf } from '../view/terminal.ts';
import { WorkBar } from '../view/work-bar.ts';
import { boundNames } from './bounds.ts';
import { MarketCrew } from './market-crew.ts';
import type { Keeping } from './keeping.ts';
import type { BacktestPlan } from './plan-backtest.ts';
import type { MarketJob, MarketResult } from './play-market.ts';
import type { BacktestReport } from './report.ts';
import { runBacktest } from './run-backtest.ts';

export async function playPlans(
  plans: readonly BacktestPlan[],
  isJson: boolean,
  keeping?: Keeping,
): Promise<Checked<readonly BacktestReport[]>> {
  if (plans.length === 0) return accepted([]);
  const crew = new MarketCrew();
  const bar = new WorkBar({
    terminal: terminalOf(process.stderr),
    environment: process.env,
    isJson,
    total: plans.reduce((sum, { tests }) => sum + tests.length * boundNames.length, 0),
    unit: 'runs',
  });
  bar.lookUp();
  const reports: BacktestReport[] = [];
  const play = async (job: MarketJob): Promise<Checked<MarketResult>> => {
    const result = assertPresent(await crew.play(job), 'the result of a run that nobody has given up');
    bar.advance();
    return result;
  };
  for (const plan of plans) {
    const report = await runBacktest(plan, play, keeping);
    if (!report.ok) return report;
    reports.push(report.value);
  }
  bar.end();
  await crew.close();
  return accepted(reports);
}
