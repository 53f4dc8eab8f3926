// Walks along the bytes of a record and takes only what the record would have written: an integer has one spelling, and a character is
// there or it is not. So whatever is read to its end would be written as the very same bytes again.

const zeroCode = 48;
const nineCode = 57;
const minusCode = 45;
const newlineCode = 10;
const firstPrintableCode = 32;
const lastPrintableCode = 126;

export class ByteCursor {
  position: number;
  readonly #bytes: Uint8Array;
  readonly #end: number;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#bytes = bytes;
    this.position = start;
    this.#end = end;
  }

  get isAtEnd(): boolean {
    return this.position >= this.#end;
  }

  isAt(code: number): boolean {
    return this.position < this.#end && this.#bytes[this.position] === code;
  }

  /** One step on, where that character stands; `false` and no step where another does. */
  skip(code: number): boolean {
    if (!this.isAt(code)) return false;
    this.position += 1;
    return true;
  }

  /** The integer that stands here, up to the first character which is no digit; NaN for one that is not safe, or spelled otherwise. */
  integer(): number {
    const isNegative = this.skip(minusCode);
    const start = this.position;
    let position = start;
    let magnitude = 0;
    for (; position < this.#end; position += 1) {
      const code = this.#bytes[position] as number;
      if (code < zeroCode || code > nineCode) break;
      magnitude = magnitude * 10 + (code - zeroCode);
    }
    this.position = position;
    const digits = position - start;
    const beginsWithZero = this.#bytes[start] === zeroCode && (digits > 1 || isNegative);
    if (digits === 0 || beginsWithZero || !Number.isSafeInteger(magnitude)) return NaN;
    return isNegative ? -magnitude : magnitude;
  }

  /** From here to the end of the line, which is not taken; `undefined` where that is not printable ASCII. */
  restOfLine(): Uint8Array | undefined {
    const start = this.position;
    let position = start;
    for (; position < this.#end; position += 1) {
      const code = this.#bytes[position] as number;
      if (code === newlineCode) break;
      if (code < firstPrintableCode || code > lastPrintableCode) return undefined;
    }
    this.position = position;
    return this.#bytes.subarray(start, position);
  }
}
