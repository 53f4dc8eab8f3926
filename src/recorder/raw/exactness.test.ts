// Decimals become whole numbers without a trace of rounding, and contracts become base quantity by exact division.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatUnits, parseDecimal, type Decimal } from '../../core/decimal.ts';
import { chooseBaseLot, contractsToLots } from './contract-quantity.ts';
import { DecimalColumn, magnitudeMax, notADecimal, outOfRange } from './decimal-column.ts';

const push = (column: DecimalColumn, text: string): number => column.push(Buffer.from(`"${text}"`), 0);

function columnOf(texts: readonly string[]): DecimalColumn {
  const column = new DecimalColumn();
  for (const text of texts) expect(push(column, text)).toBe(text.length + 2);
  return column;
}

describe('a column of decimals', () => {
  /** Up to six digits on each side of the point, with trailing zeros as exchanges send them. */
  const decimalText = fc
    .tuple(fc.nat(999_999), fc.nat(999_999), fc.nat(6), fc.nat(2))
    .map(([whole, fraction, decimals, zeros]) => {
      const digits = String(fraction).padStart(6, '0').slice(0, decimals);
      return digits === '' && zeros === 0
        ? String(whole)
        : `${whole}.${digits}${'0'.repeat(Math.max(zeros, 1))}`;
    });

  test('holds what the text says, whatever scales follow each other', () => {
    fc.assert(
      fc.property(fc.array(decimalText, { minLength: 1 }), (texts) => {
        const column = columnOf(texts);
        texts.forEach((text, row) => {
          const { digits, decimals } = parseDecimal(text)!;
          expect(formatUnits(BigInt(column.at(row)), column.decimals)).toBe(formatUnits(digits, decimals));
        });
      }),
    );
  });

  test('is divided by its greatest common step, and no greater one divides it', () => {
    fc.assert(
      fc.property(fc.array(decimalText, { minLength: 1 }), (texts) => {
        const column = columnOf(texts);
        const before = texts.map((_, row) => column.at(row));
        const step = column.greatestCommonDivisor();
        fc.pre(step > 0);
        column.toSteps(step);
        expect(texts.map((_, row) => column.at(row) * step)).toEqual(before);
        expect(column.greatestCommonDivisor()).toBe(1);
      }),
    );
  });

  test.each(['', '.5', '5.', '1.2.3', '-1', '+1', '1e3', ' 1', '1 ', '1,000', '∞', '0x10'])(
    'refuses %j as no decimal',
    (text) => expect(push(new DecimalColumn(), text)).toBe(notADecimal),
  );

  test('refuses what it could not hold exactly, alone or beside the others', () => {
    expect(push(new DecimalColumn(), String(magnitudeMax))).toBeGreaterThan(0);
    expect(push(new DecimalColumn(), String(magnitudeMax + 1))).toBe(outOfRange);
    expect(push(columnOf(['1000000000']), '0.0000001')).toBe(outOfRange);
    expect(push(columnOf(['0.0000001']), '1000000000')).toBe(outOfRange);
    expect(push(columnOf(['1000', '0.0001']), '0.0000000000001')).toBe(outOfRange);
    expect(push(columnOf(['0']), `0.${'0'.repeat(30)}1`)).toBe(outOfRange);
  });
});

describe('contracts', () => {
  const decimal = (text: string): Decimal => parseDecimal(text)!;

  test.each([
    // One contract is 100 ÷ 61 800 = 0.001618… BTC.
    ['100', '61800', '0.001'],
    ['100', '100000', '0.001'],
    ['100', '100000.1', '0.0001'],
    ['10', '2600.55', '0.001'],
    ['10', '0.1', '100'],
    ['10', '10', '1'],
    ['10', '10.01', '0.1'],
    ['1', '5000000000', '0.000000001'],
  ])('of %s at %s come in lots of %s', (value, price, lot) => {
    expect(chooseBaseLot(decimal(value), decimal(price))).toEqual(decimal(lot));
  });

  test('are contracts × value ÷ price ÷ lot, rounded down', () => {
    const scale = { value: decimal('100'), tick: decimal('0.1'), lot: decimal('0.001') };
    fc.assert(
      fc.property(fc.nat(2 ** 40), fc.integer({ min: 1_000, max: 2 ** 31 }), (contracts, ticks) => {
        const quantities = columnOf([String(contracts)]);
        expect(contractsToLots(quantities, columnOf([String(ticks)]), scale)).toBe(true);
        const inLots = BigInt(quantities.at(0));
        // lots × (ticks × 0.1) × 0.001 ≤ contracts × 100 < (lots + 1) × …
        const worth = BigInt(contracts) * 1_000_000n;
        expect(inLots * BigInt(ticks) <= worth && worth < (inLots + 1n) * BigInt(ticks)).toBe(true);
      }),
    );
  });

  test('of more lots than can be counted exactly are refused', () => {
    const scale = { value: decimal('100'), tick: decimal('0.000001'), lot: decimal('0.000000001') };
    expect(contractsToLots(columnOf(['1000000000']), columnOf(['1']), scale)).toBe(false);
  });
});
