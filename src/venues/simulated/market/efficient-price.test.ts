// The law of the shared price: how far it moves, how it jumps, and that its stream alone decides.
import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../seeded-random.ts';
import { EfficientPrice } from './efficient-price.ts';
import { defaultMarketParameters } from './parameters.ts';
import { mean, standardDeviation } from './testing/statistics.ts';

const parameters = defaultMarketParameters.efficientPrice;
const noJumps = { ...parameters, jumpsPerSecond: 1e-9 };
const stepsPerSecond = 1e3 / parameters.stepMs;

function movesOverSeconds(price: EfficientPrice, seconds: number, count: number): number[] {
  return Array.from({ length: count }, () => {
    const before = price.bps;
    for (let step = 0; step < seconds * stepsPerSecond; step += 1) price.advance();
    return price.bps - before;
  });
}

describe('efficient price', () => {
  it('walks the same path on equal streams', () => {
    const [one, other] = [1, 2].map(() => new EfficientPrice(createSeededRandom(3), parameters));
    expect(movesOverSeconds(one as EfficientPrice, 1, 100)).toEqual(
      movesOverSeconds(other as EfficientPrice, 1, 100),
    );
  });

  it('starts at the start price', () => {
    expect(new EfficientPrice(createSeededRandom(1), parameters).bps).toBe(0);
  });

  it('diffuses as far as its parameter says, in the root of the mean square, and grows with the root of time', () => {
    const price = new EfficientPrice(createSeededRandom(1), noJumps);
    const perSecond = standardDeviation(movesOverSeconds(price, 1, 40_000));
    const perFourSeconds = standardDeviation(movesOverSeconds(price, 4, 20_000));
    expect(perSecond / parameters.diffusionBpsPerRootSecond).toBeGreaterThan(0.95);
    expect(perSecond / parameters.diffusionBpsPerRootSecond).toBeLessThan(1.05);
    expect(perFourSeconds / perSecond).toBeGreaterThan(1.9);
    expect(perFourSeconds / perSecond).toBeLessThan(2.1);
  });

  it('has calm and wild times: large moves follow large ones', () => {
    const sizes = movesOverSeconds(new EfficientPrice(createSeededRandom(1), noJumps), 1, 20_000).map(
      Math.abs,
    );
    const afterLarge = sizes.filter((_, index) => (sizes[index - 1] ?? 0) > 1);
    expect(mean(afterLarge)).toBeGreaterThan(1.4 * mean(sizes));
  });

  it('jumps as often and as far as its parameters say, up as much as down', () => {
    const still = { ...parameters, diffusionBpsPerRootSecond: 0 };
    const price = new EfficientPrice(createSeededRandom(1), still);
    const seconds = 200_000;
    const jumps: number[] = [];
    for (let step = 0; step < seconds * stepsPerSecond; step += 1) {
      const before = price.bps;
      price.advance();
      if (price.bps !== before) jumps.push(price.bps - before);
    }
    expect(jumps.length / seconds / parameters.jumpsPerSecond).toBeGreaterThan(0.97);
    expect(jumps.length / seconds / parameters.jumpsPerSecond).toBeLessThan(1.03);
    expect(mean(jumps.map(Math.abs)) / parameters.jumpMeanBps).toBeGreaterThan(0.97);
    expect(mean(jumps.map(Math.abs)) / parameters.jumpMeanBps).toBeLessThan(1.03);
    expect(Math.abs(mean(jumps))).toBeLessThan(0.1);
  });
});
