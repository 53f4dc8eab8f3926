// The buffer writes numbers digit by digit; it is compared with the language's own way of writing them.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AsciiBuffer } from './ascii-buffer.ts';

describe('a buffer of ASCII text', () => {
  function written(value: number): string {
    const buffer = new AsciiBuffer(1);
    buffer.integer(value);
    return buffer.toString();
  }

  it.each([
    0,
    1,
    9,
    10,
    99_999_999,
    100_000_000,
    2 ** 31 - 1,
    2 ** 31,
    2 ** 31 + 1,
    10 ** 15,
    Number.MAX_SAFE_INTEGER,
  ])('writes %d and its negative as the language does', (value) => {
    expect(written(value)).toBe(String(value));
    expect(written(0 - value)).toBe(String(0 - value));
  });

  it('writes every safe integer as the language does', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        expect(written(value)).toBe(String(value));
      }),
    );
  });

  it('writes every multiple of its halves and the numbers beside it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 22, max: 90_071_992 }),
        fc.integer({ min: -2, max: 2 }),
        (high, beside) => {
          const value = high * 10 ** 8 + beside;
          expect(written(value)).toBe(String(value));
        },
      ),
    );
  });

  it('grows as it is written', () => {
    const buffer = new AsciiBuffer(1);
    for (let count = 0; count < 1000; count += 1) {
      buffer.text('ab');
      buffer.integer(count);
      buffer.newline();
    }
    expect(buffer.toString()).toBe(Array.from({ length: 1000 }, (_, count) => `ab${count}\n`).join(''));
    expect(buffer.bytes()).toHaveLength(buffer.length);
  });

  it('refuses text that is not printable ASCII, and stays as it was', () => {
    const buffer = new AsciiBuffer();
    buffer.text('before');
    for (const text of ['é', '\n', '\u007f', '€', 'a\u0000']) expect(buffer.tryText(text)).toBe(false);
    expect(() => buffer.text('é')).toThrow('printable ASCII');
    expect(buffer.toString()).toBe('before');
  });

  it('begins anew when it is cleared', () => {
    const buffer = new AsciiBuffer();
    buffer.text('before');
    buffer.clear();
    buffer.text('after');
    expect(buffer.toString()).toBe('after');
  });
});
