import { describe, expect, it } from 'vitest';
import type { LatencySamples } from './hedge-latency.ts';
import { latencySamplesMax } from './hedge-latency.ts';
import { BookedPair, type FillChoices, type PairChoices } from './testing/booked-pair.ts';

/** Fills at times in µs from the start; venue clocks run as local ones do, unless they are said to be off. */
class Timed extends BookedPair {
  readonly startUs = this.nowUs;
  readonly hedgeClockOffsetUs: number;

  constructor(choices: PairChoices = {}, hedgeClockOffsetUs = 0) {
    super(choices);
    this.hedgeClockOffsetUs = hedgeClockOffsetUs;
  }

  at(us: number, leg: 'primary' | 'hedge', signed: string, more: Partial<FillChoices> = {}): void {
    const side = signed.startsWith('-') ? 'sell' : 'buy';
    const atUs = this.startUs + us;
    const venueTimeUs = leg === 'hedge' ? atUs + this.hedgeClockOffsetUs : atUs;
    this.book({ leg, side, price: '100', quantity: signed.slice(1), atUs, venueTimeUs, ...more });
  }

  samples(): LatencySamples {
    return this.ledger.hedgeLatency();
  }

  localUs(): number[] {
    return [...this.samples().localUs];
  }
}

describe('hedge latency', () => {
  it('runs from the maker fill to the hedge fill, on our clock and on the venues’', () => {
    const pair = new Timed({}, -40);
    pair.at(0, 'primary', '+0.1');
    pair.at(250, 'hedge', '-0.1');
    expect(pair.localUs()).toEqual([250]);
    expect([...pair.samples().venueUs]).toEqual([210]);
  });

  it('lasts until the whole fill is covered', () => {
    const pair = new Timed();
    pair.at(0, 'primary', '+0.5');
    pair.at(100, 'hedge', '-0.2');
    pair.at(200, 'hedge', '-0.15');
    expect(pair.localUs()).toEqual([]);
    pair.at(300, 'hedge', '-0.15');
    expect(pair.localUs()).toEqual([300]);
  });

  it('covers the oldest fill first, and several with one hedge', () => {
    const pair = new Timed();
    pair.at(0, 'primary', '-0.1');
    pair.at(50, 'primary', '-0.1');
    pair.at(80, 'primary', '-0.1');
    pair.at(100, 'hedge', '+0.2');
    pair.at(130, 'hedge', '+0.1');
    expect(pair.localUs()).toEqual([100, 50, 50]);
  });

  it('is not prolonged by dust that the hedge venue would not take', () => {
    const pair = new Timed({ hedge: { minNotional: '5' } });
    pair.at(0, 'primary', '+0.149');
    pair.at(100, 'hedge', '-0.1'); // 0.049 × 100 is below 5
    expect(pair.localUs()).toEqual([100]);
    pair.at(9_000_000, 'hedge', '-0.049', { role: 'trim' });
    expect(pair.samples().count).toBe(1);
  });

  it('has no sample for a fill that was reduced on its own venue, and none for trims and adjustments', () => {
    const pair = new Timed();
    pair.at(0, 'primary', '+0.1');
    pair.at(100, 'primary', '-0.1', { role: 'reduce' });
    pair.at(200, 'primary', '+0.1', { role: 'trim' });
    pair.at(300, 'hedge', '-0.1');
    expect(pair.samples().count).toBe(0);
  });

  it('nets carried dust against the next cycle before it waits for a hedge', () => {
    const pair = new Timed({ hedge: { lot: '0.01' } });
    pair.at(0, 'primary', '+0.105');
    pair.at(100, 'hedge', '-0.1');
    pair.at(5_000, 'primary', '-0.105');
    pair.at(5_040, 'hedge', '+0.1');
    expect(pair.localUs()).toEqual([100, 40]);
    expect(pair.ledger.netDelta()).toBe(0n);
  });

  it('survives a hedge that did too much', () => {
    const pair = new Timed();
    pair.at(0, 'primary', '+0.1');
    pair.at(10, 'hedge', '-0.12');
    pair.at(20, 'primary', '+0.1');
    pair.at(30, 'hedge', '-0.08');
    expect(pair.localUs()).toEqual([10, 10]);
  });

  it('has no sample for the correction of a hedge that did too much', () => {
    const pair = new Timed();
    pair.at(0, 'primary', '+0.1');
    pair.at(10, 'hedge', '-0.12');
    pair.at(900, 'hedge', '+0.02', { role: 'trim' });
    expect(pair.localUs()).toEqual([10]);
  });

  it('keeps the latest samples and the maximum of all', () => {
    const pair = new Timed();
    pair.at(0, 'primary', '+0.001');
    pair.at(777, 'hedge', '-0.001');
    for (let index = 0; index < latencySamplesMax; index += 1) {
      pair.at(1_000 + index * 10, 'primary', '+0.001');
      pair.at(1_003 + index * 10, 'hedge', '-0.001');
    }
    expect(pair.samples().count).toBe(latencySamplesMax + 1);
    expect(pair.samples().localUsMax).toBe(777);
    expect(new Set(pair.localUs())).toEqual(new Set([3]));
  });
});
