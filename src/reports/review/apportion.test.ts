// A table that is added up by its reader comes to its own last line.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floorDivide } from '../../core/decimal.ts';
import { apportion } from './apportion.ts';

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);

describe('parts of a rounded total', () => {
  it('add up to it, each less than one unit beside its exact share', () => {
    const amount = fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n });
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 1, maxLength: 9 }),
        fc.bigInt({ min: 1n, max: 10n ** 6n }),
        (parts, divisor) => {
          const total = floorDivide(2n * sum(parts) + divisor, 2n * divisor);
          const shares = apportion(parts, divisor, total);
          expect(sum(shares)).toBe(total);
          parts.forEach((part, index) => {
            const error = (shares[index] ?? 0n) * divisor - part;
            expect(error < divisor && error > -divisor).toBe(true);
          });
        },
      ),
    );
  });

  it('of which one is 0 leave it 0: what loses most by being rounded down is rounded up', () => {
    expect(apportion([0n, 26n, 27n, 47n], 10n, 10n)).toEqual([0n, 2n, 3n, 5n]);
    expect(apportion([-5n, 5n], 10n, 0n)).toEqual([0n, 0n]);
  });
});
