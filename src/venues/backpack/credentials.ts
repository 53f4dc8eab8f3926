// The key pair of an account, from the variables that users' `.env` files have. Whatever prints it shows whose it is, and no more.
import { inspect } from 'node:util';
import { accepted, refused, type Checked } from '../../core/checked.ts';
import type { VenueCredentials } from '../adapter.ts';
import { accountFingerprint } from '../wire/account-fingerprint.ts';
import { seedBytes, SigningKey } from './sign.ts';

const publicKeyName = 'BACKPACK_PUBLIC_KEY';
const secretKeyName = 'BACKPACK_SECRET_KEY';
const remedy = 'copy both keys again from where the venue showed them when the pair was made';

export class BackpackCredentials implements VenueCredentials {
  readonly venue = 'backpack';
  readonly environment = 'prod';
  readonly #key: SigningKey;

  constructor(key: SigningKey) {
    this.#key = key;
  }

  get key(): SigningKey {
    return this.#key;
  }

  /** The venue does not say whose a key is: each stands for an account. */
  get fingerprint(): string {
    return accountFingerprint(this.venue, this.environment, this.#key.publicKey);
  }

  toString(): string {
    return '[credentials of backpack]';
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
): Checked<BackpackCredentials> {
  const publicKey = environment[publicKeyName]?.trim() ?? '';
  const secretKey = environment[secretKeyName]?.trim() ?? '';
  for (const [name, value] of [
    [publicKeyName, publicKey],
    [secretKeyName, secretKey],
  ] as const) {
    if (value === '')
      return refused(
        'credentials-missing',
        `${name} is not set`,
        'put it into .env, or let `evenkeel init` ask for it',
      );
  }
  if (bytesOf(publicKey)?.length !== 32)
    return refused('credentials-malformed', `${publicKeyName} is not 32 bytes in base64`, remedy);
  // Some tools keep the public half behind the seed.
  const secret = bytesOf(secretKey);
  if (secret === undefined || (secret.length !== seedBytes && secret.length !== 2 * seedBytes))
    return refused('credentials-malformed', `${secretKeyName} is not 32 bytes in base64`, remedy);
  const key = new SigningKey(secret.subarray(0, seedBytes));
  return key.publicKey === publicKey
    ? accepted(new BackpackCredentials(key))
    : refused('credentials-mismatched', `${secretKeyName} does not belong to ${publicKeyName}`, remedy);
}

/** `undefined` for what is no base64: the decoder itself skips what it does not know. */
function bytesOf(text: string): Buffer | undefined {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}
