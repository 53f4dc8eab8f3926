// What a person reads at the end: the verdict first, what it rests on, and for each violation the line that repeats it.
import { describe, expect, it } from 'vitest';
import { paint } from '../../src/cli/view/styled-line.ts';
import { textReport } from './report-text.ts';
import type { Progress } from './state-file.ts';
import { emptyTally, type ViolatedSeed } from './tally.ts';

const base: Progress = {
  program: { version: '0.1.0', commit: null, build: 'ab' },
  parameters: { from: 1, seeds: 1_000, hasFaults: true, plant: null, scenario: null },
  elapsedMs: 40_000,
  tally: {
    ...emptyTally(),
    seeds: 1_000,
    hedged: 950,
    haltedSafe: 50,
    endings: {
      HEDGED: { running: 700, 'iterations-done': 250 },
      HALTED_SAFE: { 'foreign-position': 10, 'operator-halt': 40 },
      VIOLATION: {},
    },
    faults: { 'fill-lost': 1_234, liquidated: 1 },
    withPrimaryFill: 980,
    withCompletedCycle: 970,
    events: 2_000_000,
    worstExposure: { seed: 7, base: '1.5', ms: 900 },
    longestExposure: { seed: 9, base: '0.2', ms: 12_345 },
  },
  hunts: [],
};
const violated: ViolatedSeed = {
  seed: 88,
  invariant: 'I3',
  text: 'a hedge was sent twice',
  atUs: 12_345_678,
  window: Array.from({ length: 40 }, (_, index) => `line ${index}`),
  faults: { 'fill-lost': 2 },
};
const withViolations = (count: number): Progress => ({
  ...base,
  tally: {
    ...base.tally,
    hedged: 950 - count,
    violations: count,
    violated: Array.from({ length: count }, (_, index) => ({ ...violated, seed: 88 + index })),
    violatingSeeds: Array.from({ length: count }, (_, index) => 88 + index),
  },
});

const textOf = (progress: Progress, isStopped = false): string[] =>
  textReport({ progress, kept: [], isStopped }).map((each) => paint(each, false));

describe('the report', () => {
  it('begins with the verdict, and says what it rests on', () => {
    expect(textOf(base)).toEqual([
      'PASSED  1,000 seeds, no violation   seeds 1 to 1000',
      '',
      '  hedged              950   95.0 %   running 700, iterations-done 250',
      '  halted safe          50    5.0 %   operator-halt 40, foreign-position 10',
      '  violations            0    0.0 %',
      '',
      '  traded         98.0 % of seeds with a primary fill, 97.0 % with a completed cycle',
      expect.stringMatching(/^ {2}faults {9}1,235 times, 2 of \d+ kinds$/),
      '  most naked     1.5, at most 900 ms (seed 7)',
      '  longest naked  12.3 s, at most 0.2 (seed 9)',
      '  pace           25.0 seeds and 50,000 events a second, 40 s in all',
      '',
    ]);
  });

  it('shows a violation with its faults, its window, and the line that repeats it', () => {
    const [first, ...rest] = textOf(withViolations(1));
    expect(first).toBe('VIOLATED  in 1 of 1,000 seeds   seeds 1 to 1000');
    expect(rest).toContain('seed 88: I3 after 12.346 s: a hedge was sent twice');
    expect(rest).toContain('  faults  fill-lost 2');
    expect(rest).toContain('  line 39');
    expect(rest).not.toContain('  line 0');
    expect(rest).toContain('  again   npx evenkeel simulate --seeds 1 --from 88');
  });

  it('shows the whole window where one seed was run', () => {
    const one = withViolations(1);
    expect(textOf({ ...one, tally: { ...one.tally, seeds: 1 } })).toContain('  line 0');
  });

  it('shows the first three of many violations, and names the others', () => {
    const lines = textOf(withViolations(5));
    expect(lines.filter((each) => each.startsWith('seed '))).toHaveLength(3);
    expect(lines).toContain('  also violated: seeds 91 92');
  });

  it('says where a violation was kept', () => {
    const kept = [{ seed: 88, file: 'kept/i3-seed-88.json', partsBefore: 14, parts: 1, runs: 210 }];
    const lines = textReport({ progress: withViolations(1), kept, isStopped: false }).map((each) =>
      paint(each, false),
    );
    expect(lines).toContain('  kept    kept/i3-seed-88.json: 1 of 14 faults, after 210 runs');
  });

  it('that was stopped says how far it came', () => {
    const tally = { ...base.tally, seeds: 412 };
    expect(textOf({ ...base, tally }, true)[0]).toBe(
      'STOPPED  after 412 of 1,000 seeds; the same command goes on from here   seeds 1 to 1000',
    );
  });

  it('says of each planted bug how many seeds it took, or that it was not found', () => {
    const parameters = { ...base.parameters, plant: 'all' };
    const hunts = [
      { bug: 'hedge-dropped', tried: 9, notCounted: 1, found: violated },
      { bug: 'quote-doubled', tried: 1_000, notCounted: 0 },
    ];
    const lines = textOf({ ...base, parameters, tally: emptyTally(), hunts });
    expect(lines[0]).toBe('NOT FOUND  1 of 2 planted bugs   seeds 1 to 1000');
    expect(lines[2]).toMatch(/^ {2}hedge-dropped +I1 +9 seeds {3}some hedges never leave the process$/);
    expect(lines[3]).toMatch(/^ {2}quote-doubled +I4 +not found {3}/);
  });
});
