// The simulator as a whole: the same run from the same seed, runs that trade, and runs that converge.
import { describe, expect, it } from 'vitest';
import { allChecks } from './checks/all.ts';
import { runScenario, runSeed } from './run-seed.ts';
import { generateScenario } from './scenario/generate.ts';
import type { Scenario } from './scenario/scenario.ts';

const seeds = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

describe('a seed', () => {
  it.each(seeds(6))('gives the same run to the byte, twice (%i)', (seed) => {
    expect(runSeed(seed, { checks: allChecks })).toEqual(runSeed(seed, { checks: allChecks }));
  });

  it('gives a run of its own', () => {
    const hashes = seeds(6).map((seed) => runSeed(seed, { checks: allChecks }).eventLogHash);
    expect(new Set(hashes).size).toBe(6);
  });

  it('is a scenario that can be kept as text, and runs the same from there', () => {
    const scenario = generateScenario(7);
    const read = JSON.parse(JSON.stringify(scenario)) as Scenario;
    expect(runScenario(read, { checks: allChecks })).toEqual(runScenario(scenario, { checks: allChecks }));
  });
});

describe('without faults', () => {
  const results = seeds(40).map((seed) =>
    runScenario(generateScenario(seed, { hasFaults: false }), { checks: allChecks }),
  );

  it('no run halts and none is violated', () => {
    expect(results.filter(({ verdict }) => verdict !== 'HEDGED')).toEqual([]);
  });

  it('cycles complete in 95 % of seeds', () => {
    expect(results.filter(({ cyclesCompleted }) => cyclesCompleted > 0).length).toBeGreaterThanOrEqual(38);
  });
});
