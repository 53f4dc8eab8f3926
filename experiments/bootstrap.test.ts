// The interval of a mean, on samples whose mean is known.
import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../src/venues/simulated/seeded-random.ts';
import { bootstrapInterval } from './bootstrap.ts';

describe('a bootstrap interval', () => {
  it('is the value itself where all values are the same', () => {
    expect(bootstrapInterval([4, 4, 4])).toEqual({ mean: 4, low: 4, high: 4 });
  });

  it('is the same for the same values', () => {
    expect(bootstrapInterval([1, 2, 3, 4])).toEqual(bootstrapInterval([1, 2, 3, 4]));
  });

  it('holds the true mean about as often as it says', () => {
    const random = createSeededRandom(7);
    let held = 0;
    for (let trial = 0; trial < 100; trial += 1) {
      const { low, high } = bootstrapInterval(Array.from({ length: 40 }, () => random.normal()));
      if (low <= 0 && high >= 0) held += 1;
    }
    expect(held).toBeGreaterThanOrEqual(88);
    expect(held).toBeLessThanOrEqual(100);
  });
});
