// The words of a ramp: what stands before it, before each stage, and at its end, at a hundred columns.
import { describe, expect, it } from 'vitest';
import { parseQuote, ticks } from '../core/money.ts';
import { base, testInstrument, testPair } from '../core/testing/test-pair.ts';
import type { PairConfig } from '../core/pair.ts';
import { previewRamp, stageLossLimit } from './ramp-preview.ts';
import { renderRampPreview, renderStagePreview } from './ramp-preview-text.ts';
import type { RampSummary, StageSummary } from './ramp-summary.ts';
import { renderRamp, renderStageEnd } from './ramp-text.ts';
import { totalsOf } from './ramp-totals.ts';

const touch = { bid: ticks(300_000), ask: ticks(300_000) };
const marks = { primary: touch, hedge: touch };
const columnsMax = 100;

const widest = (text: string): number => Math.max(...text.split('\n').map(({ length }) => length));

/** At a price of 3000, 2 bps as maker on the primary and 5 as taker on the hedge: 2.10 for a cycle of 1 ETH. */
function stageConfig(size: string, iterations: number, limit: string): PairConfig {
  return testPair({
    primary: testInstrument('alpha', '0.001'),
    hedge: testInstrument('beta', '0.001'),
    size: base(size),
    positionLimit: base('5'),
    iterations,
    dailyLossLimit: parseQuote(limit),
  });
}

/** Figures of 0.1 SOL × 6 cycles: volume $81.72, gross +$0.0112. */
function stage(changes: Partial<StageSummary> = {}): StageSummary {
  return {
    stage: 1,
    size: '0.1',
    roundTripsPlanned: 3,
    roundTrips: 3,
    seed: 1,
    passed: true,
    outcome: 'flat',
    endReason: 'iterations-done',
    criteria: [],
    planned: { volume: '81.7', cost: '0.06' },
    lossLimit: '5',
    limits: [
      { code: 'daily-loss-limit', limit: '5', used: '0.0488', asset: 'USD', stopsAfterCycles: null },
      { code: 'position-limit', limit: '5', used: '0.1', asset: 'SOL', stopsAfterCycles: null },
    ],
    wouldHaveStopped: null,
    cycles: 6,
    attempts: { completed: 6, failed: 2 },
    fillRate: '0.7500',
    volume: '81.72',
    grossPnl: '0.0112',
    grossPnlPercent: '0.013705',
    fees: '0.06',
    rebates: '0',
    funding: '0',
    netPnl: '-0.0488',
    netPnlPercent: '-0.059716',
    costPerMillion: '597.1610',
    averageEdgeBps: '1.3705',
    hedgeFailures: 0,
    recoveries: 0,
    hedgeLatencyP50Us: 12_900,
    netDelta: '0',
    positions: { primary: '0', hedge: '0' },
    venuePositions: { primary: '0', hedge: '0' },
    durationSeconds: '60.000',
    eventLogHash: 'f00d',
    runDirectory: 'runs/ramp/stage-1',
    ...changes,
  };
}

function ramp(stages: readonly StageSummary[], changes: Partial<RampSummary> = {}): RampSummary {
  return {
    world: 'simulated',
    notice: 'synthetic: no evidence of profit',
    passed: true,
    failedStage: null,
    endReason: 'all-passed',
    stagesPlanned: stages.length,
    quoteAsset: 'USD',
    baseAsset: 'SOL',
    conversionRates: [],
    stages,
    totals: totalsOf(stages),
    ...changes,
  };
}

describe('before a ramp', () => {
  const preview = previewRamp([stageConfig('0.1', 3, '5'), stageConfig('1', 10, '5')], marks);

  it('says volume, fees, net cost and loss limit of each stage, and what will stop it when', () => {
    const text = renderRampPreview(preview);
    expect(text).toMatch(/^plan: 2 stages, 13 round trips of ETH; in USD, before the spread:\n/);
    expect(text).toMatch(/0\.1 × 3 +6 +1,800\.00 +0\.3600 +0\.9000 +1\.2600 +5\.00 {2}none, covers 23\n/);
    expect(text).toMatch(/1 × 10 +20 +60,000\.00 +12\.0000 +30\.0000 +42\.0000 +5\.00 {2}loss, after 2\n/);
    expect(text).toMatch(/all +26 +61,800\.00 +43\.2600\n/);
    expect(widest(text.split('\n\nwarning')[0] ?? '')).toBeLessThanOrEqual(columnsMax);
  });

  it('says a warning once, with the stages that it is about', () => {
    const warnings = renderRampPreview(preview)
      .split('\n')
      .filter((line) => line.startsWith('warning'));
    expect(warnings).toEqual([
      expect.stringMatching(/^warning: stage 2: the daily loss limit of 5 USD covers/),
    ]);
  });

  it('announces each stage at the prices of its own beginning', () => {
    const announced = preview.stages.map((each) => renderStagePreview(each, each.run));
    expect(announced[0]).toContain('stage 1 of 2: 0.1 ETH × 3 round trips\n  volume 1,800.00 USD');
    expect(announced[0]).toContain('no limit will stop it: a daily loss of 5.00 USD covers about 23 cycles');
    expect(announced[1]).toContain('a daily loss of 5.00 USD will stop it after about 2 of 20 cycles');
    expect(Math.max(...announced.map(widest))).toBeLessThanOrEqual(columnsMax);
  });

  it.each([
    ['0.01', 3, '5'],
    ['1', 10, '90'],
  ])('gives %s × %i a loss limit of %s', (size, iterations, limit) => {
    expect(stageLossLimit(stageConfig(size, iterations, '1'), marks)).toBe(parseQuote(limit));
  });
});

describe('after a stage', () => {
  it.each<[string, Partial<StageSummary>, RegExp]>([
    [
      'passed',
      {},
      /^stage 1 of 5 passed: 0\.1 × 3, 3 round trips, gross PnL \+0\.0112, net PnL -0\.0488 USD$/,
    ],
    ['failed', { passed: false, endReason: 'daily-loss-limit' }, /^stage 1 of 5 FAILED \(daily-loss-limit\)/],
    ['was interrupted', { passed: false, endReason: 'interrupted' }, /^stage 1 of 5 INTERRUPTED: /],
  ])('says that it %s, with gross and net', (_case, changes, expected) => {
    expect(renderStageEnd(stage(changes), 5, 'USD')).toMatch(expected);
  });
});

describe('after a ramp', () => {
  it('shows PnL % by scale, gross and net, and the sums of all', () => {
    const larger = stage({ stage: 2, size: '1', volume: '817.2', grossPnl: '-0.5', netPnl: '-1.1' });
    const text = renderRamp(ramp([stage(), larger]));
    expect(text).toMatch(/^ramp PASSED: all of 2 stages\nsynthetic: no evidence of profit\n/);
    expect(text).toMatch(/0\.1 × 3 +6 +81\.72 +\+0\.0112 +\+0\.0137 +-0\.0488 +-0\.0597 +597\.16 +\+1\.37\n/);
    expect(text).toMatch(/all +12 +898\.92 +-0\.4888 +-0\.0544 +-1\.1488 +-0\.1278 +1,277\.98 +-5\.44\n/);
    expect(text).toMatch(
      /0\.1 × 3 +75\.0 % +12\.9 ms +0 {2}none \(daily loss 0\.05 of 5\.00, position 0\.1 of 5\)\n/,
    );
    expect(widest(text)).toBeLessThanOrEqual(columnsMax);
  });

  it.each<[string, StageSummary['wouldHaveStopped'], string]>([
    ['the daily loss', { code: 'daily-loss-limit', afterCycles: 4 }, 'daily loss of 5.00 after 4 cycles'],
    ['the position', { code: 'position-limit', afterCycles: 0 }, 'position of 5 after 0 cycles'],
    ['a limit without a figure of its own', { code: 'max-cost', afterCycles: 1 }, 'max cost after 1 cycle'],
  ])('names %s that would have stopped a stage', (_case, wouldHaveStopped, expected) => {
    expect(renderRamp(ramp([stage({ wouldHaveStopped })]))).toContain(`0  ${expected}\n`);
  });

  it('names the criterion that was not met, with its figures', () => {
    const failed = stage({
      passed: false,
      criteria: [
        { code: 'ended-flat', isMet: true, figures: 'flat' },
        { code: 'round-trips-done', isMet: false, figures: '2 of 3, ended by max-attempts' },
      ],
    });
    const text = renderRamp(ramp([failed], { passed: false, failedStage: 1, endReason: 'stage-failed' }));
    expect(text).toMatch(/^ramp NOT PASSED \(stage-failed\): 0 of 1 stage passed, stage 1 did not\n/);
    expect(text).toMatch(
      /stage 1 \(0\.1 × 3\) did not pass:\n {2}round-trips-done: 2 of 3, ended by max-attempts$/,
    );
  });

  it('has figures that are not there where nothing was traded, and none at all where nothing began', () => {
    const idle = stage({ cycles: 0, volume: '0', grossPnl: '0', netPnl: '0', hedgeLatencyP50Us: null });
    expect(totalsOf([idle]).costPerMillion).toBeNull();
    expect(renderRamp(ramp([idle]))).toMatch(/all +0 +0\.00 +0\.0000 +n\/a +0\.0000 +n\/a +n\/a +n\/a\n/);
    const none = ramp([], { passed: false, endReason: 'not-recorded', stagesPlanned: 2 });
    expect(renderRamp(none)).toBe(
      'ramp NOT PASSED (not-recorded): 0 of 2 stages passed\nsynthetic: no evidence of profit',
    );
  });
});

describe('the totals of a ramp', () => {
  it('add up to the last unit of 10^−18', () => {
    const tiny = '0.000000000000000001';
    const stages = [stage({ grossPnl: '12345678.9', netPnl: tiny }), stage({ grossPnl: tiny, netPnl: tiny })];
    const { grossPnl, netPnl } = totalsOf(stages);
    expect([grossPnl, netPnl]).toEqual(['12345678.900000000000000001', '0.000000000000000002']);
  });

  it('weigh the fill rate by attempts', () => {
    const stages = [stage(), stage({ attempts: { completed: 2, failed: 10 } })];
    expect(totalsOf(stages)).toMatchObject({ attempts: { completed: 8, failed: 12 }, fillRate: '0.4000' });
  });
});
