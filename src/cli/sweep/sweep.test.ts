// Sweeps through the engine that trades, small ones: the plan, a sitting that is broken off, and the report.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../../journal/testing/temporary-directory.ts';
import { openOnce } from '../backtest/open-once.ts';
import { playMarket, type MarketJob } from '../backtest/play-market.ts';
import { layersFor, opening, recordSynthetic } from '../backtest/testing/recorded-market.ts';
import type { TextsByName } from '../settings/from-flags.ts';
import { jobsOf, planSweep, type SweepFlags, type SweepPlan } from './plan-sweep.ts';
import { playSweep } from './play-sweep.ts';
import { reportSweep, walkOf } from './sweep-report.ts';
import { openSweepState } from './sweep-state.ts';
import { renderSweep } from './sweep-text.ts';

const program = { version: '1', commit: null, build: 'b' };
const fees = { grid: ['primary-fees=2/5,1/5'], seeds: '2', folds: '2' };

async function planned(
  flags: SweepFlags,
  texts: TextsByName = { duration: '30', size: '0.1' },
): Promise<SweepPlan> {
  const plan = await planSweep(layersFor(texts), flags, openOnce());
  if (!plan.ok) throw new Error(`${plan.code}: ${plan.message}`);
  return plan.value;
}

/** So many runs, and then it is given up. */
async function sitting(plan: SweepPlan, runs = Infinity) {
  const state = openSweepState(plan, program);
  if (!state.ok) throw new Error(state.message);
  const open = openOnce();
  const played: MarketJob[] = [];
  const failure = await playSweep({
    jobs: [...jobsOf(plan)],
    state: state.value,
    threads: 1,
    onDone: () => undefined,
    onUnsaved: (message) => {
      throw new Error(message);
    },
    play: (job) => {
      if (played.length >= runs) return Promise.resolve(undefined);
      played.push(job);
      return playMarket(job, open);
    },
  });
  return { state: state.value, played: played.length, failure };
}

describe('a sweep', () => {
  it('goes on where it was stopped, and comes to the same', async () => {
    const folder = temporaryDirectory();
    const [one, two] = ['one', 'two'].map((name) => ({ ...fees, state: join(folder, `${name}.json`) }));
    const inOneGo = await sitting(await planned(one!));
    const first = await sitting(await planned(two!), 3);
    expect([first.played, first.state.progress.results.length]).toEqual([3, 3]);
    const second = await sitting(await planned(two!));
    expect(second.played).toBe(1);
    expect(second.state.progress.results).toEqual(inOneGo.state.progress.results);
  });

  it('does not add its results to those of another sweep, or of another program', async () => {
    const state = join(temporaryDirectory(), 'state.json');
    await sitting(await planned({ ...fees, state }), 1);
    const other = await planned({ ...fees, grid: ['primary-fees=2/5,0/5'], state });
    expect(openSweepState(other, program)).toMatchObject({ ok: false, code: 'other-work' });
    const same = await planned({ ...fees, state });
    expect(openSweepState(same, { ...program, build: 'c' })).toMatchObject({
      ok: false,
      code: 'other-program',
    });
    expect(openSweepState({ ...same, isAnew: true }, program)).toMatchObject({
      value: { progress: { results: [] } },
    });
  });

  it('reports the winner with what it did where it was not chosen, and how many were tried', async () => {
    const plan = await planned({ ...fees, state: join(temporaryDirectory(), 'state.json') });
    const { state } = await sitting(plan);
    const { results } = state.progress;
    const walk = walkOf(plan, results);
    const open = openOnce();
    const [, , , lastOfWinner] = jobsOf(plan);
    const again = await playMarket(lastOfWinner!, open);
    if (!again.ok) throw new Error(again.message);
    const winner = { pessimistic: [again.value], 'risk-averse': [again.value], optimistic: [again.value] };
    const report = reportSweep(plan, results, { walk, winner });
    expect(report).toMatchObject({ trials: 2, runs: 4, winner: { chosen: 'primary-fees=1/5', fold: 1 } });
    expect(report.winner.outOfSample.netPnl).toBe(again.value.summary.netPnl);
    const text = renderSweep(report, { width: 110, useColour: false });
    expect(text).toMatch(/^● CHOSEN: primary-fees=1\/5\n {2}out of sample it cost [\d.]+ USDC per 1M/);
    expect(text).toContain('best of 2 trials by cost');
    expect(text).toContain('synthetic: no evidence of profit');
  });
});

describe('what a sweep trades', () => {
  it('are two seeds a fold where nothing is said, and parts of a recording, in the order of time', async () => {
    const seeds = await planned({ grid: ['size=0.1,0.2'] });
    expect(seeds.units.map(({ name }) => name)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => `seed ${seed}`),
    );
    const recorded = await recordSynthetic(3, 80);
    const layers = layersFor({ replayPrimary: 'p', replayHedge: 'h' });
    const open = opening({ p: recorded.primary, h: recorded.hedge });
    const plan = await planSweep(layers, { grid: ['size=0.1,0.2'], folds: '3' }, open);
    expect(plan).toMatchObject({
      value: {
        units: [{ part: { index: 0, of: 3 } }, { part: { index: 1, of: 3 } }, { part: { index: 2, of: 3 } }],
      },
    });
    const tooMany = await planSweep(layers, { grid: ['size=0.1,0.2'], folds: '20' }, open);
    expect(tooMany).toMatchObject({
      ok: false,
      message: expect.stringMatching(/each of 20 parts of the recordings has \d s/) as string,
    });
  });

  it('each part of a recording begins where the one before has ended', async () => {
    const recorded = await recordSynthetic(3, 60);
    const open = opening({ p: recorded.primary, h: recorded.hedge });
    const layers = layersFor({ replayPrimary: 'p', replayHedge: 'h', size: '0.1' });
    const volumes = await Promise.all(
      [undefined, { index: 0, of: 2 }, { index: 1, of: 2 }].map(async (part) => {
        const played = await playMarket({ layers, bound: 'risk-averse', part }, open);
        if (!played.ok) throw new Error(played.message);
        return Number(played.value.summary.durationSeconds);
      }),
    );
    expect((volumes[1] ?? 0) + (volumes[2] ?? 0)).toBeCloseTo(volumes[0] ?? 0, 0);
  });

  it('is refused where a point of the grid contradicts itself', async () => {
    const plan = await planSweep(layersFor({}), { grid: ['fill-timeout=5,10'] }, openOnce());
    expect(plan).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^--fill-timeout is given/) as string,
    });
    const later = await planSweep(
      layersFor({ fillTimeout: '5' }),
      { grid: ['maker-policy=fixed-s5,adaptive'] },
      openOnce(),
    );
    expect(later).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^maker-policy=adaptive: --fill-timeout is given/) as string,
    });
  });

  it('is refused where a point does not fit one of the markets, whichever that is, before anything is played', async () => {
    const [first, second] = [await recordSynthetic(3, 60), await recordSynthetic(4, 60)];
    const coarse = { ...second.primary, facts: { ...second.primary.facts, lotSize: '0.1' } };
    const open = opening({ p: first.primary, h: first.hedge, coarse, h2: second.hedge });
    const layers = layersFor({ replayPrimary: ['p', 'coarse'], replayHedge: ['h', 'h2'] });
    const flags = { folds: '2', despiteDefects: true };
    expect(await planSweep(layers, { ...flags, grid: ['size=0.2,0.25'] }, open)).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^size=0\.25 on coarse and h2: .*lot 0\.1/) as string,
    });
    expect(await planSweep(layers, { ...flags, grid: ['size=0.2,0.3'] }, open)).toMatchObject({ ok: true });
  });

  it('holds the winner against the target that was given', async () => {
    const plan = await planned({ ...fees, target: '900' });
    expect(plan.backtest.target).toBe('900');
    const wrong = await planSweep(layersFor({}), { ...fees, target: 'low' }, openOnce());
    expect(wrong).toMatchObject({ ok: false, message: '--target is "low"' });
  });

  it('has settings that only fit together with what is tried', async () => {
    const plan = await planned(
      { grid: ['maker-policy=fixed-s5'], seeds: '2', folds: '2' },
      { fillTimeout: '10', size: '0.1' },
    );
    expect(plan.points).toHaveLength(1);
  });
});
