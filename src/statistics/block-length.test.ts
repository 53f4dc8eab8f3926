// How long blocks come out, on series whose dependence is known.
import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../venues/simulated/seeded-random.ts';
import { beyondBlocks, blockLength } from './block-length.ts';
import { drawLuck } from './testing/generated-trips.ts';

const luck = (memory: number, count = 1_000): number[] => drawLuck(createSeededRandom(21), { count, memory });

describe('the length of blocks', () => {
  it('grows with the dependence', () => {
    const [none = 0, some = 0, much = 0] = [0, 0.5, 0.9].map((memory) => blockLength(luck(memory)));
    expect(none).toBeLessThanOrEqual(8);
    expect(some).toBeGreaterThan(none);
    expect(much).toBeGreaterThan(2 * some);
  });

  it('is the fourth root of the count at least, because in a short series dependence is missed', () => {
    expect(blockLength(luck(0, 16))).toBeGreaterThanOrEqual(2);
    expect(blockLength(Array.from({ length: 81 }, () => 5))).toBe(3);
  });
});

describe('what blocks do not reach', () => {
  it('is next to nothing for independent values, and for long blocks', () => {
    expect(beyondBlocks(luck(0), 5)).toBeLessThan(1.1);
    expect(beyondBlocks(luck(0.5), 40)).toBeLessThan(1.05);
  });

  it('is much for blocks of one where values hang together: three times the variance with a memory of a half', () => {
    expect(beyondBlocks(luck(0.5), 1) ** 2).toBeCloseTo(3, 0);
  });
});
