// Ranges are drawn from the seed, inside their ends, in sizes that both venues take.
import { assert, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMultipleOfLot } from '../core/instrument.ts';
import { base, testInstrument, testPair } from '../core/testing/test-pair.ts';
import { createSeededRandom } from '../venues/simulated/seeded-random.ts';
import { drawMs, drawSize } from './draw.ts';

const primary = testInstrument('alpha', '0.002');
const hedge = testInstrument('beta', '0.003');

describe('what is drawn from a range', () => {
  it('is a size inside it that is a multiple of both lots', () => {
    const config = testPair({ primary, hedge, sizeMin: base('0.06'), size: base('0.12') });
    assert(
      property(nat(), (seed) => {
        const size = drawSize(config, createSeededRandom(seed));
        expect(size >= config.sizeMin && size <= config.size).toBe(true);
        expect(isMultipleOfLot(primary, size) && isMultipleOfLot(hedge, size)).toBe(true);
      }),
    );
  });

  it('reaches both ends', () => {
    const config = testPair({ primary, hedge, sizeMin: base('0.006'), size: base('0.012') });
    const random = createSeededRandom(1);
    const drawn = new Set(Array.from({ length: 50 }, () => drawSize(config, random)));
    expect(drawn).toEqual(new Set([base('0.006'), base('0.012')]));
    const pauses = new Set(Array.from({ length: 50 }, () => drawMs({ leastMs: 3, mostMs: 4 }, random)));
    expect(pauses).toEqual(new Set([3, 4]));
  });

  it('is the same for the same seed', () => {
    const config = testPair({ primary, hedge, sizeMin: base('0.06'), size: base('0.6') });
    const sizes = (seed: number): bigint[] => {
      const random = createSeededRandom(seed);
      return Array.from({ length: 20 }, () => drawSize(config, random));
    };
    expect(sizes(7)).toEqual(sizes(7));
    expect(sizes(7)).not.toEqual(sizes(8));
  });
});
