// How the local server knows who asks: it builds the signed text anew from what arrived, and verifies it with a library other than
// the one that signs. A broker's id is refused loudly, because no adapter of ours ever sends one.
import { ed25519 } from '@noble/curves/ed25519.js';
import type { VenueAccountKey } from '../../core/instrument.ts';
import { jsonOf, type LocalRequest } from '../local/request.ts';

/** What the venue says of a request that it does not let in. */
export interface AuthError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export interface AuthOptions {
  readonly publicKey: string;
  readonly account: VenueAccountKey;
  /** In ms. */
  readonly now: () => number;
  readonly takesBrokers: boolean;
}

const windowMaxMs = 60_000;
const invalidSignature: AuthError = {
  status: 400,
  code: 'INVALID_CLIENT_REQUEST',
  message: 'Invalid signature',
};

export class Auth {
  readonly #options: AuthOptions;
  readonly #publicKey: Uint8Array;

  constructor(options: AuthOptions) {
    this.#options = options;
    this.#publicKey = Buffer.from(options.publicKey, 'base64');
  }

  /** The account that asks, or why it is not let in. */
  check(request: LocalRequest, instruction: string): VenueAccountKey | AuthError {
    const { headers, method, query, body } = request;
    const broker = Object.keys(headers).find((name) => name.startsWith('x-broker'));
    if (broker !== undefined && !this.#options.takesBrokers)
      return {
        status: 400,
        code: 'INVALID_CLIENT_REQUEST',
        message: `${broker} is sent by no adapter of ours`,
      };
    const parameters = method === 'GET' ? Object.fromEntries(query) : jsonOf({ body });
    if (typeof parameters !== 'object' || parameters === null) return invalidSignature;
    return this.#verify(instruction, canonical(parameters), [
      headers['x-api-key'],
      headers['x-signature'],
      headers['x-timestamp'],
      headers['x-window'] ?? '5000',
    ]);
  }

  /** The account of a frame that subscribes to private streams, or why it is not let in. */
  checkSubscription(signature: readonly unknown[]): VenueAccountKey | AuthError {
    return this.#verify('subscribe', '', signature);
  }

  #verify(instruction: string, parameters: string, signed: readonly unknown[]): VenueAccountKey | AuthError {
    const [key, signature, timestamp, window] = signed;
    if (key !== this.#options.publicKey)
      return { status: 401, code: 'UNAUTHORIZED', message: 'Unauthorized' };
    if (typeof signature !== 'string' || !isWhole(timestamp) || !isWhole(window)) return invalidSignature;
    const lateMs = this.#options.now() - Number(timestamp);
    const windowMs = Number(window);
    if (windowMs > windowMaxMs || Math.abs(lateMs) > windowMs)
      return { status: 400, code: 'INVALID_CLIENT_REQUEST', message: 'Request has expired' };
    const text = `instruction=${instruction}&${parameters}timestamp=${timestamp}&window=${window}`;
    const bytes = Buffer.from(signature, 'base64');
    const isValid = bytes.length === 64 && ed25519.verify(bytes, Buffer.from(text), this.#publicKey);
    return isValid ? this.#options.account : invalidSignature;
  }
}

/** Names in the order of the alphabet, each with its "&". */
function canonical(parameters: object): string {
  const sorted = Object.entries(parameters).sort(([left], [right]) => (left < right ? -1 : 1));
  return sorted.map(([name, value]) => `${name}=${String(value)}&`).join('');
}

const isWhole = (value: unknown): value is string => typeof value === 'string' && /^\d{1,16}$/.test(value);
