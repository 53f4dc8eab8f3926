// Walks along the short form of a line. It forgives whatever stands where something else belongs: the line that its findings
// encode to is compared with the line that it read, and that comparison forgives nothing.

const zeroCode = 48;
const nineCode = 57;
const minusCode = 45;

export class LineCursor {
  readonly #line: string;
  #position: number;

  constructor(line: string, position: number) {
    this.#line = line;
    this.#position = position;
  }

  isAt(character: string): boolean {
    return this.#line[this.#position] === character;
  }

  isAtEnd(): boolean {
    return this.#position >= this.#line.length;
  }

  /** The next character, and one step on. */
  take(): string {
    const character = this.#line.charAt(this.#position);
    this.#position += 1;
    return character;
  }

  /** The integer that begins here, up to the first character which is no digit; NaN where it is no safe integer. */
  integer(): number {
    const isNegative = this.#line.charCodeAt(this.#position) === minusCode;
    if (isNegative) this.#position += 1;
    let magnitude = 0;
    for (;;) {
      const code = this.#line.charCodeAt(this.#position);
      if (!(code >= zeroCode && code <= nineCode)) break;
      magnitude = magnitude * 10 + (code - zeroCode);
      this.#position += 1;
    }
    if (!Number.isSafeInteger(magnitude)) return NaN;
    return isNegative ? -magnitude : magnitude;
  }

  rest(): string {
    return this.#line.slice(this.#position);
  }
}
