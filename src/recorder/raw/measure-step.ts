// Tick and lot from data: the greatest step of which all values are multiples, or the stated one, checked against them.
import { assertPresent } from '../../core/assert.ts';
import { formatDecimal, formatUnits, parseDecimal, type Decimal } from '../../core/decimal.ts';
import { failed, succeeded, type Outcome } from '../failure.ts';
import type { DecimalColumn } from './decimal-column.ts';

export interface StepQuery {
  readonly name: 'tick' | 'lot';
  /** What the column holds. */
  readonly of: 'price' | 'quantity';
  /** Taken instead of the greatest common step, if the values allow it. */
  readonly stated: Decimal | undefined;
  /**
   * Up to one value in so many may be off the step, and is then rounded down: exchanges make lots coarser and keep the
   * odd remnants of older orders in their books. `undefined` allows none.
   */
  readonly remnantsOneIn: number | undefined;
}

export interface MeasuredStep {
  readonly step: Decimal;
  /** A sentence: where the step comes from. */
  readonly note: string;
}

/** Turns the column into whole steps. */
export function measureStep(column: DecimalColumn, query: StepQuery): Outcome<MeasuredStep> {
  const { name, of, stated } = query;
  if (stated !== undefined && !column.refine(stated.decimals)) {
    return failed(
      'option-conflicts-with-data',
      `with a ${name} of ${formatDecimal(stated)} the data cannot be counted exactly`,
      `leave --${name} out, or state a coarser one`,
    );
  }
  const remnantsMax = query.remnantsOneIn === undefined ? 0 : Math.floor(column.count / query.remnantsOneIn);
  const common = column.greatestCommonDivisor(coarsestGrid(column, remnantsMax));
  if (common === 0 && stated === undefined) {
    return failed('no-depth', `every ${of} in the recording is 0`, 'give a recording of a market');
  }
  const step =
    stated === undefined ? common : Number(stated.digits) * 10 ** (column.decimals - stated.decimals);
  const off = column.offStep(step);
  if (off.count > remnantsMax) {
    return failed(
      'option-conflicts-with-data',
      `the ${of} ${formatStep(off.example ?? 0, column)} is no multiple of the stated ${name}`,
      `leave --${name} out (the data has ${formatStep(common, column)}), or state one that divides it`,
    );
  }
  const text = formatStep(step, column);
  const origin =
    stated === undefined
      ? `is the greatest step that ${column.count - off.count} of the data's ${of === 'price' ? 'prices' : 'quantities'} share`
      : 'is stated';
  const remnants = off.count === 0 ? '' : `; ${off.count} odd remnants are rounded down to it`;
  column.toSteps(step);
  return succeeded({
    step: assertPresent(parseDecimal(text), `${text} as a decimal`),
    note: `${name} ${text} ${origin}${remnants}.`,
  });
}

/** The largest power of ten of which all values but `remnantsMax` are multiples. */
function coarsestGrid(column: DecimalColumn, remnantsMax: number): number {
  let grid = 1;
  while (grid < gridMax && column.offStep(grid * 10).count <= remnantsMax) grid *= 10;
  return grid;
}

const gridMax = 10 ** 15;

const formatStep = (count: number, column: DecimalColumn): string =>
  formatUnits(BigInt(count), column.decimals);
