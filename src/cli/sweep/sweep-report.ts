// A sweep as data: the winner with what it did on the markets that it was not chosen on, how many were tried, and every trial.
import { assertPresent } from '../../core/assert.ts';
import { noticeOf } from '../../reports/summary.ts';
import { reportBound, type BoundReport } from '../backtest/bound-report.ts';
import type { BoundName } from '../backtest/bounds.ts';
import type { MarketResult } from '../backtest/play-market.ts';
import type { ReportedMarket } from '../backtest/report.ts';
import { judgeBacktest, type BacktestVerdict } from '../backtest/verdict.ts';
import { describeSettings, type DescribedSetting } from '../settings/describe.ts';
import { kebabCase } from '../settings/setting.ts';
import { version } from '../version.ts';
import type { SweepPlan } from './plan-sweep.ts';
import type { TrialResult } from './sweep-state.ts';
import { foldStart, walkForward, type Objective, type WalkForward } from './walk-forward.ts';

/** Runs under each bound on the last fold. */
export type WinnerRuns = Readonly<Record<BoundName, readonly MarketResult[]>>;

export interface SweepReport extends WalkForward {
  readonly command: 'sweep';
  readonly engineVersion: string;
  readonly notice: string;
  readonly baseAsset: string;
  readonly quoteAsset: string;
  readonly objective: Objective;
  readonly trials: number;
  readonly runs: number;
  /** Runs that ended in another way than flat. */
  readonly notFlat: number;
  readonly folds: readonly { readonly from: string; readonly to: string; readonly units: number }[];
  /** The winner on the last fold, under the three bounds; without its runs. */
  readonly outOfSampleBounds: Readonly<Record<BoundName, Omit<BoundReport, 'runs'>>>;
  readonly verdict: BacktestVerdict;
  readonly markets: readonly ReportedMarket[];
  /** Net cost per 1M that is good enough. */
  readonly target: string;
  /** Of all trials: what is tried is not among them. */
  readonly settings: Readonly<Record<string, DescribedSetting>>;
  readonly notes: readonly string[];
}

export function walkOf(
  { points, units, folds, objective }: SweepPlan,
  results: readonly TrialResult[],
): WalkForward {
  const trials = points.map(({ name }, point) => ({
    name,
    units: units.map(
      (_, unit) => assertPresent(results[point * units.length + unit], 'every result').figures,
    ),
  }));
  return walkForward(trials, folds, objective);
}

export function reportSweep(
  plan: SweepPlan,
  results: readonly TrialResult[],
  { walk, winner }: { readonly walk: WalkForward; readonly winner: WinnerRuns },
): SweepReport {
  const { backtest, points, units, folds } = plan;
  const { config, settings, world } = backtest.plan;
  const bounds = {
    pessimistic: reportBound('pessimistic', winner.pessimistic, backtest.target),
    'risk-averse': reportBound('risk-averse', winner['risk-averse'], backtest.target),
    optimistic: reportBound('optimistic', winner.optimistic, backtest.target),
  };
  return {
    command: 'sweep',
    engineVersion: version,
    notice: noticeOf(world),
    baseAsset: config.primary.base,
    quoteAsset: config.primary.quote,
    objective: plan.objective,
    trials: plan.points.length,
    runs: results.length,
    notFlat: results.filter(({ outcome }) => outcome !== 'flat').length,
    folds: Array.from({ length: folds }, (_, fold) => {
      const inFold = units.slice(
        foldStart(fold, folds, units.length),
        foldStart(fold + 1, folds, units.length),
      );
      return { from: inFold[0]?.name ?? '', to: inFold.at(-1)?.name ?? '', units: inFold.length };
    }),
    ...walk,
    outOfSampleBounds: {
      pessimistic: withoutRuns(bounds.pessimistic),
      'risk-averse': withoutRuns(bounds['risk-averse']),
      optimistic: withoutRuns(bounds.optimistic),
    },
    verdict: judgeBacktest(bounds),
    markets: backtest.markets,
    target: backtest.target,
    settings: ofAll(describeSettings(settings), points),
    notes: backtest.notes,
  };
}

function ofAll(settings: SweepReport['settings'], points: SweepPlan['points']): SweepReport['settings'] {
  const tried = new Set(Object.keys(points[0]?.texts ?? {}).map(kebabCase));
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !tried.has(name)));
}

const withoutRuns = ({ runs: _runs, ...report }: BoundReport): Omit<BoundReport, 'runs'> => report;
