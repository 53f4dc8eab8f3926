// The seeded random streams: repeatable, independent by label, and distributed as the port says.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Random } from '../../ports/random.ts';
import { createSeededRandom } from './seeded-random.ts';

const draw = (count: number, sample: () => number): number[] => Array.from({ length: count }, sample);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const uniforms = (random: Random): number[] => draw(20, () => random.uniform());

describe('seeded random', () => {
  test('the first draws of seed 7 never change: recorded runs depend on them', () => {
    const random = createSeededRandom(7);
    expect([
      random.below(1_000_000),
      random.below(1_000_000),
      random.fork('market').below(1_000_000),
    ]).toEqual([700_642, 294_635, 167_568]);
  });

  test('the same seed gives the same stream, another seed another', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.maxSafeInteger(), (seed, other) => {
        expect(uniforms(createSeededRandom(seed))).toEqual(uniforms(createSeededRandom(seed)));
        fc.pre(seed !== other);
        expect(uniforms(createSeededRandom(seed))).not.toEqual(uniforms(createSeededRandom(other)));
      }),
    );
  });

  test('a fork depends on seed and label, not on what was drawn before', () => {
    const fresh = createSeededRandom(7);
    const used = createSeededRandom(7);
    uniforms(used);
    used.normal();
    expect(uniforms(used.fork('market'))).toEqual(uniforms(fresh.fork('market')));
  });

  test('forks of different labels, of nested labels and the parent itself differ', () => {
    const root = createSeededRandom(7);
    const streams = [
      root,
      root.fork('a'),
      root.fork('b'),
      root.fork('a').fork('b'),
      root.fork('b').fork('a'),
    ];
    expect(new Set(streams.map((stream) => uniforms(stream).join())).size).toBe(streams.length);
  });

  test('neighbouring seeds are not correlated', () => {
    const pairs = draw(4_000, () => 0).map((_, seed) => [
      createSeededRandom(seed).uniform() - 0.5,
      createSeededRandom(seed + 1).uniform() - 0.5,
    ]);
    expect(
      Math.abs(mean(pairs.map(([one, other]) => (one as number) * (other as number))) * 12),
    ).toBeLessThan(0.06);
  });

  test('uniform lies in [0, 1) with mean 1/2', () => {
    const random = createSeededRandom(1);
    const values = draw(50_000, () => random.uniform());
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(mean(values)).toBeCloseTo(0.5, 2);
  });

  test('below covers its range evenly', () => {
    const random = createSeededRandom(1);
    const counts = [0, 0, 0, 0, 0];
    for (let index = 0; index < 50_000; index += 1) {
      const value = random.below(5);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    expect(counts).toHaveLength(5);
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
    expect(random.below(1)).toBe(0);
    expect(() => random.below(0)).toThrow(/bound/);
  });

  test('normal has mean 0, variance 1 and no skew', () => {
    const random = createSeededRandom(1);
    const values = draw(100_000, () => random.normal());
    expect(mean(values)).toBeCloseTo(0, 1);
    expect(mean(values.map((value) => value ** 2))).toBeCloseTo(1, 1);
    expect(mean(values.map((value) => value ** 3))).toBeCloseTo(0, 1);
    expect(values.filter((value) => Math.abs(value) > 1.96).length / values.length).toBeCloseTo(0.05, 2);
  });

  test('exponential has the given mean and is memoryless', () => {
    const random = createSeededRandom(1);
    const values = draw(100_000, () => random.exponential(40));
    expect(Math.abs(mean(values) - 40)).toBeLessThan(0.6);
    expect(values.filter((value) => value > 40).length / values.length).toBeCloseTo(Math.exp(-1), 2);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  });

  test('a seed that is no safe integer is a bug', () => {
    expect(() => createSeededRandom(0.5)).toThrow(/seed/);
  });
});
