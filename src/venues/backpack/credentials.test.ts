import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readCredentials } from './credentials.ts';
import { SigningKey } from './sign.ts';

const seed = Buffer.alloc(32, 9);
const secret = seed.toString('base64');
const { publicKey } = new SigningKey(seed);

describe('credentials', () => {
  test('a pair is taken, with the seed alone or with the public half behind it', () => {
    const both = Buffer.concat([seed, Buffer.from(publicKey, 'base64')]).toString('base64');
    for (const secretKey of [secret, both, ` ${secret} `]) {
      const read = readCredentials({ BACKPACK_PUBLIC_KEY: publicKey, BACKPACK_SECRET_KEY: secretKey });
      expect(read.ok && read.value.key.publicKey).toBe(publicKey);
    }
  });

  test.each([
    ['no public key', undefined, secret, 'credentials-missing', 'BACKPACK_PUBLIC_KEY'],
    ['no secret key', publicKey, '', 'credentials-missing', 'BACKPACK_SECRET_KEY'],
    ['a public key that is none', 'what?', secret, 'credentials-malformed', 'BACKPACK_PUBLIC_KEY'],
    ['a secret key that is too short', publicKey, 'c2hvcnQ=', 'credentials-malformed', 'BACKPACK_SECRET_KEY'],
    [
      'keys of two pairs',
      new SigningKey(Buffer.alloc(32, 8)).publicKey,
      secret,
      'credentials-mismatched',
      'BACKPACK_SECRET_KEY',
    ],
  ])('%s is refused by name, never by value', (_name, publicKeyText, secretKey, code, name) => {
    const read = readCredentials({ BACKPACK_PUBLIC_KEY: publicKeyText, BACKPACK_SECRET_KEY: secretKey });
    expect(read).toMatchObject({ ok: false, code, message: expect.stringContaining(name) });
    for (const value of [secret, publicKeyText ?? publicKey])
      expect(JSON.stringify(read)).not.toContain(value);
  });

  test('their fingerprint is of the key pair, and holds neither half', () => {
    const printOf = (bytes: Buffer): string => {
      const key = new SigningKey(bytes).publicKey;
      const read = readCredentials({
        BACKPACK_PUBLIC_KEY: key,
        BACKPACK_SECRET_KEY: bytes.toString('base64'),
      });
      return read.ok ? read.value.fingerprint : read.message;
    };
    expect(printOf(seed)).toMatch(/^[0-9a-f]{12}$/);
    expect(printOf(seed)).toBe(printOf(Buffer.from(seed)));
    expect(printOf(seed)).not.toBe(printOf(Buffer.alloc(32, 8)));
  });

  test('whatever prints them shows whose they are, and nothing else', () => {
    const read = readCredentials({ BACKPACK_PUBLIC_KEY: publicKey, BACKPACK_SECRET_KEY: secret });
    if (!read.ok) throw new Error(read.message);
    const words = '[credentials of backpack]';
    expect([inspect(read.value), String(read.value)]).toEqual([words, words]);
    expect(JSON.stringify({ read })).not.toContain(publicKey);
    expect(inspect(read.value.key, { depth: 9, showHidden: true })).not.toContain(secret);
  });
});
