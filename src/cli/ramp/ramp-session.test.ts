// Whole ramps over the simulated world, as fast as it goes, with small stages.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { parseQuote } from '../../core/money.ts';
import { createRunDirectory } from '../../journal/run-directory.ts';
import { isRecordFailure } from '../../journal/failure.ts';
import { temporaryDirectory } from '../../journal/testing/temporary-directory.ts';
import type { MarketSource } from '../../ports/market-source.ts';
import { rampCommand } from './command.ts';
import { recordingPath } from '../../recorder/testing/recordings.ts';
import { levelsMessage } from '../../venues/simulated/testing/scripted-source.ts';
import { planSimulatedRun } from '../run/plan.ts';
import { createRecords } from '../run/records.ts';
import type { RunReport } from '../run/report.ts';
import { Session } from '../run/session.ts';
import { layersOf, type TextsByName } from '../settings/from-flags.ts';
import type { Checked } from '../../core/checked.ts';
import type { Face } from '../view/face.ts';
import type { RampFace } from '../view/ramp-face.ts';
import { planRamp, type RampPlan } from './plan.ts';
import { exitCodeOfRamp } from './ramp.ts';
import { RampSession } from './ramp-session.ts';

// Whole ramps take seconds where the machine is busy.
vi.setConfig({ testTimeout: 30_000 });

/** What commander makes of the arguments, and no more. */
function optionsOf(args: readonly string[]): TextsByName & { readonly stages: string } {
  const command = rampCommand().action(() => undefined);
  command.parse([...args], { from: 'user' });
  return command.opts();
}

async function planOf(...args: string[]): Promise<Checked<RampPlan>> {
  const { stages, ...texts } = optionsOf(args);
  const layers = layersOf(texts);
  return layers.ok ? planRamp(layers.value, stages) : layers;
}

async function planned(...args: string[]): Promise<RampPlan> {
  const plan = await planOf('--speed', 'max', '--runs-dir', temporaryDirectory(), ...args);
  if (!plan.ok) throw new Error(`${plan.message}: ${plan.remedy}`);
  return plan.value;
}

const silentFace: Face = {
  begin: () => undefined,
  update: () => undefined,
  alert: () => undefined,
  notice: () => undefined,
  end: () => undefined,
};

const silent: RampFace = {
  begin: () => undefined,
  stage: () => silentFace,
  stageEnded: () => undefined,
  end: () => undefined,
};

function sessionOf(plan: RampPlan, face: RampFace = silent): RampSession {
  const directory = createRunDirectory(plan.runsDir, 'ramp');
  if (isRecordFailure(directory)) throw new Error(directory.text);
  return new RampSession({ plan, face, directory });
}

/** `evenkeel run` with the same words. */
async function runOf(texts: TextsByName): Promise<RunReport> {
  const layers = layersOf({ speed: 'max', runsDir: temporaryDirectory(), ...texts });
  const plan = layers.ok ? await planSimulatedRun(layers.value) : layers;
  if (!plan.ok) throw new Error(plan.message);
  const records = createRecords(plan.value);
  if (!records.ok) throw new Error(records.message);
  return new Session({ plan: plan.value, face: silentFace, records: records.value }).run();
}

function amount(text: string | undefined): bigint {
  const parsed = parseQuote(text ?? '');
  if (parsed === undefined) throw new Error(`${text} is no amount`);
  return parsed;
}

describe('a ramp', () => {
  it('makes every stage, and passes', async () => {
    const report = await sessionOf(await planned('--stages', '0.01x2,0.05x1')).run();
    expect(report).toMatchObject({
      passed: true,
      failedStage: null,
      endReason: 'all-passed',
      outcome: 'flat',
      stagesPlanned: 2,
      notice: 'synthetic: no evidence of profit',
      totals: { cycles: 6, roundTrips: 3, hedgeFailures: 0 },
    });
    expect(exitCodeOfRamp(report)).toBe(0);
    expect(
      report.stages.map(({ size, cycles, roundTripsPlanned }) => [size, cycles, roundTripsPlanned]),
    ).toEqual([
      ['0.01', 4, 2],
      ['0.05', 2, 1],
    ]);
    for (const stage of report.stages) {
      expect(stage.criteria.every(({ isMet }) => isMet)).toBe(true);
      expect(stage.venuePositions).toEqual({ primary: '0', hedge: '0' });
    }
  });

  it('adds up from its stages to the last unit, gross and net', async () => {
    const { stages, totals } = await sessionOf(
      await planned('--stages', '0.013x3,0.101x2', '--quote-rate', 'USDT=0.999731'),
    ).run();
    for (const key of ['volume', 'grossPnl', 'fees', 'rebates', 'funding', 'netPnl'] as const) {
      expect(amount(totals[key])).toBe(stages.reduce((sum, stage) => sum + amount(stage[key]), 0n));
    }
    const { grossPnl, fees, rebates, funding, netPnl } = totals;
    expect(amount(netPnl)).toBe(amount(grossPnl) - amount(fees) + amount(rebates) + amount(funding));
  });

  it('leaves a folder for each stage, each with the records of a run, and its own summary', async () => {
    const plan = await planned('--stages', '0.01x1,0.02x1');
    const report = await sessionOf(plan).run();
    expect(readdirSync(report.runDirectory).sort()).toEqual([
      'stage-1-0.01x1',
      'stage-2-0.02x1',
      'summary.json',
    ]);
    for (const { runDirectory, netPnl } of report.stages) {
      expect(readdirSync(runDirectory)).toEqual(expect.arrayContaining(['fills.csv', 'journal.sqlite']));
      expect(JSON.parse(readFileSync(join(runDirectory, 'summary.json'), 'utf8'))).toMatchObject({ netPnl });
    }
    expect(JSON.parse(readFileSync(join(report.runDirectory, 'summary.json'), 'utf8'))).toEqual(report);
  });

  it('is the same ramp for the same seed, and its stages do not share one', async () => {
    const args = ['--stages', '0.01x1,0.01x1', '--seed', '7'];
    const reports = [
      await sessionOf(await planned(...args)).run(),
      await sessionOf(await planned(...args)).run(),
    ];
    const hashes = reports.map(({ stages }) => stages.map(({ eventLogHash }) => eventLogHash));
    expect(hashes[1]).toEqual(hashes[0]);
    expect(new Set(hashes[0]).size).toBe(2);
  });

  it('makes each stage the run that `run` makes of its seed, size, round trips and loss limit', async () => {
    const { stages } = await sessionOf(await planned('--stages', '0.01x1,0.1x2', '--side', 'sell')).run();
    for (const { seed, size, roundTripsPlanned, lossLimit, eventLogHash } of stages) {
      const run = await runOf({
        side: 'sell',
        seed: String(seed),
        size,
        iter: String(roundTripsPlanned),
        maxDailyLoss: lossLimit,
      });
      expect(run.eventLogHash).toBe(eventLogHash);
    }
  });
});

describe('a ramp over recordings', () => {
  const [primary, hedge] = [recordingPath('USD-M'), recordingPath('COIN-M')];

  it.skipIf(primary === undefined || hedge === undefined)(
    'replays them from their start in every stage, though they are read once',
    async () => {
      const files = { replayPrimary: primary ?? '', replayHedge: hedge ?? '' };
      const args = ['--replay-primary', files.replayPrimary, '--replay-hedge', files.replayHedge];
      const report = await sessionOf(await planned('--stages', '0.01x1,0.02x1', ...args)).run();
      expect(report).toMatchObject({ world: 'replay', passed: true });
      const second = report.stages[1];
      const run = await runOf({
        ...files,
        seed: String(second?.seed),
        size: '0.02',
        iter: '1',
        maxDailyLoss: '5',
      });
      expect(run.eventLogHash).toBe(second?.eventLogHash);
    },
  );
});

describe('the loss limit of a stage', () => {
  it('is 5, or 15 bps of what it plans to trade, whichever is more', async () => {
    const { stages, preview } = await planned('--stages', '0.01x3,1x10');
    const limits = stages.map(({ run }) => run.config.dailyLossLimit);
    expect(limits[0]).toBe(parseQuote('5'));
    expect(limits[1]).toBe((amount(preview.stages[1]?.planned.volume) * 15n) / 10_000n);
  });

  it('covers a size of which one round trip costs more than an ordinary run may lose', async () => {
    const { stages } = await planned('--stages', '5x1');
    expect(stages[0]?.run.config.dailyLossLimit).toBeGreaterThan(parseQuote('40') ?? 0n);
  });

  it('is what the user gave, for every stage', async () => {
    const { stages } = await planned('--stages', '0.01x3,1x10', '--max-daily-loss', '7');
    expect(stages.map(({ run }) => run.config.dailyLossLimit)).toEqual([parseQuote('7'), parseQuote('7')]);
  });
});

describe('the limit that would have stopped a stage', () => {
  it('stops an ordinary run after exactly as many cycles', async () => {
    const { stages } = await sessionOf(await planned('--stages', '1x5')).run();
    const [stage] = stages;
    expect(stage).toMatchObject({ passed: true, wouldHaveStopped: { code: 'daily-loss-limit' } });
    const afterCycles = stage?.wouldHaveStopped?.afterCycles;
    expect(afterCycles).toBeGreaterThan(0);
    expect(afterCycles).toBeLessThan(10);
    const run = await runOf({ seed: String(stage?.seed), size: '1', iter: '5' });
    expect(run).toMatchObject({ endReason: 'daily-loss-limit', outcome: 'flat', cycles: afterCycles });
  });

  it('is none where the day and the position stay inside, and says how far they were used', async () => {
    const { stages } = await sessionOf(await planned('--stages', '0.01x1')).run();
    expect(stages[0]?.wouldHaveStopped).toBeNull();
    expect(stages[0]?.limits).toMatchObject([
      { code: 'daily-loss-limit', limit: '5', stopsAfterCycles: null },
      { code: 'position-limit', limit: '5', used: '0.01', asset: 'ETH', stopsAfterCycles: null },
    ]);
    expect(amount(stages[0]?.limits[0]?.used)).toBe(-amount(stages[0]?.netPnl));
  });
});

describe('a ramp stops', () => {
  it('at the stage whose loss limit ends it, flat and not passed', async () => {
    const report = await sessionOf(
      await planned('--stages', '0.01x1,1x5,1x1', '--max-daily-loss', '5'),
    ).run();
    expect(report).toMatchObject({
      passed: false,
      failedStage: 2,
      endReason: 'stage-failed',
      outcome: 'flat',
    });
    expect(exitCodeOfRamp(report)).toBe(5);
    expect(report.stages).toHaveLength(2);
    const [, failed] = report.stages;
    expect(failed).toMatchObject({
      endReason: 'daily-loss-limit',
      netDelta: '0',
      positions: { primary: '0', hedge: '0' },
    });
    expect(failed?.wouldHaveStopped).toEqual({ code: 'daily-loss-limit', afterCycles: failed?.cycles });
    const codes = failed?.criteria.filter(({ isMet }) => !isMet).map(({ code }) => code);
    expect(codes).toEqual(['round-trips-done', 'limits-kept']);
  });

  it('at the stage whose hedges cannot be had, halted', async () => {
    const plan = await planned(
      '--stages',
      '0.01x1,0.1x1000,0.2x1',
      '--primary-mode',
      'market',
      '--duration',
      '3600',
    );
    const stages = plan.stages.map((stage, index) => {
      const { run } = stage;
      if (index !== 1) return stage;
      return {
        ...stage,
        run: { ...run, sources: { ...run.sources, hedge: new VanishingBook(run.sources.hedge) } },
      };
    });
    const report = await sessionOf({ ...plan, stages }).run();
    expect(report).toMatchObject({
      passed: false,
      failedStage: 2,
      outcome: 'halted-safe',
      endReason: 'stage-failed',
    });
    expect(exitCodeOfRamp(report)).toBe(3);
    expect(report.stages[1]).toMatchObject({
      endReason: 'consecutive-failures',
      netDelta: '0',
      hedgeFailures: 3,
    });
    const codes = report.stages[1]?.criteria.filter(({ isMet }) => !isMet).map(({ code }) => code);
    expect(codes).toEqual(['ended-flat', 'round-trips-done', 'not-halted']);
  });

  it('when it is interrupted: the stage ends flat, and the ramp with it', async () => {
    const session = sessionOf(await planned('--stages', '0.01x1000000,0.02x1'));
    const running = session.run();
    session.stop();
    const report = await running;
    expect(report).toMatchObject({
      passed: false,
      failedStage: 1,
      endReason: 'interrupted',
      outcome: 'flat',
    });
    expect(report.stages).toMatchObject([{ endReason: 'interrupted', netDelta: '0' }]);
    expect(exitCodeOfRamp(report)).toBe(5);
  });

  it('between two stages, without beginning the next', async () => {
    const session: RampSession = sessionOf(await planned('--stages', '0.01x1,0.02x1'), {
      ...silent,
      stageEnded: () => session.stop(),
    });
    const report = await session.run();
    expect(report).toMatchObject({
      passed: false,
      failedStage: null,
      endReason: 'interrupted',
      outcome: 'flat',
    });
    expect(report.stages).toHaveLength(1);
    expect(exitCodeOfRamp(report)).toBe(5);
  });

  it('with whatever is open, when a person leaves at once', async () => {
    const session = sessionOf(await planned('--stages', '0.01x1000000'));
    const running = session.run();
    session.stop();
    session.takeNow();
    session.leave();
    const report = await running;
    expect(report).toMatchObject({ passed: false, endReason: 'interrupted' });
    expect(exitCodeOfRamp(report)).toBe(report.outcome === 'flat' ? 5 : 4);
  });
});

/**
 * A hedge venue that shows its book steadily for five seconds, and then for five milliseconds every four seconds: whoever
 * hedges there finds it gone. It is never silent.
 */
class VanishingBook implements MarketSource {
  readonly instrument: MarketSource['instrument'];
  readonly #startUs: number;
  #messages = 0;

  constructor(replaced: MarketSource) {
    this.instrument = replaced.instrument;
    this.#startUs = replaced.nextTimeUs;
  }

  get nextTimeUs(): number {
    const second = this.#startUs + Math.floor(this.#messages / 2) * 1_000_000;
    return second + (this.#messages % 2) * 5_000;
  }

  take(): ReturnType<MarketSource['take']> {
    const atUs = this.nextTimeUs;
    const second = Math.floor(this.#messages / 2);
    const isShown = second < 5 || (second % 4 === 0 && this.#messages % 2 === 0);
    this.#messages += 1;
    const book = [
      ['buy', 299_900, 1_000_000],
      ['sell', 300_100, 1_000_000],
    ] as const;
    return levelsMessage('snapshot', atUs, isShown ? book : []);
  }
}

describe('the pace of a ramp', () => {
  it('is the fastest, because its table is what was asked for, unless another is given', async () => {
    const speedsOf = async (...args: string[]): Promise<unknown[]> => {
      const plan = await planOf('--stages', '0.01x1,0.02x1', ...args);
      if (!plan.ok) throw new Error(plan.message);
      return plan.value.stages.map(({ run }) => run.settings.values.speed);
    };
    expect(await speedsOf()).toEqual(['max', 'max']);
    expect(await speedsOf('--speed', '5')).toEqual([5, 5]);
  });
});

describe('a ramp refuses, before anything is begun', () => {
  it.each<[string, string[], RegExp]>([
    ['a size of zero', ['--stages', '0x3'], /^--stages has "0x3": write SIZExCOUNT/],
    ['no round trips', ['--stages', '0.01x0'], /^--stages has "0.01x0": write SIZExCOUNT/],
    [
      'a size below the lot',
      ['--stages', '0.0001x1'],
      /^stage 1 \(0.0001 × 1\): --size 0.0001 is no multiple of the lot 0.001 on .*: use 0.001$/,
    ],
    [
      'a stage below the lot, by its number',
      ['--stages', '0.01x1,0.0105x2'],
      /^stage 2 \(0.0105 × 2\): --size 0.0105 is no multiple of the lot/,
    ],
    [
      'a position limit below a stage',
      ['--stages', '0.01x1,0.2x1', '--max-position', '0.1'],
      /^stage 2 \(0.2 × 1\): --max-position 0.1 is below --size 0.2: use --max-position 0.2/,
    ],
    ['an unknown ticker, which is no stage’s fault', ['--ticker', 'DOGE'], /^--ticker is "DOGE": /],
    ['whatever `run` refuses', ['--strategy', 'moon'], /^--strategy is "moon": use alternate/],
  ])('%s', async (_case, args, expected) => {
    const plan = await planOf(...args);
    expect(plan.ok ? 'accepted' : `${plan.message}: ${plan.remedy}`).toMatch(expected);
  });

  it('nothing about stages that shrink, and says so', async () => {
    const { notes } = await planned('--stages', '0.02x1,0.01x1');
    expect(notes[0]).toMatch(/stage 2 \(0.01 × 1\) is smaller/);
  });
});
