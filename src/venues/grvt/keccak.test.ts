// The hash against another library's, on messages of every length around its blocks.
import * as fc from 'fast-check';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { expect, test } from 'vitest';
import { keccak256 } from './keccak.ts';

test('keccak-256: equals another library’s, whatever was hashed before', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 700 }), (message) => {
      expect(keccak256(message)).toEqual(keccak_256(message));
    }),
    { numRuns: 500 },
  );
});

test.each([0, 1, 66, 135, 136, 137, 271, 272, 273, 1_024])('keccak-256 of %i bytes', (length) => {
  const message = Uint8Array.from({ length }, (_zero, index) => index % 251);
  expect(keccak256(message)).toEqual(keccak_256(message));
});

test('keccak-256: what was returned is not touched by the next one', () => {
  const first = keccak256(new Uint8Array(1));
  const copy = Uint8Array.from(first);
  keccak256(new Uint8Array(2));
  expect(first).toEqual(copy);
});
