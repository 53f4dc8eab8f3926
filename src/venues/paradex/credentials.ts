// The account and its trading key, from the variables that users' `.env` files have. Whatever prints it shows whose it is, and no more.
import { inspect } from 'node:util';
import { accepted, refused, type Checked } from '../../core/checked.ts';
import type { VenueCredentials } from '../adapter.ts';
import { accountFingerprint } from '../wire/account-fingerprint.ts';
import { environmentNames } from './sites.ts';
import { prime } from './stark/field.ts';
import { order } from './stark/stark-signer.ts';

const l1AddressName = 'PARADEX_L1_ADDRESS';
const privateKeyName = 'PARADEX_L2_PRIVATE_KEY';
const addressName = 'PARADEX_L2_ADDRESS';
const environmentName = 'PARADEX_ENVIRONMENT';

export class ParadexCredentials implements VenueCredentials {
  readonly venue = 'paradex';
  readonly environment: string;
  readonly #address: bigint;
  readonly #privateKey: bigint;

  constructor(environment: string, address: bigint, privateKey: bigint) {
    this.environment = environment;
    this.#address = address;
    this.#privateKey = privateKey;
  }

  /** Of the account on Paradex's chain; a subkey trades for the account whose it is. */
  get address(): bigint {
    return this.#address;
  }

  get privateKey(): bigint {
    return this.#privateKey;
  }

  get fingerprint(): string {
    return accountFingerprint(this.venue, this.environment, this.#address.toString(16));
  }

  toString(): string {
    return '[credentials of paradex]';
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

/** Names what is missing or malformed, never its value. The address on Ethereum is of no use for trading; it is only looked at. */
export function readCredentials(
  environment: Readonly<Record<string, string | undefined>>,
): Checked<ParadexCredentials> {
  // People write "prod # or testnet" behind the equals sign, and not every reader of `.env` files takes that away.
  const valueOf = (name: string): string => (environment[name] ?? '').replace(/\s+#.*$/, '').trim();
  const missing = [privateKeyName, addressName, environmentName].find((name) => valueOf(name) === '');
  if (missing !== undefined)
    return refused(
      'credentials-missing',
      `${missing} is not set`,
      'put it into .env, or let `evenkeel init` ask for it',
    );
  if (!/^(0x[0-9a-fA-F]{40})?$/.test(valueOf(l1AddressName)))
    return malformed(l1AddressName, 'an Ethereum address', 'copy the address of the wallet, or leave it out');
  const privateKey = hexNumber(valueOf(privateKeyName));
  if (privateKey === undefined || privateKey === 0n || privateKey >= order)
    return malformed(
      privateKeyName,
      'a Stark private key in hexadecimal',
      'make a subkey in the settings of the venue, and copy its private key',
    );
  const address = hexNumber(valueOf(addressName));
  if (address === undefined || address === 0n || address >= prime)
    return malformed(addressName, 'an address of Paradex in hexadecimal', 'copy it from the wallet page');
  const where = valueOf(environmentName).toLowerCase();
  if (!environmentNames.includes(where)) {
    const names = environmentNames.join(' or ');
    return malformed(environmentName, names, 'use the environment that the key was made in');
  }
  return accepted(new ParadexCredentials(where, address, privateKey));
}

const malformed = (name: string, expected: string, remedy: string): Checked<never> =>
  refused('credentials-malformed', `${name} is not ${expected}`, remedy);

function hexNumber(text: string): bigint | undefined {
  const digits = /^(?:0x)?([0-9a-fA-F]{1,64})$/.exec(text)?.[1];
  return digits === undefined ? undefined : BigInt(`0x${digits}`);
}
