// Delays: whole, never below their floor, the same for the same seed, each way from a stream of its own.
import { describe, expect, test } from 'vitest';
import { createSeededRandom } from '../seeded-random.ts';
import { constantDelay, defaultLatency, LatencyModel, type LatencyOptions } from './latency.ts';

const model = (seed: number, options: LatencyOptions = defaultLatency): LatencyModel =>
  new LatencyModel(options, createSeededRandom(seed));
const draw = (count: number, sample: () => number): number[] => Array.from({ length: count }, sample);

describe('latency', () => {
  test('delays are whole µs and never below the floor', () => {
    for (const delay of draw(2_000, model(1).entryUs)) {
      expect(Number.isSafeInteger(delay)).toBe(true);
      expect(delay).toBeGreaterThan(defaultLatency.entry.floorUs);
    }
  });

  test('half of the jitter lies below its median, and it has a long tail', () => {
    const { floorUs, jitterMedianUs } = defaultLatency.feed;
    const jitters = draw(20_000, model(1).feedUs).map((delay) => delay - floorUs);
    const below = jitters.filter((jitter) => jitter < jitterMedianUs).length / jitters.length;
    expect(below).toBeGreaterThan(0.48);
    expect(below).toBeLessThan(0.52);
    expect(Math.max(...jitters)).toBeGreaterThan(8 * jitterMedianUs);
  });

  test('the same seed draws the same delays, another seed others', () => {
    expect(draw(50, model(7).cancelUs)).toEqual(draw(50, model(7).cancelUs));
    expect(draw(50, model(7).cancelUs)).not.toEqual(draw(50, model(8).cancelUs));
  });

  test('one way draws nothing from another', () => {
    const disturbed = model(7);
    draw(100, disturbed.feedUs);
    expect(draw(50, disturbed.responseUs)).toEqual(draw(50, model(7).responseUs));
  });

  test('a constant delay is constant', () => {
    const delay = constantDelay(3);
    const constant = model(7, { feed: delay, entry: delay, cancel: delay, response: delay, speedBumpUs: 0 });
    expect(draw(3, constant.entryUs)).toEqual([3, 3, 3]);
  });

  test('a negative delay is a bug', () => {
    expect(() => model(7, { ...defaultLatency, entry: constantDelay(-1) })).toThrow(/not negative/);
  });
});
