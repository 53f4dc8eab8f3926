// A column of decimals, exact: whole numbers at one common scale, which becomes finer when a finer value comes. Tick and
// lot are read off it as greatest common divisors once all values are in.
import { assert } from '../../core/assert.ts';
import { NumberColumn } from '../number-column.ts';

/** The largest value: leaves the bits below 2^53 that signs and sides need. */
export const magnitudeMax = 2 ** 50;
/** What `push` returns instead of a position. */
export const notADecimal = -1;
export const outOfRange = -2;

const quote = 0x22;
const point = 0x2e;
const zero = 0x30;
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= zero && byte <= 0x39;

export class DecimalColumn {
  /** Values are whole multiples of 10^−`decimals`. */
  decimals = 0;
  readonly #column = new NumberColumn();
  #largest = 0;

  get count(): number {
    return this.#column.count;
  }

  at(row: number): number {
    return this.#column.at(row);
  }

  set(row: number, value: number): void {
    this.#column.values[row] = value;
  }

  last(): number {
    return this.at(this.count - 1);
  }

  /**
   * Appends the decimal in the JSON string that starts at `start`: plain notation without a sign. Returns the position after
   * the string, or `notADecimal` or `outOfRange`.
   */
  push(bytes: Uint8Array, start: number): number {
    if (bytes[start] !== quote) return notADecimal;
    let digits = 0;
    let decimals = 0;
    let pendingZeros = 0;
    let position = start + 1;
    for (; isDigit(bytes[position]); position += 1) digits = digits * 10 + (bytes[position] as number) - zero;
    if (position === start + 1) return notADecimal;
    if (bytes[position] === point) {
      const pointAt = position;
      for (position += 1; isDigit(bytes[position]); position += 1) {
        if (bytes[position] === zero) {
          pendingZeros += 1;
          continue;
        }
        digits = digits * 10 ** (pendingZeros + 1) + (bytes[position] as number) - zero;
        decimals += pendingZeros + 1;
        pendingZeros = 0;
      }
      if (position === pointAt + 1) return notADecimal;
    }
    if (bytes[position] !== quote) return notADecimal;
    if (digits > magnitudeMax || (decimals > this.decimals && !this.refine(decimals))) return outOfRange;
    const value = decimals === this.decimals ? digits : digits * 10 ** (this.decimals - decimals);
    if (value > magnitudeMax) return outOfRange;
    if (value > this.#largest) this.#largest = value;
    this.#column.push(value);
    return position + 1;
  }

  /** Makes the scale at least as fine as 10^−`decimals`; false when the column's values would not stay exact. */
  refine(decimals: number): boolean {
    if (decimals <= this.decimals) return true;
    const factor = 10 ** (decimals - this.decimals);
    if (this.#largest * factor > magnitudeMax || factor > magnitudeMax) return false;
    for (let row = 0; row < this.count; row += 1) this.set(row, this.at(row) * factor);
    this.#largest *= factor;
    this.decimals = decimals;
    return true;
  }

  /** The greatest step that divides every value that is a multiple of `grid`; 0 when those are all 0. */
  greatestCommonDivisor(grid: number = 1): number {
    let divisor = 0;
    for (let row = 0; row < this.count && divisor !== grid; row += 1) {
      const value = this.at(row);
      if (value % grid !== 0) continue;
      if (divisor === 0 || value % divisor !== 0) divisor = greatestCommonDivisor(divisor, value);
    }
    return divisor;
  }

  /** How many values are no multiples of `step`, and the first of them. */
  offStep(step: number): { readonly count: number; readonly example: number | undefined } {
    let count = 0;
    let example: number | undefined;
    for (let row = 0; row < this.count; row += 1) {
      if (this.at(row) % step === 0) continue;
      count += 1;
      example ??= this.at(row);
    }
    return { count, example };
  }

  /** Turns every value into whole steps, rounded down. */
  toSteps(step: number): void {
    assert(step > 0, 'a column is divided by a positive step');
    for (let row = 0; row < this.count; row += 1) {
      const value = this.at(row);
      this.set(row, (value - (value % step)) / step);
    }
  }
}

function greatestCommonDivisor(left: number, right: number): number {
  let [larger, smaller] = [left, right];
  while (smaller !== 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
