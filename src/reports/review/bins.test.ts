// Distributions: every cycle and every fill is in one bin, and where it belongs.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binLatencies } from './latency-bins.ts';
import { binSpreads } from './spread-bins.ts';

const unit = 10n ** 18n;
const countOf = (bins: readonly { readonly cycles: number }[]): number =>
  bins.reduce((sum, { cycles }) => sum + cycles, 0);

describe('spreads', () => {
  it('are counted once, by direction, in bins of one width that follow one another', () => {
    const edge = fc.bigInt({ min: -500n * unit, max: 500n * unit });
    const cycle = fc.record({ side: fc.constantFrom('buy' as const, 'sell' as const), edge });
    fc.assert(
      fc.property(fc.array(cycle, { maxLength: 60 }), (cycles) => {
        const bins = binSpreads(cycles);
        for (const side of ['buy', 'sell'] as const) {
          expect(countOf(bins[side])).toBe(cycles.filter((each) => each.side === side).length);
          expect(bins[side].length).toBeLessThanOrEqual(20);
          bins[side].slice(1).forEach(({ fromBps }, index) => expect(fromBps).toBe(bins[side][index]?.toBps));
        }
      }),
    );
  });

  it('on an edge are in the bin that begins there, below 0 too', () => {
    const cycles = ['-2', '-1', '0', '1', '8'].map((bps) => ({
      side: 'buy' as const,
      edge: BigInt(bps) * unit,
    }));
    const filled = binSpreads(cycles).buy.filter((bin) => bin.cycles > 0);
    expect(filled.map(({ fromBps }) => fromBps)).toEqual(['-2', '-1', '0', '1', '8']);
  });

  it('that lie far from all others do not press these into one bin', () => {
    const usual = Array.from({ length: 999 }, (_, index) => ({
      side: 'sell' as const,
      edge: BigInt(index) * (unit / 100n),
    }));
    const bins = binSpreads([...usual, { side: 'sell', edge: 10_000n * unit }]).sell;
    expect(Number(bins.at(-1)?.toBps)).toBeLessThan(20);
    expect(countOf(bins)).toBe(1_000);
  });
});

describe('latencies', () => {
  it('are counted once, each where it belongs', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 10, max: 60_000_000 }), { minLength: 1, maxLength: 60 }),
        (samples) => {
          const bins = binLatencies(Float64Array.from(samples));
          expect(bins.map(({ count }) => count)).toEqual(
            bins.map(({ fromUs, toUs }) => samples.filter((us) => us >= fromUs && us < toUs).length),
          );
          expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(samples.length);
        },
      ),
    );
  });

  it('that are none, or before their time on two clocks, are no trouble', () => {
    expect(binLatencies(new Float64Array())).toEqual([]);
    expect(binLatencies(Float64Array.of(-5, 0))).toEqual([{ fromUs: 10, toUs: 12, count: 2 }]);
  });
});
