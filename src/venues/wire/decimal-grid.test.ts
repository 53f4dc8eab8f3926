// Venue decimals and whole steps: exact both ways, and nothing that lies between two steps passes.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDecimal, parseDecimal, type Decimal } from '../../core/decimal.ts';
import { DecimalGrid } from './decimal-grid.ts';

const grid = (step: string): DecimalGrid => new DecimalGrid(parseDecimal(step) as Decimal);

describe('a decimal grid', () => {
  it.each([
    ['0.01', '3000.12', 300_012],
    ['0.01', '3000.1200', 300_012],
    ['0.01', '3000', 300_000],
    ['0.1', '.5', 5],
    ['5', '20', 4],
    ['0.5', '-1.5', -3],
    ['0.001', '-0', 0],
  ])('at a step of %s reads %s as %i steps', (step, text, steps) => {
    expect(grid(step).parse(text)).toBe(steps);
  });

  it.each([
    ['0.01', '3000.125'],
    ['0.5', '1.2'],
    ['5', '21'],
    ['0.01', ''],
    ['0.01', '-'],
    ['0.01', '.'],
    ['0.01', '1.2.3'],
    ['0.01', '1e3'],
    ['0.01', ' 1'],
    ['0.01', '+1'],
    ['0.01', 'NaN'],
    ['0.00000001', '99999999999.5'],
  ])('at a step of %s does not read "%s"', (step, text) => {
    expect(grid(step).parse(text)).toBeUndefined();
  });

  it('gives back what it has written, and writes the exact product of steps and step', () => {
    const steps = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
    const step = fc.constantFrom('1', '5', '10', '0.5', '0.1', '0.25', '0.01', '0.001', '0.00001');
    fc.assert(
      fc.property(steps, step, (count, size) => {
        const text = grid(size).format(count);
        const { digits, decimals } = parseDecimal(size) as Decimal;
        expect(text).toBe(formatDecimal({ digits: digits * BigInt(count), decimals }));
        expect(grid(size).parse(text)).toBe(count);
      }),
    );
  });
});
