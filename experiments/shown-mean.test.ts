// The interval of a mean over markets, on samples whose mean is known.
import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../src/venues/simulated/seeded-random.ts';
import { shownMean } from './shown-mean.ts';

describe('a mean over markets', () => {
  it('is the value itself where all markets are the same', () => {
    expect(shownMean(new Array<number>(10).fill(4))).toBe('4.000 (4.000 to 4.000)');
  });

  it('has no interval where the markets are a handful', () => {
    expect(shownMean([1, 2, 3])).toBe('2.000 (too few markets)');
  });

  it('has an interval that holds the true mean about as often as it says', () => {
    const random = createSeededRandom(7);
    let held = 0;
    for (let trial = 0; trial < 100; trial += 1) {
      const text = shownMean(Array.from({ length: 40 }, () => random.normal()));
      const [, low, high] = /\((\S+) to (\S+)\)/.exec(text) ?? [];
      if (Number(low) <= 0 && Number(high) >= 0) held += 1;
    }
    expect(held).toBeGreaterThanOrEqual(88);
    expect(held).toBeLessThanOrEqual(100);
  });
});
