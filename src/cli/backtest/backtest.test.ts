// Whole backtests through the engine that trades, short ones: three bounds, the same every time, and every figure that of its round trips.
import { beforeAll, describe, expect, it } from 'vitest';
import { parseUnits } from '../../core/decimal.ts';
import { addMoney } from '../../reports/round-trip-book.ts';
import { recordingPath } from '../../recorder/testing/recordings.ts';
import type { TextsByName } from '../settings/from-flags.ts';
import { renderBacktest } from './backtest-text.ts';
import { boundNames } from './bounds.ts';
import { openOnce } from './open-once.ts';
import { planBacktest, type BacktestFlags } from './plan-backtest.ts';
import { playMarket } from './play-market.ts';
import type { BacktestReport } from './report.ts';
import { runBacktest } from './run-backtest.ts';
import { layersFor, opening, recordSynthetic } from './testing/recorded-market.ts';

async function backtested(texts: TextsByName, flags: BacktestFlags = {}): Promise<BacktestReport> {
  const open = openOnce();
  const plan = await planBacktest(layersFor({ size: '0.1', ...texts }), flags, open);
  if (!plan.ok) throw new Error(plan.message);
  const report = await runBacktest(plan.value, (job) => playMarket(job, open));
  if (!report.ok) throw new Error(report.message);
  return report.value;
}

const shown = (report: BacktestReport): string => renderBacktest(report, { width: 110, useColour: false });

describe('a backtest of two seeds', () => {
  let report: BacktestReport;
  beforeAll(async () => {
    report = await backtested(
      { seed: '7', duration: '120', primaryFees: '-3/1', hedgeFees: '0/0' },
      { seeds: '2' },
    );
  });

  it('is played under three beliefs, which differ in what they fill', () => {
    const fills = (['pessimistic', 'risk-averse', 'optimistic'] as const).map((bound) =>
      report.bounds[bound].runs.map(({ summary }) => summary.eventLogHash),
    );
    expect(new Set(fills.flat()).size).toBe(6);
    expect(report.markets.map(({ key }) => key)).toEqual(['synthetic ETH seed 7', 'synthetic ETH seed 8']);
  });

  it('is the same when it is played again', async () => {
    const again = await backtested(
      { seed: '7', duration: '120', primaryFees: '-3/1', hedgeFees: '0/0' },
      { seeds: '2' },
    );
    expect(again).toEqual(report);
  });

  it('says of every run what its round trips, and what came after them, say together', () => {
    for (const { summary, roundTrips, rest } of report.bounds['risk-averse'].runs) {
      expect(roundTrips).toHaveLength(summary.roundTrips.count);
      const { net, gross, volume, funding } = addMoney([...roundTrips, rest]);
      expect({ netPnl: net, grossPnl: gross, volume, funding }).toEqual({
        netPnl: summary.netPnl,
        grossPnl: summary.grossPnl,
        volume: summary.volume,
        funding: summary.funding,
      });
      for (const row of roundTrips) {
        expect(Number(row.primaryGross) + Number(row.hedgeGross)).toBeCloseTo(Number(row.gross), 9);
        expect(Number(row.entrySpread) + Number(row.exitSpread)).toBeCloseTo(Number(row.gross), 9);
        expect(row.endUs).toBeGreaterThan(row.startUs);
      }
    }
  });

  it('splits the cost of every bound into parts that add up to it, to the last unit and to the cent', () => {
    for (const bound of boundNames) {
      const { costSplit, figures } = report.bounds[bound];
      const units = (text: string | null | undefined): bigint => parseUnits(text ?? '') ?? 0n;
      const sum = (texts: readonly (string | null)[]): bigint =>
        texts.reduce((total, text) => total + units(text), 0n);
      const parts = costSplit?.parts ?? [];
      expect(sum(parts.map(({ amount }) => amount))).toBe(-units(figures.netPnl));
      expect(sum(parts.map(({ perMillion }) => perMillion))).toBe(units(costSplit?.total.perMillion));
      expect(costSplit?.horizons.map(({ afterSeconds }) => afterSeconds)).toEqual([1, 5, 30]);
      expect(shown(report)).toMatch(/adverse selection, 30 s/);
    }
  });

  it('adds the runs up', () => {
    const { figures, runs } = report.bounds['risk-averse'];
    const total = runs.reduce((sum, { summary }) => sum + Number(summary.netPnl), 0);
    expect(Number(figures.netPnl)).toBeCloseTo(total, 9);
    expect(Number(figures.costPerMillion)).toBeCloseTo((-total / Number(figures.volume)) * 1e6, 3);
  });

  it('shows the three bounds, fees, funding and latency, and that it is synthetic', () => {
    const text = shown(report);
    for (const part of ['pessimistic', 'risk-averse', 'optimistic', 'synthetic: no evidence of profit'])
      expect(text).toContain(part);
    expect(text).toMatch(/fees +primary -3\/1 bps, hedge 0\/0 bps/);
    expect(text).toMatch(/funding +longs pay 1 bps/);
    expect(text).toMatch(/latency +region/);
  });
});

describe('what a backtest is made with', () => {
  it('counts: a longer way to the venues gives another result', async () => {
    const [near, far] = [
      await backtested({ duration: '60', latency: 'colocated' }),
      await backtested({ duration: '60', latency: 'overseas' }),
    ];
    const p50 = ({ bounds }: BacktestReport): number =>
      bounds['risk-averse'].runs[0]?.summary.hedgeLatency?.local.p50Us ?? 0;
    expect(p50(near)).toBeLessThan(2_000);
    expect(p50(far)).toBeGreaterThan(150_000);
  });

  it('has the funding that is stated, or what is usual; a recording has none', async () => {
    const stated = await planBacktest(
      layersFor({ primaryFunding: '10', hedgeFunding: '-2.5' }),
      {},
      openOnce(),
    );
    expect(stated).toMatchObject({
      value: {
        plan: {
          policies: { primary: { fundingRate: 10n ** 15n }, hedge: { fundingRate: -25n * 10n ** 13n } },
        },
      },
    });
    const usual = await planBacktest(layersFor({}), {}, openOnce());
    expect(usual).toMatchObject({ value: { plan: { policies: { primary: { fundingRate: 10n ** 14n } } } } });
    const recordings = opening(await recordSynthetic(1, 40).then(({ primary: p, hedge: h }) => ({ p, h })));
    const recorded = await planBacktest(layersFor({ replayPrimary: 'p', replayHedge: 'h' }), {}, recordings);
    expect(recorded).toMatchObject({ value: { plan: { policies: { primary: { fundingRate: 0n } } } } });
  });
});

describe('a backtest of recordings', () => {
  const [primary, hedge] = [recordingPath('USD-M'), recordingPath('spot')];
  it.skipIf(primary === undefined || hedge === undefined)(
    'trades them as they were (skipped where the recordings are missing)',
    async () => {
      const report = await backtested({
        size: '0.01',
        replayPrimary: [primary ?? ''],
        replayHedge: [hedge ?? ''],
        duration: '60',
      });
      expect(report).toMatchObject({ world: 'replay', baseAsset: 'BTC', defects: [] });
      expect(report.bounds.pessimistic.figures.roundTrips).toBeGreaterThan(0);
      expect(shown(report)).toContain('recorded market, simulated fills');
    },
  );
});
