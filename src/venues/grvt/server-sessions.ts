// Logins at the local server: by API key, as our adapter does it, and by a signature of the wallet, as other clients do. Both get a
// cookie, which every private request and the trading socket must show together with the account's id.
import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { jsonOf, jsonReply, type LocalRequest, type Reply } from '../local/request.ts';
import { digestOf, signerOf } from './server-typed-data.ts';
import { errorReply, errors } from './server-words.ts';

/** The one account of the server, and what opens it. */
export interface ServerAccountKeys {
  readonly apiKey: string;
  /** Of the key that signs, in lower case. */
  readonly signer: string;
  /** "0x" and 40 digits. */
  readonly mainAccountId: string;
  readonly subAccountId: string;
  readonly chainId: number;
}

const apiKeyShape = z.object({ api_key: z.string() });
const walletShape = z.object({
  address: z.string(),
  signature: z.object({
    r: z.string().regex(/^0x[0-9a-f]{64}$/),
    s: z.string().regex(/^0x[0-9a-f]{64}$/),
    v: z.union([z.literal(27), z.literal(28)]),
    nonce: z.number().int(),
    expiration: z.string().regex(/^\d{1,19}$/),
  }),
});

const walletTypes = {
  WalletLogin: [
    ['signer', 'address'],
    ['nonce', 'uint32'],
    ['expiration', 'int64'],
  ],
} as const;

const lifeSeconds = 86_400;

export class ServerSessions {
  readonly #keys: ServerAccountKeys;
  readonly #nowUs: () => number;
  /** Cookies, and when they end. */
  readonly #tickets = new Map<string, number>();

  constructor(keys: ServerAccountKeys, nowUs: () => number) {
    this.#keys = keys;
    this.#nowUs = nowUs;
  }

  logInByApiKey(request: LocalRequest): Reply {
    const asked = apiKeyShape.safeParse(jsonOf(request));
    if (!asked.success) return errorReply(errors.malformed);
    return asked.data.api_key === this.#keys.apiKey ? this.#welcome() : errorReply(errors.notLoggedIn);
  }

  logInByWallet(request: LocalRequest): Reply {
    const asked = walletShape.safeParse(jsonOf(request));
    if (!asked.success) return errorReply(errors.malformed);
    const { address, signature } = asked.data;
    const { r, s, v, nonce, expiration } = signature;
    const digest = digestOf({
      chainId: this.#keys.chainId,
      types: walletTypes,
      primaryType: 'WalletLogin',
      value: { signer: address, nonce, expiration },
    });
    if (BigInt(expiration) <= BigInt(this.#nowUs()) * 1_000n) return errorReply(errors.expired);
    const signer = signerOf(digest, r.slice(2), s.slice(2), v);
    if (signer !== address.toLowerCase()) return errorReply(errors.wrongSignature);
    return signer === this.#keys.signer ? this.#welcome() : errorReply(errors.unknownSigner);
  }

  isLoggedIn(headers: IncomingHttpHeaders): boolean {
    const cookie = headers.cookie?.split(';').map((each) => each.trim());
    const ticket = cookie?.find((each) => each.startsWith('gravity='))?.slice('gravity='.length);
    if (ticket === undefined || headers['x-grvt-account-id'] !== this.#keys.mainAccountId) return false;
    return (this.#tickets.get(ticket) ?? -Infinity) > this.#nowUs();
  }

  /** Nobody is logged in any more. */
  forgetAll(): void {
    this.#tickets.clear();
  }

  #welcome(): Reply {
    const ticket = randomBytes(24).toString('base64url');
    const endsUs = this.#nowUs() + lifeSeconds * 1_000_000;
    this.#tickets.set(ticket, endsUs);
    const expires = new Date(endsUs / 1_000).toUTCString();
    return jsonReply(
      200,
      { location: '', status: 'success' },
      {
        'set-cookie': `gravity=${ticket}; Path=/; Expires=${expires}; HttpOnly; Secure; SameSite=None`,
        'x-grvt-account-id': this.#keys.mainAccountId,
      },
    );
  }
}
