// The law of aggressive orders: sides that know something, sides that follow one another, and sizes with a long tail.
import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../seeded-random.ts';
import { OrderFlow } from './order-flow.ts';
import { defaultMarketParameters } from './parameters.ts';
import { quantile } from './testing/statistics.ts';

const scale = { startTicks: 300_000, ticksPerBps: 30, lotsPerUsd: 1000 / 3000 };
const base = defaultMarketParameters.primary.orderFlow;
const count = 20_000;

function buyShare(lean: number, herdingShare: number, informedShare: number): number {
  const flow = new OrderFlow(createSeededRandom(6), { ...base, herdingShare, informedShare }, scale);
  return (
    Array.from({ length: count }, () => flow.drawSide(lean)).filter((side) => side === 'buy').length / count
  );
}

describe('order flow', () => {
  it.each([
    { lean: 0, informed: 1, share: 0.5 },
    { lean: 1, informed: 1, share: 1 },
    { lean: -1, informed: 1, share: 0 },
    { lean: 1, informed: 0.6, share: 0.8 },
    { lean: -0.5, informed: 0.6, share: 0.35 },
    { lean: 1, informed: 0, share: 0.5 },
  ])('at lean $lean and informed share $informed, $share of the orders buy', ({ lean, informed, share }) => {
    expect(buyShare(lean, 0, informed)).toBeCloseTo(share, 1.5);
  });

  it('keeps the share of buyers when orders follow one another', () => {
    expect(buyShare(0.5, 0.5, 0.6)).toBeCloseTo(0.65, 1.5);
  });

  it('follows an order of another cause', () => {
    const flow = new OrderFlow(createSeededRandom(6), { ...base, herdingShare: 1 }, scale);
    flow.follow('sell');
    expect(flow.drawSide(1)).toBe('sell');
    flow.follow('buy');
    expect(flow.drawSide(-1)).toBe('buy');
  });

  it('draws sizes in whole lots about the median, some of them a hundred times larger', () => {
    const flow = new OrderFlow(createSeededRandom(6), base, scale);
    const sizes = Array.from({ length: count }, () => flow.drawSize(1));
    expect(sizes.every((size) => Number.isSafeInteger(size) && size >= 1)).toBe(true);
    expect(quantile(sizes, 0.5) / (base.orderUsdMedian * scale.lotsPerUsd)).toBeCloseTo(1, 1);
    expect(quantile(sizes, 0.99) / quantile(sizes, 0.5)).toBeGreaterThan(80);
  });

  it('never draws less than one lot', () => {
    const flow = new OrderFlow(createSeededRandom(6), { ...base, orderUsdMedian: 1e-6 }, scale);
    expect(flow.drawSize(1)).toBe(1);
  });
});
