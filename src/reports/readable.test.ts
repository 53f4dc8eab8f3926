import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counted, duration, isZero, latency, negated, percent, rounded, signed } from './readable.ts';

describe('figures for people', () => {
  it.each([
    ['1234567.891', 2, '1,234,567.89'],
    ['-1234.5', 2, '-1,234.50'],
    ['999.999', 2, '1,000.00'],
    ['0.00005', 4, '0.0001'],
    ['-0.00004', 4, '0.0000'],
    ['3.72', 4, '3.7200'],
    ['123456', 0, '123,456'],
    [null, 2, 'n/a'],
  ])('%s to %i places is %s', (text, places, shown) => {
    expect(rounded(text, places)).toBe(shown);
  });

  it.each([
    ['1.37', '+1.37'],
    ['-0.87', '-0.87'],
    ['0.1', '+0.10'],
    ['0.001', '0.00'],
    ['1000', '+1,000.00'],
    [null, 'n/a'],
  ])('%s with its sign is %s', (text, shown) => {
    expect(signed(text, 2)).toBe(shown);
  });

  it('carry a plus only when something above 0 is left to see (property)', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2_000_000, max: 2_000_000 }), (thousandths) => {
        const shown = signed(`${thousandths < 0 ? '-' : ''}${Math.abs(thousandths)}`, 2);
        const value = Number(shown.replaceAll(',', ''));
        expect(value).toBe(thousandths);
        expect(shown.startsWith('+')).toBe(value > 0);
      }),
    );
  });

  it.each([
    ['0.8696', '87.0 %'],
    ['0', '0.0 %'],
    [null, 'n/a'],
  ])('a share of %s is %s', (share, shown) => {
    expect(percent(share)).toBe(shown);
  });

  it.each([
    ['0.200', '0 s'],
    ['59.600', '1 min 0 s'],
    ['754.000', '12 min 34 s'],
    ['3605', '1 h 0 min 5 s'],
    ['90061', '25 h 1 min 1 s'],
  ])('%s seconds are %s', (seconds, shown) => {
    expect(duration(seconds)).toBe(shown);
  });

  it.each([
    [850, '850 µs'],
    [-12, '-12 µs'],
    [12_340, '12.3 ms'],
    [2_500_000, '2.50 s'],
  ])('%i µs are %s', (us, shown) => {
    expect(latency(us)).toBe(shown);
  });

  it('turn a cost into a result, and leave 0 without a sign', () => {
    expect(['1.5', '-1.5', '0'].map(negated)).toEqual(['-1.5', '1.5', '0']);
    expect(['0', '-0.000', '0.001'].map(isZero)).toEqual([true, true, false]);
  });

  it('count in words', () => {
    expect([0, 1, 2].map((count) => counted(count, 'cycle'))).toEqual(['0 cycles', '1 cycle', '2 cycles']);
  });

  it('are never made of what is no number', () => {
    expect(() => rounded('1e5', 2)).toThrow(/no decimal number/);
  });
});
