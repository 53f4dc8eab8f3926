// Every planted bug is found by its own invariant in a small run made for it, so that a checker that has stopped to work is noticed
// within seconds. That seeds find them too is what `evenkeel simulate --plant all` shows.
import { describe, expect, it } from 'vitest';
import { invariantNames } from '../observed.ts';
import type { Crash, Fault, LegName, Scenario } from '../scenario/scenario.ts';
import { always, plainScenario, type Trouble } from '../testing/plain-scenario.ts';
import { tryPlanted } from './find.ts';
import { plantedBugs } from './table.ts';

const second = 1_000_000;
const seedsTried = [1, 2, 3, 4, 5, 6, 7, 8];

/** So many seconds into the run, when it trades, and until the end of the safety phase. */
const from = (atSeconds: number, kind: Fault['kind'], leg: LegName, amount: number = 0): Fault => ({
  ...always(kind, leg, amount),
  fromUs: atSeconds * second,
});
const killed: readonly Crash[] = [{ kind: 'kill-before-record', fromUs: 8 * second, awayUs: 2 * second }];
const halted: Scenario['operator'] = [{ atUs: 8 * second, action: 'halt' }];
const paused: Scenario['operator'] = [{ atUs: 8 * second, action: 'pause' }];
const flattened: Scenario['operator'] = [{ atUs: 8 * second, action: 'flatten' }];

/** A price that runs away from hedges in a thin book. */
const fast: Trouble['market'] = { stepTicks: 40, messageMs: 60, levelPercent: 20 };

/** What has to happen in a plain run for the bug to do harm. */
const occasions: Readonly<Record<string, Trouble>> = {
  'hedge-dropped': { market: { latencyUs: { primary: 1_000, hedge: 100_000 } } },
  'retry-in-seconds': { market: { ...fast, latencyUs: { primary: 1_000, hedge: 1_000 } } },
  'patience-never-ends': { faults: [from(5, 'ioc-partial', 'hedge', 0)] },
  'hedge-sent-twice': {},
  'time-out-is-refusal': { faults: [always('place-timed-out-accepted', 'hedge', 200)] },
  'cancel-assumed-done': {},
  'used-ids-trusted': {
    workload: { forgetsOrderIds: ['hedge'] },
    faults: [from(8, 'place-late', 'hedge', 5_000)],
    crashes: killed,
  },
  'announced-too-late': {
    workload: { forgetsOrderIds: ['hedge'] },
    faults: [from(8, 'place-late', 'hedge', 5_000)],
    crashes: killed,
  },
  'word-believed-after-power-cut': {
    workload: { forgetsOrderIds: ['hedge'] },
    faults: [from(8, 'place-late', 'hedge', 5_000)],
    crashes: killed.map((crash) => ({ ...crash, cutsPower: true })),
  },
  'quote-doubled': {},
  'position-never-compared': { faults: [from(5, 'manual-trade', 'primary', 20)] },
  'fill-booked-twice': {},
  'fill-lost-for-ever': {},
  'stale-book-kept-fresh': { faults: [from(5, 'book-silent', 'hedge')] },
  'price-off-the-band': {},
  'reduce-only-forgotten': {},
  'turns-forgotten': { crashes: killed },
  'record-loss-unheard': { faults: [from(8, 'journal-full', 'primary')] },
  'gap-never-read': { crashes: killed },
  'office-hours': {},
  'two-processes': { crashes: [{ kind: 'pause', fromUs: 8 * second, awayUs: 5 * second }] },
  'ids-reused': { crashes: [{ kind: 'kill-anywhere', fromUs: 20 * second, awayUs: second / 2 }] },
  'halt-forgotten': { operator: halted, faults: [from(7, 'maintenance', 'primary')] },
  'halt-cancels-nothing': { operator: halted },
  'alerts-lost': { operator: halted },
  'not-deterministic': {},
  'fee-off-by-one-unit': {},
  'funding-ignored': { faults: [5, 8, 11, 14].map((at) => from(at, 'funding-paid', 'hedge', 100)) },
  'cancel-storm': { market: { tradePercent: 5, latencyUs: { primary: 100_000, hedge: 100_000 } } },
  'pause-forgotten': {
    operator: paused,
    crashes: [{ kind: 'kill-anywhere', fromUs: 12 * second, awayUs: second }],
  },
  'pause-cancels-nothing': { operator: paused },
  'flatten-is-a-pause': { operator: flattened, workload: { holdMs: 90_000 } },
  'pause-stops-hedges': { operator: paused, market: { latencyUs: { primary: 200_000, hedge: 5_000 } } },
  'unknown-never-asked': { faults: [always('place-timed-out-lost', 'hedge', 2_000)] },
};

describe('in a run made for it', () => {
  it.each(plantedBugs.map((bug) => ({ bug, name: bug.name, invariant: bug.invariant })))(
    '$invariant finds $name',
    ({ bug, name }) => {
      const isFoundBy = (seed: number): boolean =>
        tryPlanted(bug, plainScenario({ ...occasions[name], seed })).outcome === 'found';
      expect(seedsTried.find(isFoundBy)).toBeDefined();
    },
  );
});

describe('the table of planted bugs', () => {
  it('holds one at least for every invariant', () => {
    const belonging = new Set(plantedBugs.map(({ invariant }) => invariant));
    expect(invariantNames.filter((name) => name !== 'assertion' && !belonging.has(name))).toEqual([]);
  });

  it('names each once, and each has its occasion', () => {
    const names = plantedBugs.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(Object.keys(occasions).sort()).toEqual([...names].sort());
  });
});
