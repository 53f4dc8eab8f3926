// The variables of an account: taken over as users have them, and never shown.
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readCredentials } from './credentials.ts';

const environment = {
  PARADEX_L1_ADDRESS: '0x29A873159D5e14AcBd63913D4A7E2df04570c666',
  PARADEX_L2_PRIVATE_KEY: '0x5a1b2c3d4e5f6071829304a5b6c7d8e9f0',
  PARADEX_L2_ADDRESS: '0x49ddd7a564c978f6e4089ff8355b56a42b7e2d48ba282cb5aad60f04bea0ec3',
  PARADEX_ENVIRONMENT: 'prod # or testnet',
};

describe('credentials', () => {
  test('are read, and print as whose they are', () => {
    const read = readCredentials(environment);
    if (!read.ok) throw new Error(read.message);
    expect(read.value).toMatchObject({ venue: 'paradex', environment: 'prod' });
    expect(read.value.privateKey).toBe(BigInt(environment.PARADEX_L2_PRIVATE_KEY));
    for (const shown of [inspect(read.value), String(read.value), JSON.stringify(read.value)])
      expect(shown).toMatch(/^"?\[credentials of paradex\]"?$/);
  });

  test('their fingerprint is of the account in its environment, whatever key trades for it', () => {
    const printOf = (change: Partial<typeof environment>): string => {
      const read = readCredentials({ ...environment, ...change });
      return read.ok ? read.value.fingerprint : read.message;
    };
    const own = printOf({});
    expect(own).toMatch(/^[0-9a-f]{12}$/);
    const otherSpelling = environment.PARADEX_L2_ADDRESS.replace('0x', '0x0')
      .toUpperCase()
      .replace('0X', '0x');
    expect(printOf({ PARADEX_L2_PRIVATE_KEY: '0x1234', PARADEX_L2_ADDRESS: otherSpelling })).toBe(own);
    expect(printOf({ PARADEX_L2_ADDRESS: '0x49' })).not.toBe(own);
    expect(printOf({ PARADEX_ENVIRONMENT: 'testnet' })).not.toBe(own);
  });

  test('the address on Ethereum can be left out', () => {
    expect(readCredentials({ ...environment, PARADEX_L1_ADDRESS: undefined })).toMatchObject({ ok: true });
  });

  test.each([
    ['PARADEX_L1_ADDRESS', '0x12'],
    ['PARADEX_L2_PRIVATE_KEY', 'not hexadecimal'],
    ['PARADEX_L2_PRIVATE_KEY', '0x0'],
    ['PARADEX_L2_PRIVATE_KEY', `0x${'f'.repeat(64)}`],
    ['PARADEX_L2_ADDRESS', '0xzz'],
    ['PARADEX_L2_ADDRESS', `0x${'f'.repeat(64)}`],
    ['PARADEX_ENVIRONMENT', 'mainnet'],
  ])('a malformed %s is refused by its name, and not shown', (name, value) => {
    const read = readCredentials({ ...environment, [name]: value });
    expect(read).toMatchObject({ ok: false, code: 'credentials-malformed' });
    expect(!read.ok && read.message.startsWith(name)).toBe(true);
    expect(JSON.stringify(read)).not.toContain(value);
  });

  test.each(['PARADEX_L2_PRIVATE_KEY', 'PARADEX_L2_ADDRESS', 'PARADEX_ENVIRONMENT'])(
    'a missing %s is refused by its name',
    (name) => {
      const message = `${name} is not set`;
      expect(readCredentials({ ...environment, [name]: ' ' })).toMatchObject({ ok: false, message });
    },
  );
});
