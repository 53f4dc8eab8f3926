// What onlookers are told of whole runs, at every turn of them: the same as the run says of itself, and nothing that cannot be read.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseUnits } from '../../core/decimal.ts';
import { isNaked } from '../../execution/exposure.ts';
import { runStatusSchema, type RunStatus } from '../../status/run-status.ts';
import type { RunReport } from '../run/report.ts';
import { runSession } from '../run/testing/run-session.ts';
import { summarise } from '../../reports/summary.ts';
import { describeStatus } from './describe-status.ts';
import type { RunIdentity } from './identity.ts';

const folder = mkdtempSync(join(tmpdir(), 'evenkeel-status-'));
const identity: RunIdentity = {
  name: 'a run',
  folder,
  pair: 'ETH sim-a/sim-b',
  baseAsset: 'ETH',
  quoteAsset: 'USDC',
  world: 'simulated',
  notice: 'synthetic: no evidence of profit',
  processId: 1,
  engineVersion: '0.1.0',
  startedAtMs: 0,
  speed: 'as fast as it goes',
  settings: [],
};
const told: { status: RunStatus; isNaked: boolean }[] = [];
let report: RunReport;

beforeAll(async () => {
  report = await runSession(
    folder,
    { iter: '3', seed: '5', maxNotional: '100', orderRate: '50/10', volumePerDay: 'sim-a=100000' },
    {
      onTurn: ({ pairRun }, pair) => {
        if (pair.primary.touch === undefined || pair.hedge.touch === undefined) return;
        const summary = summarise(pair.ledger, {
          world: 'simulated',
          marks: pair.ledger.lastMarks(),
          durationUs: pairRun.clock.nowUs() - pairRun.startUs,
          endReason: 'running',
          eventLogHash: '',
          hedgeFailures: pair.counters.hedgeFailures,
          recoveries: pair.counters.recoveries,
        });
        const nowUs = pairRun.clock.nowUs();
        const facts = { identity, pair, summary, alerts: [], nowUs, nowMs: 0, end: null };
        told.push({ status: describeStatus(facts), isNaked: isNaked(pair) });
      },
    },
  );
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const units = (text: string | null): bigint => parseUnits(text ?? 'none') ?? 0n;

describe('what onlookers are told of a run', () => {
  it('can be read as what it is said to be, at every turn', () => {
    expect(told.length).toBeGreaterThan(1_000);
    for (const { status } of told)
      expect(runStatusSchema.parse(JSON.parse(JSON.stringify(status)))).toEqual(status);
  });

  it('has a net delta that is the sum of both positions, and says so when it is naked', () => {
    for (const { status, isNaked: wasNaked } of told) {
      const [primary, hedge] = status.legs;
      expect(units(status.netDeltaBase)).toBe(units(primary.positionBase) + units(hedge.positionBase));
      expect(status.verdict.state === 'hedging').toBe(wasNaked);
      expect(status.verdict.nakedForMs === null).toBe(!wasNaked);
    }
    expect(told.some(({ isNaked: wasNaked }) => wasNaked)).toBe(true);
  });

  it('shows the quote that works, and of which limits how much is used', () => {
    expect(told.some(({ status }) => status.legs[0].order?.priceQuote === status.legs[0].bidQuote)).toBe(
      true,
    );
    const used = told.map(
      ({ status }) => status.limits.find(({ name }) => name === 'max-notional')?.usedPercent ?? 0,
    );
    expect(Math.max(...used)).toBeGreaterThan(25);
    expect(Math.max(...used)).toBeLessThan(40);
    for (const { status } of told) {
      const percents = status.limits.map(({ usedPercent }) => usedPercent ?? 0);
      expect(percents).toEqual([...percents].sort((left, right) => right - left));
      expect(status.limits.filter(({ name }) => name === 'order-rate')).toHaveLength(2);
    }
  });

  it('ends with the figures of the run’s own report', () => {
    const last = told.at(-1)?.status;
    expect(last?.verdict).toMatchObject({ state: 'finished', word: 'FLAT' });
    expect(last?.money).toMatchObject({
      grossPnlQuote: report.grossPnl,
      netPnlQuote: report.netPnl,
      todayNetQuote: report.netPnl,
      costPerMillionQuote: report.costPerMillion,
      volumeQuote: report.volume,
    });
    expect(last?.targets.find(({ name }) => name === 'iter')).toMatchObject({
      used: '3',
      bound: '3',
      usedPercent: 100,
    });
    const { makerNotional, takerNotional } = report.legs.primary;
    const target = last?.targets.find(({ name }) => name === 'volume-per-day');
    expect(units(target?.used ?? null)).toBe(units(makerNotional) + units(takerNotional));
    expect(last?.legs[0].volumeTargetQuote).toBe('100000');
  });

  it('changes nothing by being made: the run is the same as one that nobody looked at', async () => {
    const alone = await runSession(join(folder, 'alone'), {
      iter: '3',
      seed: '5',
      maxNotional: '100',
      orderRate: '50/10',
      volumePerDay: 'sim-a=100000',
    });
    expect(alone.eventLogHash).toBe(report.eventLogHash);
    expect({ ...alone, runDirectory: '' }).toEqual({ ...report, runDirectory: '' });
  });
});
