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
import { runBacktest, type PlayMarket } from './run-backtest.ts';

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
  const play = async (job: MarketJob): Promise<Checked<MarketResult>> => {
    const result = assertPresent(await crew.play(job), 'the result of a run that nobody has given up');
    bar.advance();
    return result;
  };
  const reports = await playEach(plans, play, keeping);
  bar.end();
  // A process with a thread of it never ends, refused or not.
  await crew.close();
  return reports;
}

async function playEach(
  plans: readonly BacktestPlan[],
  play: PlayMarket,
  keeping: Keeping | undefined,
): Promise<Checked<readonly BacktestReport[]>> {
  const reports: BacktestReport[] = [];
  for (const plan of plans) {
    const report = await runBacktest(plan, play, keeping);
    if (!report.ok) return report;
    reports.push(report.value);
  }
  return accepted(reports);
}
