// What a backtest keeps can be looked into like any other run, under each bound, and to keep it changes nothing.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../reports/review/page/markdown.ts';
import { pageOf } from '../../reports/review/page/page-of.ts';
import { openRun } from '../history/testing/recorded-runs.ts';
import { reviewRun } from '../report/review-run.ts';
import { boundNames, queueModelOf } from './bounds.ts';
import { keepingOf, keepsNothing, type Keeping } from './keeping.ts';
import { openOnce } from './open-once.ts';
import { planBacktest, type BacktestPlan } from './plan-backtest.ts';
import { playMarket } from './play-market.ts';
import type { BacktestReport } from './report.ts';
import { runBacktest } from './run-backtest.ts';
import { layersFor } from './testing/recorded-market.ts';

const runsDir = mkdtempSync(join(tmpdir(), 'evenkeel-backtest-'));

afterAll(() => rmSync(runsDir, { recursive: true, force: true }));

async function planned(seeds: string): Promise<BacktestPlan> {
  const layers = layersFor({ size: '0.1', seed: '3', duration: '90', runsDir });
  const plan = await planBacktest(layers, { seeds }, openOnce());
  if (!plan.ok) throw new Error(plan.message);
  return plan.value;
}

async function played(plan: BacktestPlan, keeping: Keeping): Promise<BacktestReport> {
  const report = await runBacktest(plan, (job) => playMarket(job, openOnce()), keeping);
  if (!report.ok) throw new Error(report.message);
  return report.value;
}

describe('a backtest of one market', () => {
  let plan: BacktestPlan;
  let kept: BacktestReport;
  beforeAll(async () => {
    plan = await planned('1');
    kept = await played(plan, keepingOf(plan, undefined));
  });

  it.each(boundNames)(
    'leaves a run under the %s bound, whose report says what the backtest says',
    (bound) => {
      const [result] = kept.bounds[bound].runs;
      const run = openRun(result?.runDirectory ?? '');
      const review = reviewRun(run, { process: 'not-known' });
      run.journal.close();
      if (!review.ok) throw new Error(review.message);
      expect(review.value).toMatchObject({
        run: { queueModel: queueModelOf[bound] },
        replay: { verdict: 'same' },
        state: { outcome: 'flat' },
      });
      expect(renderMarkdown(pageOf(review.value))).toContain(`| queue model | ${queueModelOf[bound]} |`);
      expect(review.value.summary).toEqual(result?.summary);
      expect(review.value.cost).toEqual(result?.cost);
      expect(JSON.parse(run.journal.run.configJson)).toMatchObject({
        settings: { 'queue-model': { value: queueModelOf[bound] } },
      });
    },
  );

  it('comes to the same where it leaves nothing', async () => {
    const unkept = await played(plan, keepsNothing);
    for (const bound of boundNames) {
      const [left, right] = [kept, unkept].map(({ bounds }) => bounds[bound].runs[0]);
      expect(right?.runDirectory).toBeNull();
      expect({ ...left, runDirectory: null }).toEqual(right);
    }
  });
});

describe('the runs of a backtest are kept', () => {
  it('where there is one market, or where it is asked for; never against a person’s word', async () => {
    const [one, two] = [await planned('1'), await planned('2')];
    const isKept = (plan: BacktestPlan, wish?: boolean): boolean =>
      keepingOf(plan, wish)(0, 'optimistic') !== undefined;
    expect([isKept(one), isKept(one, false)]).toEqual([true, false]);
    expect([isKept(two), isKept(two, true)]).toEqual([false, true]);
  });

  it('in folders that tell the markets apart', async () => {
    const plan = await planned('2');
    const { bounds } = await played(plan, keepingOf(plan, true));
    const folders = boundNames.flatMap((bound) => bounds[bound].runs.map((run) => run.runDirectory ?? ''));
    expect(new Set(folders).size).toBe(6);
    expect(folders.every((folder) => existsSync(join(folder, 'summary.json')))).toBe(true);
    expect(folders[3]).toMatch(/-ETH-backtest-seed-4-risk-averse$/);
  });

  it('or refused with one line, where no folder can be made', async () => {
    const plan = await planned('1');
    const keeping: Keeping = () => ({ base: '/dev/null/runs', name: 'a-run' });
    const report = await runBacktest(plan, (job) => playMarket(job, openOnce()), keeping);
    expect(report).toMatchObject({ ok: false, code: 'run-directory-unwritable' });
  });
});
