// A growing buffer of printable text, one byte per character. Records are written into it digit by digit: for market data
// that costs half of what building strings costs, and hash, checksum and journal take the bytes as they are.
import { assert } from '../core/assert.ts';

const zeroCode = 48;
const minusCode = 45;
const newlineCode = 10;
const firstPrintableCode = 32;
const lastPrintableCode = 126;

const integerLengthMax = 17;
const smallIntegerMax = 0x7fff_ffff;
const lowPartDigits = 8;
const lowPart = 10 ** lowPartDigits;

/** Cleared and refilled by its owner; the bytes that it lends are valid until the next write. */
export class AsciiBuffer {
  #bytes: Buffer;
  #length = 0;

  constructor(capacity: number = 4096) {
    this.#bytes = Buffer.allocUnsafe(capacity);
  }

  get length(): number {
    return this.#length;
  }

  clear(): void {
    this.#length = 0;
  }

  /** One character by its code. */
  character(code: number): void {
    if (this.#length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#length] = code;
    this.#length += 1;
  }

  newline(): void {
    this.character(newlineCode);
  }

  /** The decimal digits of a safe integer, after a minus where it is negative. Throws for any other number. */
  integer(value: number): void {
    assert(Number.isSafeInteger(value), 'a number in a record is a safe integer');
    if (this.#length + integerLengthMax > this.#bytes.length) this.#grow(integerLengthMax);
    if (value < 0) this.character(minusCode);
    const magnitude = value < 0 ? -value : value;
    if (magnitude <= smallIntegerMax) {
      this.#digits(magnitude, digitsOf(magnitude));
      return;
    }
    // Two parts fit the machine's own integers; the quotient of a safe integer by 10^8 never rounds up to the next one.
    const high = Math.floor(magnitude / lowPart);
    this.#digits(high, digitsOf(high));
    this.#digits(magnitude - high * lowPart, lowPartDigits);
  }

  /** Printable ASCII text. Throws for any other. */
  text(text: string): void {
    assert(this.tryText(text), 'the text of a record is printable ASCII');
  }

  /** Writes text that is printable ASCII; of any other it writes nothing and says `false`. */
  tryText(text: string): boolean {
    if (this.#length + text.length > this.#bytes.length) this.#grow(text.length);
    const bytes = this.#bytes;
    const start = this.#length;
    // Negative as soon as one character lies outside the printable ones: cheaper than a question per character.
    let outside = 0;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      outside |= (code - firstPrintableCode) | (lastPrintableCode - code);
      bytes[start + index] = code;
    }
    if (outside < 0) return false;
    this.#length = start + text.length;
    return true;
  }

  /** What another buffer of this kind held, from `start` on. */
  written(bytes: Uint8Array, start: number): void {
    const count = bytes.length - start;
    if (this.#length + count > this.#bytes.length) this.#grow(count);
    for (let index = 0; index < count; index += 1)
      this.#bytes[this.#length + index] = bytes[start + index] as number;
    this.#length += count;
  }

  /** The bytes from `start` on, lent until the next write. */
  bytes(start: number = 0): Uint8Array {
    return this.#bytes.subarray(start, this.#length);
  }

  toString(start: number = 0): string {
    return this.#bytes.toString('latin1', start, this.#length);
  }

  #digits(value: number, count: number): void {
    const bytes = this.#bytes;
    const start = this.#length;
    let rest = value | 0;
    for (let index = start + count - 1; index >= start; index -= 1) {
      const next = (rest / 10) | 0;
      bytes[index] = zeroCode + rest - next * 10;
      rest = next;
    }
    this.#length = start + count;
  }

  #grow(needed: number): void {
    const bytes = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + needed));
    bytes.set(this.bytes());
    this.#bytes = bytes;
  }
}

function digitsOf(value: number): number {
  let count = 1;
  for (let bound = 10; value >= bound; bound *= 10) count += 1;
  return count;
}
