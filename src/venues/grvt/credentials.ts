// The keys of a trading account, from the variables that users' `.env` files have. Whatever prints them shows whose they are, and no
// more.
import { inspect } from 'node:util';
import { accepted, refused, type Checked } from '../../core/checked.ts';
import type { VenueCredentials } from '../adapter.ts';
import { accountFingerprint } from '../wire/account-fingerprint.ts';
import { environmentNames } from './sites.ts';

const accountName = 'GRVT_TRADING_ACCOUNT_ID';
const privateKeyName = 'GRVT_PRIVATE_KEY';
const apiKeyName = 'GRVT_API_KEY';
const environmentName = 'GRVT_ENVIRONMENT';

export interface GrvtKeys {
  /** An unsigned 64-bit number in decimal. */
  readonly subAccountId: string;
  /** 32 bytes. */
  readonly privateKey: Uint8Array;
  readonly apiKey: string;
}

export class GrvtCredentials implements VenueCredentials {
  readonly venue = 'grvt';
  readonly environment: string;
  readonly #keys: GrvtKeys;

  constructor(environment: string, keys: GrvtKeys) {
    this.environment = environment;
    this.#keys = keys;
  }

  get keys(): GrvtKeys {
    return this.#keys;
  }

  get fingerprint(): string {
    return accountFingerprint(this.venue, this.environment, BigInt(this.#keys.subAccountId).toString());
  }

  toString(): string {
    return '[credentials of grvt]';
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

/** Names what is missing or malformed, never its value. */
export function readCredentials(
  environment: Readonly<Record<string, string | undefined>>,
): Checked<GrvtCredentials> {
  // People write "prod # or testnet" behind the equals sign, and not every reader of `.env` files takes that away.
  const valueOf = (name: string): string => (environment[name] ?? '').replace(/\s+#.*$/, '').trim();
  const missing = [accountName, privateKeyName, apiKeyName, environmentName].find(
    (name) => valueOf(name) === '',
  );
  if (missing !== undefined)
    return refused(
      'credentials-missing',
      `${missing} is not set`,
      'put it into .env, or let `evenkeel init` ask for it',
    );
  const subAccountId = valueOf(accountName);
  if (!/^\d{1,20}$/.test(subAccountId) || BigInt(subAccountId) >= 2n ** 64n) {
    return malformed(accountName, 'a number of up to 20 digits', 'copy the id of the trading account');
  }
  const digits = /^(?:0x)?([0-9a-fA-F]{64})$/.exec(valueOf(privateKeyName))?.[1];
  if (digits === undefined || !isKey(digits)) {
    return malformed(
      privateKeyName,
      'a private key of 64 hexadecimal digits',
      'copy the secret that was shown when the API key was made',
    );
  }
  const where = valueOf(environmentName).toLowerCase();
  if (!environmentNames.includes(where)) {
    const names = environmentNames.join(', ');
    return malformed(environmentName, `one of ${names}`, 'use the environment that the key was made in');
  }
  const privateKey = Buffer.from(digits, 'hex');
  return accepted(new GrvtCredentials(where, { subAccountId, privateKey, apiKey: valueOf(apiKeyName) }));
}

const malformed = (name: string, expected: string, remedy: string): Checked<never> =>
  refused('credentials-malformed', `${name} is not ${expected}`, remedy);

const curveOrder = BigInt('0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141');

function isKey(digits: string): boolean {
  const scalar = BigInt(`0x${digits}`);
  return scalar > 0n && scalar < curveOrder;
}
