// The law of a venue's premium: it stands about its mean, wanders as far as it may, and forgets in its time.
import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../seeded-random.ts';
import { Basis } from './basis.ts';
import { correlation, mean, standardDeviation } from './testing/statistics.ts';

const parameters = { meanBps: -5, deviationBps: 2, memorySeconds: 10 };
const stepMs = 100;

function path(steps: number): number[] {
  const basis = new Basis(createSeededRandom(4), stepMs, parameters);
  return Array.from({ length: steps }, () => {
    basis.advance();
    return basis.bps;
  });
}

describe('basis', () => {
  it('stands about its mean, and wanders as far as its deviation', () => {
    const premiums = path(500_000);
    expect(mean(premiums)).toBeGreaterThan(-5.1);
    expect(mean(premiums)).toBeLessThan(-4.9);
    expect(standardDeviation(premiums)).toBeGreaterThan(1.9);
    expect(standardDeviation(premiums)).toBeLessThan(2.1);
  });

  it('remembers e⁻¹ of its wandering after its memory', () => {
    const premiums = path(500_000);
    const lag = (parameters.memorySeconds * 1e3) / stepMs;
    const remembered = correlation(premiums.slice(0, -lag), premiums.slice(lag));
    expect(remembered).toBeGreaterThan(0.33);
    expect(remembered).toBeLessThan(0.41);
  });

  it('starts anywhere in its law, so that a run may begin with an odd basis', () => {
    const starts = Array.from(
      { length: 2000 },
      (_, seed) => new Basis(createSeededRandom(seed), stepMs, parameters).bps,
    );
    expect(standardDeviation(starts)).toBeGreaterThan(1.8);
    expect(standardDeviation(starts)).toBeLessThan(2.2);
  });
});
