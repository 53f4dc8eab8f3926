// Whole numbers from 0 to 2^53 − 1 in as few bytes as they need: seven bits a byte, lowest first, the eighth says "more".
// Most numbers of a recording are small differences that take one or two bytes. (Blocks of fixed width and group varints
// were tried: larger files, and no faster to read.)
import { assert } from '../../core/assert.ts';

const lengthMax = 8;

export class VarintWriter {
  #bytes = new Uint8Array(1 << 16);
  #length = 0;

  push(value: number): void {
    assert(Number.isSafeInteger(value) && value >= 0, 'a varint is a safe integer of 0 or more');
    if (this.#length + lengthMax > this.#bytes.length) this.#grow();
    let rest = value;
    while (rest >= 128) {
      const low = rest % 128;
      this.#bytes[this.#length] = low + 128;
      this.#length += 1;
      rest = (rest - low) / 128;
    }
    this.#bytes[this.#length] = rest;
    this.#length += 1;
  }

  /** A view of what was pushed so far. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #grow(): void {
    const bytes = new Uint8Array(this.#bytes.length * 2);
    bytes.set(this.#bytes);
    this.#bytes = bytes;
  }
}

export class VarintReader {
  readonly #bytes: Uint8Array;
  /** Beyond the end nothing sensible is read: compare with the length when done. */
  position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  next(): number {
    const first = this.#bytes[this.position] as number;
    if (first < 128) {
      this.position += 1;
      return first;
    }
    const second = this.#bytes[this.position + 1] as number;
    this.position += 2;
    if (second < 128) return first - 128 + second * 128;
    return first - 128 + (second - 128) * 128 + this.#remaining();
  }

  /** The third byte and the following. */
  #remaining(): number {
    let value = 0;
    let scale = 128 * 128;
    for (;;) {
      const byte = this.#bytes[this.position] ?? 0;
      this.position += 1;
      if (byte < 128) return value + byte * scale;
      value += (byte - 128) * scale;
      scale *= 128;
    }
  }
}

/** Interleaves the signs, so that small negative numbers stay small: 0, −1, 1, −2, 2 become 0, 1, 2, 3, 4. */
export const toUnsigned = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

export function fromUnsigned(value: number): number {
  // Nearly all are small, and then bits are faster than division.
  if (value <= 0x7fffffff) return (value >>> 1) ^ -(value & 1);
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
