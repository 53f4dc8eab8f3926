// Field elements at addresses of the kernel's memory, between big integers and their Montgomery form.
import { assert } from '../../../core/assert.ts';
import {
  createFieldKernel,
  elementBytes,
  freeMemory,
  limbBits,
  limbCount,
  type FieldKernel,
} from './field-kernel.ts';

export const prime = 2n ** 251n + 17n * 2n ** 192n + 1n;
const halfPrime = prime >> 1n;
const radix = 2n ** BigInt(limbBits * limbCount);
const wideLimb = BigInt(limbBits);

export class Field {
  readonly #kernel: FieldKernel;
  readonly #limbs: Int32Array;
  #free = freeMemory;
  /** What a multiplication by it brings into Montgomery form, and back. */
  readonly #radixSquared: number;
  readonly #one: number;
  readonly #inverted: number;
  readonly #powers: readonly [number, number, number];

  constructor(memoryBytes: number) {
    this.#kernel = createFieldKernel(memoryBytes + 8 * elementBytes);
    this.#limbs = new Int32Array(this.#kernel.memory);
    this.#radixSquared = this.allocate(1);
    this.#one = this.allocate(1);
    this.#inverted = this.allocate(1);
    this.#powers = [this.allocate(1), this.allocate(1), this.allocate(1)];
    this.#putLimbs(this.#radixSquared, (radix * radix) % prime);
    this.#putLimbs(this.#one, 1n);
  }

  /** The address of so many elements behind one another. */
  allocate(elements: number): number {
    const address = this.#free;
    this.#free += elements * elementBytes;
    assert(this.#free <= this.#kernel.memory.byteLength, 'the memory of the field suffices');
    return address;
  }

  /** `value` ≥ 0 and below the prime. */
  put(address: number, value: bigint): void {
    this.#putLimbs(address, value);
    this.multiply(address, address, this.#radixSquared);
  }

  /** 0 … p − 1. Leaves the element as it was. */
  value(address: number): bigint {
    const plain = this.#powers[0];
    this.multiply(plain, address, this.#one);
    let value = 0n;
    for (let limb = limbCount - 1; limb >= 0; limb -= 1)
      value = (value << wideLimb) + BigInt(this.#limbs[plain / 4 + limb] as number);
    return ((value % prime) + prime) % prime;
  }

  /** A copy of so many elements, in the kernel's own form. */
  take(address: number, elements: number): Int32Array {
    return this.#limbs.slice(address / 4, (address + elements * elementBytes) / 4);
  }

  give(address: number, limbs: Int32Array): void {
    this.#limbs.set(limbs, address / 4);
  }

  copy(to: number, from: number, elements: number): void {
    this.#limbs.copyWithin(to / 4, from / 4, (from + elements * elementBytes) / 4);
  }

  multiply(result: number, left: number, right: number): void {
    this.#kernel.multiply(result, left, right);
  }

  addPoint(point: number): void {
    this.#kernel.addPoint(point);
  }

  /** `result` = the inverse of the element, by Fermat: the power p − 2 = 2^251 + 2^196 + (2^192 − 1). Of zero it is zero. */
  invert(result: number, element: number): void {
    const [base, ones, power] = this.#powers;
    this.copy(base, element, 1);
    this.copy(ones, element, 1);
    // `ones` is the power 2^length − 1, doubled in length up to 3·2^6 = 192.
    this.#appendOnes(ones, power, 1);
    this.copy(power, ones, 1);
    this.#square(power, 1);
    this.multiply(ones, power, base);
    for (let length = 3; length < 192; length *= 2) this.#appendOnes(ones, power, length);
    this.multiply(power, ones, base);
    this.#square(power, 4);
    this.multiply(ones, ones, power);
    this.#square(power, 55);
    this.multiply(result, ones, power);
  }

  /** Of any number that the prime does not divide. */
  inverse(value: bigint): bigint {
    this.put(this.#inverted, value % prime);
    this.invert(this.#inverted, this.#inverted);
    return this.value(this.#inverted);
  }

  /** From the power 2^length − 1 to the power 2^(2·length) − 1. */
  #appendOnes(ones: number, power: number, length: number): void {
    this.copy(power, ones, 1);
    this.#square(power, length);
    this.multiply(ones, ones, power);
  }

  #square(address: number, times: number): void {
    for (let time = 0; time < times; time += 1) this.multiply(address, address, address);
  }

  #putLimbs(address: number, value: bigint): void {
    let rest = value > halfPrime ? value - prime : value;
    for (let limb = 0; limb < limbCount; limb += 1) {
      const low = BigInt.asIntN(limbBits, rest);
      this.#limbs[address / 4 + limb] = Number(low);
      rest = (rest - low) >> wideLimb;
    }
  }
}
