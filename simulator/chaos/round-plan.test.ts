// What is done to each run follows from the seed and the number of its round alone, and leaves no named point out.
import { describe, expect, it } from 'vitest';
import { deathPointNames, endingPoints } from './death-points.ts';
import { deathsPerRound, planRound, type RoundPlan } from './round-plan.ts';

const usual = { seed: 1, livesMax: deathsPerRound, timeScale: 0.1 };
const plans = (seed: number, kills: number): RoundPlan[] =>
  Array.from({ length: kills / deathsPerRound }, (_, round) => planRound({ ...usual, seed, round }));

describe('the plan of a round', () => {
  it('is the same for the same seed and number, and another for others', () => {
    const plan = planRound({ ...usual, round: 3 });
    expect(planRound({ ...usual, round: 3 })).toEqual(plan);
    expect(planRound({ ...usual, round: 4 })).not.toEqual(plan);
    expect(planRound({ ...usual, seed: 2, round: 3 })).not.toEqual(plan);
  });

  it.each([1, 2, 3])(
    'strikes at every point more than three times in 200 kills, whatever the seed (%d)',
    (seed) => {
      const deaths = plans(seed, 200).flatMap(({ lives }) => lives.map(({ death }) => death));
      expect(deaths).toHaveLength(200);
      for (const point of deathPointNames) {
        const strikes = deaths.filter((death) => death.kind === 'point' && death.point === point);
        expect([point, strikes.length > 3]).toEqual([point, true]);
      }
    },
  );

  it('has no more deaths than are still wanted', () => {
    expect(planRound({ ...usual, round: 0, livesMax: 2 }).lives).toHaveLength(2);
  });

  it('kills in a recovery only what has something to recover, and ends nothing before its last deaths', () => {
    for (const { lives } of plans(1, 200)) {
      const points = lives.map(({ death }) => (death.kind === 'point' ? death.point : 'moment'));
      expect(points[0]).not.toBe('in-recovery');
      const firstEnding = points.findIndex((point) => point !== 'moment' && endingPoints.has(point));
      const rest = firstEnding < 0 ? [] : points.slice(firstEnding);
      expect(rest.every((point) => point !== 'moment' && endingPoints.has(point))).toBe(true);
    }
  });

  it('scales how long something stands still', () => {
    const standstills = (timeScale: number): number[] =>
      Array.from({ length: 40 }, (_, round) => planRound({ ...usual, round, timeScale })).flatMap(
        ({ lives }) =>
          lives.flatMap(({ disturbance }) =>
            disturbance !== undefined && 'forMs' in disturbance ? [disturbance.forMs] : [],
          ),
      );
    expect(Math.max(...standstills(1))).toBeGreaterThan(30_000);
    expect(Math.max(...standstills(1))).toBeLessThanOrEqual(60_000);
    expect(Math.max(...standstills(0.01))).toBeLessThanOrEqual(600);
  });
});
