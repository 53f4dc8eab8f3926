// The law of order arrivals: their rate, their bursts, and what another order's excitement does.
import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../seeded-random.ts';
import { OrderArrivals } from './order-arrivals.ts';
import { defaultMarketParameters } from './parameters.ts';
import { fanoFactor } from './testing/statistics.ts';

const base = {
  ...defaultMarketParameters.primary.orderFlow,
  unprovokedOrdersPerSecond: 0.5,
  excitementSeconds: 0.2,
};
const seconds = 100_000;

function arrivals(provokedOrdersPerOrder: number): number[] {
  const process = new OrderArrivals(createSeededRandom(5), 0, { ...base, provokedOrdersPerOrder });
  const timesUs: number[] = [];
  for (let timeUs = process.drawNextUs(0); timeUs < seconds * 1e6; timeUs = process.drawNextUs(timeUs)) {
    timesUs.push(timeUs);
    process.excite(timeUs);
  }
  return timesUs;
}

describe('order arrivals', () => {
  it.each([
    { provoked: 0, perSecond: 0.5, fano: 1 },
    { provoked: 0.5, perSecond: 1, fano: 4 },
    { provoked: 0.75, perSecond: 2, fano: 16 },
  ])(
    '$provoked provoked per order: $perSecond orders/s, with a Fano factor of $fano over long windows',
    (row) => {
      const timesUs = arrivals(row.provoked);
      expect(timesUs.length / seconds / row.perSecond).toBeGreaterThan(0.96);
      expect(timesUs.length / seconds / row.perSecond).toBeLessThan(1.04);
      const fano = fanoFactor(timesUs, 0, seconds * 1e6, 50e6);
      expect(fano / row.fano).toBeGreaterThan(0.85);
      expect(fano / row.fano).toBeLessThan(1.15);
    },
  );

  it('grow more likely with an order of any cause, for as long as the excitement lasts', () => {
    const process = new OrderArrivals(createSeededRandom(5), 0, base);
    const calmUs = 60_000_000;
    expect(process.activity(calmUs)).toBeCloseTo(1, 6);
    process.excite(calmUs);
    const excited = process.activity(calmUs);
    expect(excited).toBeCloseTo(1 + 0.6 / 0.2 / 0.5, 6);
    expect(process.activity(calmUs + 200_000) - 1).toBeCloseTo((excited - 1) / Math.E, 6);
  });

  it('come at least a microsecond apart', () => {
    const timesUs = arrivals(0.75);
    expect(timesUs.every((timeUs, index) => index === 0 || timeUs > (timesUs[index - 1] as number))).toBe(
      true,
    );
  });
});
