// Finds values in JSON where they stand in the bytes, without making objects of them: `JSON.parse` alone would take longer
// than everything else that an import does. Positions are indices into the bytes; a negative one means malformed. What
// nobody reads is skipped with a look at its quotes and brackets only.
import { Buffer } from 'node:buffer';

const malformed = -1;
const absent = -1;

/** An object under a key of another object. */
interface InnerObject {
  readonly key: Uint8Array;
  readonly fields: JsonFields;
}

/** Where the values of one object stand, by key. Reused from line to line. */
export class JsonFields {
  #bytes: Uint8Array = new Uint8Array();
  readonly #keyStarts: number[] = [];
  readonly #keyEnds: number[] = [];
  readonly #values: number[] = [];
  #count = 0;

  /**
   * Reads the object that starts at `start`, and returns the position after it. When one of its values is an object that
   * is to be read too, that is done on the way, into `inner`.
   */
  scan(bytes: Uint8Array, start: number, end: number, inner?: InnerObject): number {
    this.#bytes = bytes;
    this.#count = 0;
    if (bytes[start] !== openBrace) return malformed;
    let position = skipSpace(bytes, start + 1, end);
    if (position < end && bytes[position] === closeBrace) return position + 1;
    for (;;) {
      const keyEnd = skipString(bytes, position, end);
      if (keyEnd < 0) return malformed;
      this.#keyStarts[this.#count] = position + 1;
      this.#keyEnds[this.#count] = keyEnd - 1;
      position = skipSpace(bytes, keyEnd, end);
      if (bytes[position] !== colon) return malformed;
      position = skipSpace(bytes, position + 1, end);
      this.#values[this.#count] = position;
      this.#count += 1;
      const isInner = inner !== undefined && this.#isKey(this.#count - 1, inner.key);
      const after = isInner ? inner.fields.scan(bytes, position, end) : skipValue(bytes, position, end);
      position = skipSpace(bytes, after, end);
      if (position < 0 || position >= end) return malformed;
      if (bytes[position] === closeBrace) return position + 1;
      if (bytes[position] !== comma) return malformed;
      position = skipSpace(bytes, position + 1, end);
    }
  }

  /** Position of the key's value; negative when there is none. Of equal keys the last counts, as everywhere in JSON. */
  find(key: Uint8Array): number {
    for (let index = this.#count - 1; index >= 0; index -= 1) {
      if (this.#isKey(index, key)) return this.#values[index] as number;
    }
    return absent;
  }

  #isKey(index: number, key: Uint8Array): boolean {
    const start = this.#keyStarts[index] as number;
    return (this.#keyEnds[index] as number) - start === key.length && isEqual(this.#bytes, start, key);
  }
}

/** The position after the value at `start`. Of objects and arrays only the brackets are matched. */
function skipValue(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start];
  if (first === quote) return skipString(bytes, start, end);
  if (first === openBrace || first === openBracket) return skipContainer(bytes, start, end);
  let position = start;
  while (position < end && isPlain(bytes[position] as number)) position += 1;
  return position === start ? malformed : position;
}

function skipContainer(bytes: Uint8Array, start: number, end: number): number {
  let depth = 0;
  for (let position = start; position < end; position += 1) {
    const byte = bytes[position] as number;
    if (byte === quote) {
      position = skipString(bytes, position, end) - 1;
      if (position < start) return malformed;
    } else if (byte === openBrace || byte === openBracket) {
      depth += 1;
    } else if (byte === closeBrace || byte === closeBracket) {
      depth -= 1;
      if (depth === 0) return position + 1;
    }
  }
  return malformed;
}

/** The position after the closing quote of the string that starts at `start`. */
function skipString(bytes: Uint8Array, start: number, end: number): number {
  if (start < 0 || bytes[start] !== quote) return malformed;
  for (let position = start + 1; position < end; position += 1) {
    const byte = bytes[position];
    if (byte === quote) return position + 1;
    if (byte === backslash) position += 1;
  }
  return malformed;
}

export function skipSpace(bytes: Uint8Array, start: number, end: number): number {
  let position = start;
  while (position < end && (bytes[position] as number) <= space) position += 1;
  return position;
}

/** A whole number of 0 or more that is exact; negative for anything else. */
export function readWhole(bytes: Uint8Array, start: number): number {
  let value = 0;
  let position = start;
  for (; isDigit(bytes[position]); position += 1) value = value * 10 + ((bytes[position] as number) - zero);
  const isWhole = position > start && !isPlain(bytes[position] as number) && value <= Number.MAX_SAFE_INTEGER;
  return isWhole ? value : malformed;
}

/** Reads strings that come again and again, such as a symbol, without making a new one each time. */
export class TextReader {
  readonly #known: { readonly bytes: Uint8Array; readonly text: string }[] = [];

  /** The string at `start`; `undefined` when something else, or a string with escapes, stands there. */
  read(bytes: Buffer, start: number, end: number): string | undefined {
    const after = start < 0 ? malformed : skipString(bytes, start, end);
    if (after < 0) return undefined;
    for (const { bytes: known, text } of this.#known) {
      if (known.length === after - start && isEqual(bytes, start, known)) return text;
    }
    const text = bytes.toString('utf8', start + 1, after - 1);
    if (text.includes('\\')) return undefined;
    if (this.#known.length < knownTextsMax) {
      this.#known.push({ bytes: Uint8Array.prototype.slice.call(bytes, start, after), text });
    }
    return text;
  }
}

const knownTextsMax = 16;

function isEqual(bytes: Uint8Array, start: number, expected: Uint8Array): boolean {
  for (let offset = expected.length - 1; offset >= 0; offset -= 1) {
    if (bytes[start + offset] !== expected[offset]) return false;
  }
  return true;
}

/** `undefined` when neither true nor false stands at `start`. */
export function readBoolean(bytes: Uint8Array, start: number): boolean | undefined {
  if (start >= 0 && isEqual(bytes, start, trueBytes)) return true;
  return start >= 0 && isEqual(bytes, start, falseBytes) ? false : undefined;
}

const trueBytes = Buffer.from('true');
const falseBytes = Buffer.from('false');

/** Part of a number or of true, false and null. */
function isPlain(byte: number): boolean {
  return (
    isDigit(byte) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    byte === 0x2b ||
    byte === 0x2d ||
    byte === 0x2e ||
    byte === 0x45
  );
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= zero && byte <= 0x39;

const space = 0x20;
const quote = 0x22;
const comma = 0x2c;
const zero = 0x30;
const colon = 0x3a;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
