// Sums of multiples of fixed points of the Stark curve: what Pedersen hashes and signatures are made of. Every multiple of every byte
// stands in a table, so that a scalar costs one addition a byte and no doubling.
import { assert } from '../../../core/assert.ts';
import { accumulator, elementBytes } from './field-kernel.ts';
import { Field, prime } from './field.ts';

export interface AffinePoint {
  readonly x: bigint;
  readonly y: bigint;
}

/** A sum that others begin with, in the kernel's own form. */
export interface PartialSum {
  readonly limbs: Int32Array;
}

/** A table of multiples, made once. */
export interface PointTable {
  readonly address: number;
}

const windows = 32;
const multiples = 256;
const pointBytes = 2 * elementBytes;
const tableElements = windows * multiples * 2;
/** What making a table needs beside the table: z of each multiple of a window, and products of them. */
const scratchElements = 2 * multiples + 8;

export class StarkCurve {
  readonly #field: Field;
  readonly #scratch: number;
  readonly #scalar = new Uint8Array(windows);
  readonly #scalarWords = new DataView(this.#scalar.buffer);

  /** Memory for so many tables. */
  constructor(tables: number) {
    this.#field = new Field((tables * tableElements + scratchElements) * elementBytes);
    this.#scratch = this.#field.allocate(scratchElements);
  }

  /** For scalars of 252 bits: the multiples of `low`, and where Pedersen has another point for the last four bits, of `high`. */
  table(low: AffinePoint, high?: AffinePoint): PointTable {
    const address = this.#field.allocate(tableElements);
    let base = low;
    for (let window = 0; window < windows; window += 1) {
      if (window === windows - 1 && high !== undefined) base = high;
      const at = address + window * multiples * pointBytes;
      this.#fillWindow(at, base, this.#double(base));
      base = this.#double(this.#point(at + (multiples / 2) * pointBytes));
    }
    return { address };
  }

  sum({ x, y }: AffinePoint): PartialSum {
    this.#field.put(accumulator.x, x);
    this.#field.put(accumulator.y, y);
    this.#field.put(accumulator.z, 1n);
    return this.present();
  }

  present(): PartialSum {
    return { limbs: this.#field.take(accumulator.x, 3) };
  }

  begin({ limbs }: PartialSum): void {
    this.#field.give(accumulator.x, limbs);
  }

  /** The sum is the scalar's multiple; `scalar` is positive and below 2^252. */
  beginWith(table: PointTable, scalar: bigint): void {
    this.#split(scalar);
    let window = 0;
    while (this.#scalar[window] === 0) window += 1;
    assert(window < windows, 'a scalar is not zero');
    this.#beginAt(this.#entry(table, window));
    this.#addWindows(table, window + 1);
  }

  /** Adds the scalar's multiple to the sum; 0 ≤ `scalar` < 2^252. */
  add(table: PointTable, scalar: bigint): void {
    this.#split(scalar);
    this.#addWindows(table, 0);
  }

  /** x of the sum. */
  x(): bigint {
    const field = this.#field;
    const inverse = this.#scratch;
    field.invert(inverse, accumulator.z);
    field.multiply(inverse, inverse, inverse);
    field.multiply(inverse, inverse, accumulator.x);
    return field.value(inverse);
  }

  /** The sum is the point that stands there. */
  #beginAt(address: number): void {
    this.#field.copy(accumulator.x, address, 2);
    this.#field.put(accumulator.z, 1n);
  }

  #addWindows(table: PointTable, from: number): void {
    for (let window = from; window < windows; window += 1)
      if (this.#scalar[window] !== 0) this.#field.addPoint(this.#entry(table, window));
  }

  #entry(table: PointTable, window: number): number {
    return table.address + (window * multiples + (this.#scalar[window] as number)) * pointBytes;
  }

  #split(scalar: bigint): void {
    let rest = scalar;
    for (let offset = 0; offset < windows; offset += 8) {
      this.#scalarWords.setBigUint64(offset, BigInt.asUintN(64, rest), true);
      rest >>= 64n;
    }
  }

  /** On the curve y² = x³ + x + b. */
  #double({ x, y }: AffinePoint): AffinePoint {
    const slope = ((3n * x * x + 1n) * this.#field.inverse(2n * y)) % prime;
    const doubled = modulo(slope * slope - 2n * x);
    return { x: doubled, y: modulo(slope * (x - doubled) - y) };
  }

  #point(address: number): AffinePoint {
    return { x: this.#field.value(address), y: this.#field.value(address + elementBytes) };
  }

  #putPoint(address: number, { x, y }: AffinePoint): void {
    this.#field.put(address, x);
    this.#field.put(address + elementBytes, y);
  }

  /** All multiples of one window, by adding its base again and again; their z are inverted together. */
  #fillWindow(address: number, base: AffinePoint, twice: AffinePoint): void {
    const field = this.#field;
    const entry = (multiple: number): number => address + multiple * pointBytes;
    const z = (multiple: number): number => this.#scratch + multiple * elementBytes;
    const product = (multiple: number): number => z(multiples + multiple);
    this.#putPoint(entry(1), base);
    this.#putPoint(entry(2), twice);
    this.#beginAt(entry(2));
    field.copy(product(2), accumulator.z, 1);
    for (let multiple = 3; multiple < multiples; multiple += 1) {
      field.addPoint(entry(1));
      field.copy(entry(multiple), accumulator.x, 2);
      field.copy(z(multiple), accumulator.z, 1);
      field.multiply(product(multiple), product(multiple - 1), accumulator.z);
    }
    const inverse = product(multiples);
    const single = product(multiples + 1);
    field.invert(inverse, product(multiples - 1));
    for (let multiple = multiples - 1; multiple > 2; multiple -= 1) {
      field.multiply(single, inverse, product(multiple - 1));
      field.multiply(inverse, inverse, z(multiple));
      field.multiply(z(multiple), single, single);
      field.multiply(entry(multiple), entry(multiple), z(multiple));
      field.multiply(z(multiple), z(multiple), single);
      field.multiply(entry(multiple) + elementBytes, entry(multiple) + elementBytes, z(multiple));
    }
  }
}

const modulo = (value: bigint): bigint => ((value % prime) + prime) % prime;
