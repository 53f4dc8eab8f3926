// What counts as finding a planted bug, and what does not.
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../scenario/scenario.ts';
import { plainScenario } from '../testing/plain-scenario.ts';
import { findPlanted, tryPlanted } from './find.ts';
import { plantedBugs, type PlantedBug } from './table.ts';

const named = (name: string): PlantedBug => {
  const bug = plantedBugs.find((one) => one.name === name);
  if (bug === undefined) throw new Error(`no planted bug ${name}`);
  return bug;
};

describe('a planted bug', () => {
  it('is found by a violation of its own invariant', () => {
    expect(tryPlanted(named('quote-doubled'), plainScenario())).toMatchObject({
      outcome: 'found',
      violation: { invariant: 'I4' },
    });
  });

  it('is not found by a violation of another one', () => {
    const misfiled: PlantedBug = { ...named('quote-doubled'), invariant: 'I14' };
    expect(tryPlanted(misfiled, plainScenario())).toEqual({ outcome: 'not-counted', invariant: 'I4' });
  });

  it('is not found where the same run is violated without it', () => {
    const scenario = plainScenario();
    const neverEnding: Scenario = {
      ...scenario,
      faults: [
        { kind: 'maintenance', leg: 'hedge', fromUs: 0, untilUs: 10 ** 9, percent: 100, amount: 0 },
        { kind: 'maintenance', leg: 'primary', fromUs: 0, untilUs: 10 ** 9, percent: 100, amount: 0 },
      ],
      crashes: [{ kind: 'kill-anywhere', fromUs: 10_000_000, awayUs: 1_000_000 }],
    };
    const harmless: PlantedBug = { ...named('unknown-never-asked'), plant: () => ({}) };
    expect(tryPlanted(harmless, neverEnding)).toEqual({ outcome: 'not-counted', invariant: 'liveness' });
  });

  it('is unseen where nothing is violated', () => {
    expect(tryPlanted({ ...named('quote-doubled'), plant: () => ({}) }, plainScenario())).toEqual({
      outcome: 'unseen',
    });
  });
});

describe('a search', () => {
  it('ends at the first seed that finds the bug, and says how many it took', () => {
    expect(findPlanted(named('hedge-sent-twice'), { from: 1, seeds: 5 })).toMatchObject({
      bug: 'hedge-sent-twice',
      invariant: 'I3',
      seedsNeeded: 1,
      seed: 1,
    });
  });

  it('says so when no seed did', () => {
    const harmless: PlantedBug = { ...named('alerts-lost'), plant: () => ({}) };
    expect(findPlanted(harmless, { from: 1, seeds: 2 })).toMatchObject({ seedsNeeded: undefined });
  });
});
