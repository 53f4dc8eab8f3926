// Keys from the environment: what is wrong is said by name, and no value is ever shown.
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readCredentials } from './credentials.ts';

const good = {
  GRVT_TRADING_ACCOUNT_ID: '2147050003876484',
  GRVT_PRIVATE_KEY: `0x${'c0ffee'.padEnd(64, '1')}`,
  GRVT_API_KEY: 'an-api-key',
  GRVT_ENVIRONMENT: 'prod # or testnet',
};

describe('credentials of grvt', () => {
  test('are read with and without 0x, and with comments behind values', () => {
    const read = readCredentials(good);
    if (!read.ok) throw new Error(read.message);
    expect(read.value.environment).toBe('prod');
    expect(read.value.keys).toMatchObject({ subAccountId: '2147050003876484', apiKey: 'an-api-key' });
    expect(Buffer.from(read.value.keys.privateKey).toString('hex')).toBe(good.GRVT_PRIVATE_KEY.slice(2));
    expect(readCredentials({ ...good, GRVT_PRIVATE_KEY: good.GRVT_PRIVATE_KEY.slice(2) }).ok).toBe(true);
  });

  test.each(Object.keys(good))('without %s they are refused by its name', (name) => {
    const read = readCredentials({ ...good, [name]: ' # later' });
    expect(read).toMatchObject({ ok: false, code: 'credentials-missing' });
    expect(read).toMatchObject({ message: expect.stringContaining(name) });
  });

  test.each([
    ['GRVT_TRADING_ACCOUNT_ID', '0xabc'],
    ['GRVT_TRADING_ACCOUNT_ID', '18446744073709551616'],
    ['GRVT_PRIVATE_KEY', 'c0ffee'],
    ['GRVT_PRIVATE_KEY', '0'.repeat(64)],
    ['GRVT_PRIVATE_KEY', 'f'.repeat(64)],
    ['GRVT_ENVIRONMENT', 'mainnet'],
  ])('a malformed %s is refused by its name, never by its value', (name, value) => {
    const read = readCredentials({ ...good, [name]: value });
    expect(read).toMatchObject({ ok: false, code: 'credentials-malformed' });
    expect(!read.ok && read.message).toContain(name);
    expect(JSON.stringify(read)).not.toContain(value);
  });

  test('their fingerprint is of the trading account in its environment, whatever the keys', () => {
    const printOf = (change: Partial<typeof good>): string => {
      const read = readCredentials({ ...good, ...change });
      return read.ok ? read.value.fingerprint : read.message;
    };
    const own = printOf({});
    expect(own).toMatch(/^[0-9a-f]{12}$/);
    expect(
      printOf({ GRVT_API_KEY: 'another-one', GRVT_TRADING_ACCOUNT_ID: `0${good.GRVT_TRADING_ACCOUNT_ID}` }),
    ).toBe(own);
    expect(printOf({ GRVT_TRADING_ACCOUNT_ID: '2147050003876485' })).not.toBe(own);
    expect(printOf({ GRVT_ENVIRONMENT: 'testnet' })).not.toBe(own);
  });

  test('print as whose they are', () => {
    const read = readCredentials(good);
    const shown = read.ok ? [String(read.value), inspect(read.value), JSON.stringify(read.value)] : [];
    expect(shown).toEqual(['[credentials of grvt]', '[credentials of grvt]', '"[credentials of grvt]"']);
  });
});
