// Decimal text and integers: exact both ways.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floorDivide, formatRounded, formatUnits, parseDecimal, parseUnits, ratioUnits } from './decimal.ts';

describe('decimal text', () => {
  it.each([
    ['0.1', 1n, 1],
    ['61800.20', 618_002n, 1],
    ['-3', -3n, 0],
    ['+0.50', 5n, 1],
    ['00012.000', 12n, 0],
  ])('%s is %s × 10^−%i', (text, digits, decimals) => {
    expect(parseDecimal(text)).toEqual({ digits, decimals });
  });

  it.each(['', ' ', 'abc', '1e-3', '1.2.3', '0x10', 'NaN', 'Infinity', '1,5', '--1'])(
    '%j is no decimal',
    (text) => {
      expect(parseDecimal(text)).toBeUndefined();
    },
  );

  it('comes back unchanged through units of 10^−18, for every number of 18 decimals', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 28n), max: 10n ** 28n }), (units) => {
        expect(parseUnits(formatUnits(units))).toBe(units);
      }),
    );
  });

  it('is refused where it would need rounding', () => {
    expect(parseUnits('0.001', 2)).toBeUndefined();
    expect(parseUnits('0.010', 2)).toBe(1n);
  });

  it('subtracts 0.1 from 0.3 without losing a lot', () => {
    const [left, right] = [parseUnits('0.3'), parseUnits('0.1')];
    expect(formatUnits((left ?? 0n) - (right ?? 0n))).toBe('0.2');
  });
});

describe('rounding for people', () => {
  it.each([
    [1_005n, 2, 3, '1.01'],
    [-1_005n, 2, 3, '-1.01'],
    [4n, 2, 3, '0.00'],
    [-4n, 2, 3, '0.00'],
    [1_500n, 0, 3, '2'],
    [372n, 4, 2, '3.7200'],
  ])('%s with %i places of %i decimals reads %s', (units, places, decimals, text) => {
    expect(formatRounded(units, places, decimals)).toBe(text);
  });
});

describe('division', () => {
  it('floors towards minus infinity', () => {
    expect([floorDivide(7n, 2n), floorDivide(-7n, 2n), floorDivide(-8n, 2n)]).toEqual([3n, -4n, -4n]);
  });

  it('gives ratios in 10^−18, rounded half away from zero, with the right sign', () => {
    expect(formatUnits(ratioUnits(1n, 3n))).toBe('0.333333333333333333');
    expect(formatUnits(ratioUnits(-2n, 3n))).toBe('-0.666666666666666667');
    expect(() => ratioUnits(1n, 0n)).toThrow(RangeError);
  });
});
