// The venue's signatures: ed25519 over an instruction, the request's parameters in the order of the alphabet, and the time for which
// it is valid. Nothing is remembered between requests, so there is no session to renew.
import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { limits } from '../../core/limits.ts';

/** What a signature is for; the venue checks that it fits the request. */
export type Instruction =
  | 'accountQuery'
  | 'collateralQuery'
  | 'fillHistoryQueryAll'
  | 'fundingHistoryQueryAll'
  | 'orderCancel'
  | 'orderCancelAll'
  | 'orderExecute'
  | 'orderHistoryQueryAll'
  | 'orderQuery'
  | 'orderQueryAll'
  | 'positionQuery'
  | 'subscribe';

/** How long a request is valid after its timestamp; the venue's own default is the same, and 60 000 the most. */
const windowMs = limits.requestLifeMs;

export const seedBytes = 32;
/** What stands before the seed in a PKCS #8 key of RFC 8410. */
const privateKeyHeader = Buffer.from('302e020100300506032b657004220420', 'hex');
/** What stands before the 32 bytes of the public key, likewise. */
const publicKeyHeaderBytes = 12;

/** A key pair, which signs, and shows its public half only. */
export class SigningKey {
  /** As the venue takes it: 32 bytes in base64. */
  readonly publicKey: string;
  readonly #key: KeyObject;

  /** `seed` has 32 bytes. */
  constructor(seed: Uint8Array) {
    this.#key = createPrivateKey({
      key: Buffer.concat([privateKeyHeader, seed]),
      format: 'der',
      type: 'pkcs8',
    });
    const publicKey = createPublicKey(this.#key).export({ format: 'der', type: 'spki' });
    this.publicKey = publicKey.subarray(publicKeyHeaderBytes).toString('base64');
  }

  /** In base64. */
  sign(text: string): string {
    return sign(null, Buffer.from(text), this.#key).toString('base64');
  }

  /** The headers of a signed request; `query` has its parameters in the order of the alphabet, whether they go by query or by body. */
  headers(instruction: Instruction, query: string, timestampMs: number): Record<string, string> {
    return {
      'x-api-key': this.publicKey,
      'x-signature': this.sign(signingText(instruction, query, timestampMs)),
      'x-timestamp': String(timestampMs),
      'x-window': String(windowMs),
    };
  }

  /** What stands in the frame that subscribes to streams of the account. */
  subscription(
    timestampMs: number,
  ): readonly [key: string, signature: string, timestamp: string, window: string] {
    const signature = this.sign(signingText('subscribe', '', timestampMs));
    return [this.publicKey, signature, String(timestampMs), String(windowMs)];
  }
}

function signingText(instruction: Instruction, query: string, timestampMs: number): string {
  const parameters = query === '' ? '' : `${query}&`;
  return `instruction=${instruction}&${parameters}timestamp=${timestampMs}&window=${windowMs}`;
}

/** Parameters as the venue signs them: in the order of the alphabet, whatever the order they are written in. */
export function queryOf(parameters: Readonly<Record<string, string | number>>): string {
  const names = Object.keys(parameters).sort();
  return names.map((name) => `${name}=${parameters[name]}`).join('&');
}
