// The grid of the fair price: constant within a step, the same however densely it is read, and read forwards only.
import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../seeded-random.ts';
import { Basis } from './basis.ts';
import { EfficientPrice } from './efficient-price.ts';
import { FairPrice } from './fair-price.ts';
import { defaultMarketParameters } from './parameters.ts';

const startUs = 1_000_000;
const stepMs = 50;
const scale = { startTicks: 300_000, ticksPerBps: 30, lotsPerUsd: 1 };

function fairPrice(seed = 1): FairPrice {
  const random = createSeededRandom(seed);
  return new FairPrice({
    efficientPrice: new EfficientPrice(random.fork('price'), defaultMarketParameters.efficientPrice),
    basis: new Basis(random.fork('basis'), stepMs, defaultMarketParameters.primary.basis),
    scale,
    startUs,
    stepMs,
  });
}

describe('fair price', () => {
  it('stands still within a step, and says when the next begins', () => {
    const price = fairPrice();
    const first = price.ticksAt(startUs);
    expect(price.nextStepUs).toBe(startUs + 50_000);
    expect(price.ticksAt(startUs + 49_999)).toBe(first);
    expect(price.ticksAt(startUs + 50_000)).not.toBe(first);
    expect(price.nextStepUs).toBe(startUs + 100_000);
  });

  it('is the same whether it is read at every step or after a long silence', () => {
    const dense = fairPrice();
    const rare = fairPrice();
    const laterUs = startUs + 60_000_000;
    for (let timeUs = startUs; timeUs < laterUs; timeUs += 10_000) dense.ticksAt(timeUs);
    expect(rare.ticksAt(laterUs)).toBe(dense.ticksAt(laterUs));
  });

  it('differs from the start price by the basis at first, and stays near it for a minute', () => {
    const basisBps = new Basis(
      createSeededRandom(1).fork('basis'),
      stepMs,
      defaultMarketParameters.primary.basis,
    ).bps;
    const price = fairPrice();
    expect(Math.log(price.ticksAt(startUs) / scale.startTicks) * 1e4).toBeCloseTo(basisBps, 9);
    expect(Math.abs(price.ticksAt(startUs + 60_000_000) / scale.startTicks - 1)).toBeLessThan(0.01);
  });

  it('refuses to be read backwards', () => {
    const price = fairPrice();
    price.ticksAt(startUs + 200_000);
    expect(() => price.ticksAt(startUs)).toThrow('forwards in time');
  });
});
