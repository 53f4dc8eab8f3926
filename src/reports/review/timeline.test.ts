// A run of any length in a bounded number of steps: nothing is lost when they become coarser.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseQuantity } from '../../core/money.ts';
import { zeroExact, type ExactAmount } from '../../ledger/exact-amount.ts';
import { inFewer, Timeline, type Totals } from './timeline.ts';

const second = 1_000_000;
const midnightUs = 1_767_571_200 * second;

const totalsOf = (net: number): Totals => ({
  gross: zeroExact,
  net: BigInt(net) as ExactAmount,
  volume: zeroExact,
  cycles: net,
  attempts: { completed: net, failed: 0 },
});

interface Moment {
  readonly afterMs: number;
  readonly delta: number;
}

const moments = fc.array(
  fc.record({ afterMs: fc.integer({ min: 0, max: 3_600_000 }), delta: fc.integer({ min: -5, max: 5 }) }),
  { minLength: 1, maxLength: 60 },
);

function noted(run: readonly Moment[], stepsMax: number): { timeline: Timeline; deltaTime: bigint } {
  const timeline = new Timeline(stepsMax);
  let [atUs, delta, deltaTime] = [midnightUs, 0, 0n];
  run.forEach((moment, index) => {
    // The first is where the clock begins.
    const passedUs = index === 0 ? 0 : moment.afterMs * 1_000;
    // Whoever notes looks in at least once in every second.
    for (let left = passedUs; left > 0; left -= second) {
      atUs += Math.min(second, left);
      timeline.note(atUs, totalsOf(index), baseQuantity(BigInt(delta)));
    }
    deltaTime += BigInt(delta) * BigInt(passedUs);
    delta = moment.delta;
    timeline.note(atUs, totalsOf(index + 1), baseQuantity(BigInt(delta)));
  });
  return { timeline, deltaTime };
}

describe('a timeline', () => {
  it('stays inside its number of steps, and its last step holds the last totals', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 2, max: 12 }), (run, most) => {
        const { steps, stepSeconds } = noted(run, most).timeline;
        expect(steps.length).toBeLessThanOrEqual(most);
        expect(steps.at(-1)?.totals.cycles).toBe(run.length);
        for (const { startUs } of steps) expect(startUs % (stepSeconds * second)).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  it('keeps the least, the most and the time of net delta, however coarse it becomes', () => {
    fc.assert(
      fc.property(moments, (run) => {
        const { timeline, deltaTime } = noted(run, 6);
        const { steps } = inFewer(timeline.steps, timeline.stepSeconds, 2);
        const deltas = [0, ...run.map(({ delta }) => delta)].map(BigInt);
        const least = steps.map((step) => step.deltaLeast as bigint);
        const most = steps.map((step) => step.deltaMost as bigint);
        expect(least.reduce((a, b) => (a < b ? a : b))).toBe(deltas.reduce((a, b) => (a < b ? a : b)));
        expect(most.reduce((a, b) => (a > b ? a : b))).toBe(deltas.reduce((a, b) => (a > b ? a : b)));
        expect(steps.reduce((sum, step) => sum + step.deltaTime, 0n)).toBe(deltaTime);
      }),
      { numRuns: 30 },
    );
  });
});
