// Choosing on what came before: what is chosen is judged only where it was not chosen on.
import { describe, expect, it } from 'vitest';
import type { PoolableSummary } from '../backtest/pooled-figures.ts';
import { foldStart, walkForward, type TrialRow } from './walk-forward.ts';

/** A thousand of volume in an hour at a cost per million; without one nothing was traded. */
function traded(cost: number | undefined, volume = 1_000): PoolableSummary {
  const isIdle = cost === undefined;
  return {
    durationSeconds: '3600',
    cycles: 2,
    cyclesAbandoned: 0,
    attempts: { completed: 2, failed: 0 },
    volume: isIdle ? '0' : String(volume),
    grossPnl: '0',
    fees: '0',
    rebates: '0',
    funding: '0',
    netPnl: isIdle ? '0' : ((-cost * volume) / 1e6).toFixed(9),
    exposureSeconds: '0',
    hedgeFailures: 0,
    roundTrips: { count: isIdle ? 0 : 1, wins: 0 },
  };
}

const trial = (name: string, ...costs: (number | undefined)[]): TrialRow => ({
  name,
  units: costs.map((cost) => traded(cost)),
});

describe('walking forward', () => {
  it('chooses by the past alone: what is best afterwards is no reason', () => {
    const { steps, winner, outOfSample } = walkForward(
      [trial('early', 700, 700, 900, 900), trial('late', 800, 800, 100, 100)],
      4,
      'cost',
    );
    expect(steps.map(({ chosen }) => chosen)).toEqual(['early', 'early', 'late']);
    expect(steps.map(({ outOfSample: after }) => after.costPerMillion)).toEqual([
      '700.0000',
      '900.0000',
      '100.0000',
    ]);
    expect(winner).toMatchObject({
      chosen: 'late',
      inSample: { roundTrips: 3 },
      outOfSample: { roundTrips: 1 },
    });
    expect(Number(outOfSample.costPerMillion)).toBeCloseTo((700 + 900 + 100) / 3, 3);
  });

  it('never lets what is judged change the choice', () => {
    const costs = [700, 710, 720];
    const choices = [0, 5_000].map(
      (last) =>
        walkForward([trial('a', ...costs, last), trial('b', 705, 705, 705, 705)], 4, 'cost').winner.chosen,
    );
    expect(choices[0]).toBe(choices[1]);
  });

  it('ranks by what was asked for; what traded nothing comes last', () => {
    const cheap = { name: 'cheap', units: [traded(100, 10), traded(100, 10)] };
    const busy = { name: 'busy', units: [traded(800, 5_000), traded(800, 5_000)] };
    const idle = { name: 'idle', units: [traded(undefined), traded(undefined)] };
    const best = (objective: 'cost' | 'volume' | 'net'): (string | undefined)[] =>
      walkForward([idle, busy, cheap], 2, objective).ranking.map(({ name }) => name);
    expect(best('cost')).toEqual(['cheap', 'busy', 'idle']);
    expect(best('volume')).toEqual(['busy', 'cheap', 'idle']);
    expect(best('net')).toEqual(['cheap', 'busy', 'idle']);
  });

  it('cuts units into folds without losing one', () => {
    for (const [folds, units] of [
      [4, 8],
      [4, 10],
      [3, 7],
      [2, 2],
    ] as const) {
      const starts = Array.from({ length: folds + 1 }, (_, index) => foldStart(index, folds, units));
      expect([starts[0], starts.at(-1)]).toEqual([0, units]);
      for (let index = 0; index < folds; index += 1)
        expect(starts[index + 1]).toBeGreaterThan(starts[index] ?? 0);
    }
  });
});
