// What many seeds come to: every seed counted once, the extremes with the seed that shows them, and details of the first violations only.
import { describe, expect, it } from 'vitest';
import type { SeedResult } from '../observed.ts';
import { addTo, emptyTally, tallySchema, type Tally } from './tally.ts';

const hedged: SeedResult = {
  seed: 1,
  verdict: 'HEDGED',
  cause: 'running',
  violation: undefined,
  eventLogHash: 'ab',
  events: 100,
  primaryFills: 2,
  cyclesCompleted: 1,
  faults: { 'fill-lost': 2 },
  worstExposure: '0.5',
  longestExposureMs: 40,
  virtualSeconds: 10,
};
const violated: SeedResult = {
  ...hedged,
  verdict: 'VIOLATION',
  cause: 'I3',
  violation: { invariant: 'I3', text: 'twice', atUs: 7, window: ['one', 'two'] },
};

function tallyOf(...results: readonly SeedResult[]): Tally {
  const tally = emptyTally();
  for (const result of results) addTo(tally, result);
  return tally;
}

describe('a tally', () => {
  it('counts seeds by verdict and cause, and what the faults did', () => {
    const halted: SeedResult = {
      ...hedged,
      verdict: 'HALTED_SAFE',
      cause: 'foreign-position',
      primaryFills: 0,
    };
    expect(tallyOf(hedged, halted, halted, violated)).toMatchObject({
      seeds: 4,
      hedged: 1,
      haltedSafe: 2,
      violations: 1,
      endings: { HEDGED: { running: 1 }, HALTED_SAFE: { 'foreign-position': 2 }, VIOLATION: { I3: 1 } },
      faults: { 'fill-lost': 8 },
      withPrimaryFill: 2,
      events: 400,
    });
  });

  it('names the seeds with the worst and the longest exposure, exactly', () => {
    const large: SeedResult = { ...hedged, seed: 2, worstExposure: '10', longestExposureMs: 1 };
    const long: SeedResult = { ...hedged, seed: 3, worstExposure: '9.999', longestExposureMs: 900 };
    expect(tallyOf(hedged, large, long)).toMatchObject({
      worstExposure: { seed: 2, base: '10', ms: 1 },
      longestExposure: { seed: 3, base: '9.999', ms: 900 },
    });
  });

  it('keeps details of the first violations, and the numbers of many', () => {
    const many = Array.from({ length: 1_100 }, (_, index) => ({ ...violated, seed: index + 1 }));
    const tally = tallyOf(...many);
    expect(tally.violations).toBe(1_100);
    expect(tally.violated).toHaveLength(20);
    expect(tally.violated[0]).toEqual({
      seed: 1,
      invariant: 'I3',
      text: 'twice',
      atUs: 7,
      window: ['one', 'two'],
      faults: { 'fill-lost': 2 },
    });
    expect(tally.violatingSeeds).toHaveLength(1_000);
  });

  it('has one hash over all event logs, in their order', () => {
    const other: SeedResult = { ...hedged, eventLogHash: 'cd' };
    expect(tallyOf(hedged, other).hash).toBe(tallyOf(hedged, other).hash);
    expect(tallyOf(hedged, other).hash).not.toBe(tallyOf(other, hedged).hash);
  });

  it('is the same after it was kept as text', () => {
    const tally = tallyOf(hedged, violated);
    expect(tallySchema.parse(JSON.parse(JSON.stringify(tally)))).toEqual(tally);
    expect(tallySchema.parse(JSON.parse(JSON.stringify(emptyTally())))).toEqual(emptyTally());
  });
});
