// A backtest as data: the verdict, the three bounds with every run and every round trip, and all that it was made with. This is the JSON line, and
// what `evenkeel compare` reads.
import { formatFeeRateBps } from '../../core/money.ts';
import { noticeOf } from '../../reports/summary.ts';
import { latencyProfiles, type LatencyOptions } from '../../venues/simulated/models/latency.ts';
import type { SimulatedPlan } from '../run/run-plan.ts';
import { describeSettings, type DescribedSetting } from '../settings/describe.ts';
import { version } from '../version.ts';

import { judgeBacktest, type BacktestVerdict, type BoundReports } from './verdict.ts';
import type { MarketDefect } from './market-defects.ts';

export interface BacktestReport {
  readonly command: 'backtest';
  readonly engineVersion: string;
  readonly world: SimulatedPlan['world'];
  readonly notice: string;
  readonly baseAsset: string;
  readonly quoteAsset: string;
  readonly verdict: BacktestVerdict;
  /** Net cost per 1 000 000 of volume that was good enough. */
  readonly target: string;
  readonly markets: readonly ReportedMarket[];
  /** With which the backtest went on because it was told to. */
  readonly defects: readonly MarketDefect[];
  readonly fees: Readonly<
    Record<'primary' | 'hedge', { readonly makerBps: string; readonly takerBps: string }>
  >;
  /** What longs pay every 8 h, in bps. */
  readonly fundingBps: { readonly primary: string; readonly hedge: string };
  readonly latency: LatencyOptions & { readonly profile: string };
  /** Of the first market; the others differ in what their names say. */
  readonly settings: Readonly<Record<string, DescribedSetting>>;
  readonly notes: readonly string[];
  readonly bounds: BoundReports;
}

export interface ReportedMarket {
  readonly name: string;
  /** The same for the same market data, whoever reads it. */
  readonly key: string;
  readonly primary: string;
  readonly hedge: string;
}

export interface BacktestFacts {
  /** Of the first market. */
  readonly plan: SimulatedPlan;
  readonly markets: readonly ReportedMarket[];
  readonly defects: readonly MarketDefect[];
  readonly notes: readonly string[];
  readonly target: string;
}

export function reportBacktest(
  { plan, markets, defects, notes, target }: BacktestFacts,
  bounds: BoundReports,
): BacktestReport {
  const { config, settings, world } = plan;
  const { latency } = settings.values;
  const funding = (name: 'primaryFunding' | 'hedgeFunding'): string =>
    settings.given.get(name)?.texts[0] ?? '0';
  return {
    command: 'backtest',
    engineVersion: version,
    world,
    notice: noticeOf(world),
    baseAsset: config.primary.base,
    quoteAsset: config.primary.quote,
    verdict: judgeBacktest(bounds),
    target,
    markets,
    defects,
    fees: { primary: feesOf(config.primary), hedge: feesOf(config.hedge) },
    fundingBps: { primary: funding('primaryFunding'), hedge: funding('hedgeFunding') },
    latency: { profile: latency, ...latencyProfiles[latency] },
    settings: describeSettings(settings),
    notes,
    bounds,
  };
}

function feesOf({ fees: { maker, taker } }: SimulatedPlan['config']['primary']): {
  readonly makerBps: string;
  readonly takerBps: string;
} {
  return { makerBps: formatFeeRateBps(maker), takerBps: formatFeeRateBps(taker) };
}
