// Hashes and signatures against another implementation of both, which computes them in another way.
import { getStarkKey, Point, pedersen, sign } from '@scure/starknet';
import { describe, expect, test } from 'vitest';
import { createSeededRandom } from '../../simulated/seeded-random.ts';
import { prime } from './field.ts';
import { StarkSigner } from './stark-signer.ts';

const stark = new StarkSigner();
const random = createSeededRandom(7);
const hex = (value: bigint): string => value.toString(16);

function randomBelow(bound: bigint): bigint {
  let value = 0n;
  for (let word = 0; word < 9; word += 1) value = (value << 31n) + BigInt(random.below(2 ** 31 - 1));
  return value % bound;
}

/** What meets the ends of limbs, windows and the field, and what does not. */
const corners = [
  0n,
  1n,
  255n,
  256n,
  2n ** 29n,
  2n ** 248n - 1n,
  2n ** 248n,
  2n ** 251n,
  prime - 2n,
  prime - 1n,
];
const some = Array.from({ length: 12 }, () => randomBelow(prime));

describe('Pedersen hashes', { timeout: 30_000 }, () => {
  test('are those of the other implementation, at the corners and elsewhere', () => {
    const pairs = corners.map((corner, index) => [corner, corners[9 - index] as bigint] as const);
    const others = some.map((value, index) => [value, some[11 - index] as bigint] as const);
    for (const [first, second] of [...pairs, ...others])
      expect(stark.pedersen(first, second)).toBe(BigInt(pedersen(first, second)));
  });

  test('with a first argument that was taken in before are the same', () => {
    for (const first of corners) {
      const begun = stark.begin(first);
      for (const second of some)
        expect(stark.pedersenFrom(begun, second)).toBe(stark.pedersen(first, second));
    }
  });
});

describe('signatures', { timeout: 30_000 }, () => {
  test('are those of the other implementation, for hashes short and long', () => {
    const hashes = [
      1n,
      2n ** 60n,
      2n ** 251n - 1n,
      ...Array.from({ length: 40 }, () => randomBelow(2n ** 251n)),
    ];
    for (const hash of hashes) {
      const key = 1n + randomBelow(Point.Fn.ORDER - 1n);
      const { r, s } = sign(hex(hash), hex(key));
      expect(stark.sign(hash, key)).toEqual({ r, s });
    }
  });

  test('a hash that Starknet does not sign is refused', () => {
    expect(() => stark.sign(2n ** 251n, 1n)).toThrow('below 2^251');
  });
});

test('the public key of a private one is that of the other implementation', () => {
  for (const key of [1n, 2n, Point.Fn.ORDER - 1n, randomBelow(Point.Fn.ORDER)])
    expect(stark.publicKey(key)).toBe(BigInt(getStarkKey(hex(key))));
});
