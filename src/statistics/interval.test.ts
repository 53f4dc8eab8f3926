// The interval of a ratio, on series whose ratio is known.
import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../venues/simulated/seeded-random.ts';
import type { Term } from './block-sample.ts';
import { intervalOf } from './interval.ts';
import { tripsOf } from './testing/generated-trips.ts';

const plain = (amount: number): Term => ({ amount, base: 1 });

describe('an interval', () => {
  it('is the value itself where all values are the same', () => {
    const interval = intervalOf([Array.from({ length: 20 }, () => plain(4))], createSeededRandom(1));
    expect(interval).toMatchObject({ value: 4, low: 4, high: 4 });
  });

  it('is the same for the same values and the same random numbers', () => {
    const terms = tripsOf(createSeededRandom(2), { count: 40, meanBps: 1, spreadBps: 5 });
    expect(intervalOf([terms], createSeededRandom(1))).toEqual(intervalOf([terms], createSeededRandom(1)));
  });

  it('weighs each trip by its volume: the ratio is that of the sums', () => {
    const terms = Array.from({ length: 10 }, () => [plain(0), { amount: 30, base: 10 }]).flat();
    expect(intervalOf([terms], createSeededRandom(1))?.value).toBeCloseTo(30 / 11, 12);
  });

  it('is not there for fewer than eight values, nor where nothing was traded', () => {
    const seven = Array.from({ length: 7 }, (_, index) => plain(index));
    const idle = Array.from({ length: 20 }, () => ({ amount: 0, base: 0 }));
    expect(intervalOf([seven], createSeededRandom(1))).toBeUndefined();
    expect(intervalOf([idle], createSeededRandom(1))).toBeUndefined();
  });

  it.each([0, 0.5])('holds the true ratio about as often as it says, with a memory of %s', (memory) => {
    let held = 0;
    for (let trial = 0; trial < 100; trial += 1) {
      const random = createSeededRandom(100 + trial);
      const terms = tripsOf(random, { count: 60, meanBps: -2, spreadBps: 6, memory });
      const { low = 0, high = 0 } = intervalOf([terms], random) ?? {};
      if (low <= -0.0002 && high >= -0.0002) held += 1;
    }
    expect(held).toBeGreaterThanOrEqual(90);
  });

  it('is wider where neighbours hang together than where the same values stand in any order', () => {
    const random = createSeededRandom(8);
    const sticky = tripsOf(random, { count: 200, meanBps: 0, spreadBps: 5, memory: 0.8 });
    const shuffled = sticky
      .map((term) => ({ term, at: random.uniform() }))
      .sort((left, right) => left.at - right.at)
      .map(({ term }) => term);
    const widths = [sticky, shuffled].map((terms) => {
      const { low = 0, high = 0 } = intervalOf([terms], createSeededRandom(1)) ?? {};
      return high - low;
    });
    expect(widths[0]).toBeGreaterThan(1.5 * (widths[1] ?? 0));
  });
});
