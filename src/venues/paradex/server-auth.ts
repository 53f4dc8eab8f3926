// How the local server knows who asks: it hashes and verifies what is signed with a library other than the one that signs, and gives
// out tokens that end. A partner's name is refused loudly, because no adapter of ours ever sends one.
import { randomBytes } from 'node:crypto';
import { keccak, pedersen, verify } from '@scure/starknet';
import type { VenueAccountKey } from '../../core/instrument.ts';
import type { LocalRequest } from '../local/request.ts';

/** What the venue says of a request that it does not let in. */
export interface AuthError {
  readonly status: number;
  readonly error: string;
  readonly message: string;
}

export interface AuthOptions {
  readonly chainId: string;
  /** "0x…" */
  readonly address: string;
  /** The whole point, as the verifying library takes it. */
  readonly verifyingKey: Uint8Array;
  readonly account: VenueAccountKey;
  /** In µs. */
  readonly nowUs: () => number;
}

type Felt = bigint | number;

const tokenLifeSeconds = 300;
/** How far a timestamp may be from the venue's time. */
const timestampWindowMs = 60_000;
const expirationMaxSeconds = 7 * 24 * 3_600;

const types = {
  domain: 'StarkNetDomain(name:felt,chainId:felt,version:felt)',
  request: 'Request(method:felt,path:felt,body:felt,timestamp:felt,expiration:felt)',
  order: 'Order(timestamp:felt,market:felt,side:felt,orderType:felt,size:felt,price:felt)',
} as const;

export class Auth {
  readonly #options: AuthOptions;
  /** Of every message, and of every message of a type: what their hashes begin with. */
  readonly #message: bigint;
  readonly #login: bigint;
  readonly #order: bigint;
  /** When they end, in µs. */
  readonly #tokens = new Map<string, number>();

  constructor(options: AuthOptions) {
    this.#options = options;
    const { chainId, address } = options;
    const domain = hashStruct(beginStruct(types.domain), [felt('Paradex'), felt(chainId), 1]);
    this.#message = fold(0n, [felt('StarkNet Message'), domain, BigInt(address)]);
    this.#login = beginStruct(types.request);
    this.#order = beginStruct(types.order);
  }

  /** A token, or why there is none. The public key stands in the path, or is the account's own. */
  logIn({ headers, parameters }: LocalRequest): { readonly token: string } | AuthError {
    const partner = this.#refusePartner(headers);
    if (partner !== undefined) return partner;
    const { address } = this.#options;
    const publicKey = publicKeyOf(this.#options.verifyingKey);
    if (!isSameHex(headers['paradex-starknet-account'], address))
      return { status: 400, error: 'ACCOUNT_NOT_FOUND', message: 'no such account' };
    if (!isSameHex(parameters['public_key'] ?? publicKey, publicKey))
      return { status: 400, error: 'INVALID_SUBKEY', message: 'no such key of this account' };
    const timestamp = Number(headers['paradex-timestamp']);
    const expiration = Number(headers['paradex-signature-expiration'] ?? timestamp + 1_800);
    if (!this.#isNow(timestamp * 1_000)) return invalidTimestamp;
    const nowSeconds = Math.floor(this.#options.nowUs() / 1_000_000);
    if (!(expiration > nowSeconds && expiration <= nowSeconds + expirationMaxSeconds))
      return { status: 400, error: 'INVALID_SIGNATURE_EXPIRATION', message: 'the signature has expired' };
    const fields = [felt('POST'), felt('/v1/auth'), felt(''), timestamp, expiration];
    if (!this.#isSigned(hashStruct(this.#login, fields), headers['paradex-starknet-signature']))
      return {
        status: 401,
        error: 'STARKNET_SIGNATURE_VERIFICATION_FAILED',
        message: 'the signature is not of this account',
      };
    const token = randomBytes(32).toString('base64url');
    this.#tokens.set(token, this.#options.nowUs() + tokenLifeSeconds * 1_000_000);
    return { token };
  }

  /** The account of a request, or why it is not let in. */
  check({ headers }: Pick<LocalRequest, 'headers'>): VenueAccountKey | AuthError {
    const partner = this.#refusePartner(headers);
    if (partner !== undefined) return partner;
    return this.checkToken(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '');
  }

  checkToken(token: string): VenueAccountKey | AuthError {
    const endsUs = this.#tokens.get(token);
    if (endsUs !== undefined && endsUs > this.#options.nowUs()) return this.#options.account;
    this.#tokens.delete(token);
    return { status: 401, error: 'UNAUTHORIZED_ERROR', message: 'missing, invalid or expired token' };
  }

  /** Why an order is not believed, or nothing. Sizes and prices are in 10^−8. */
  refuseOrder(order: {
    readonly timestampMs: number;
    readonly market: string;
    readonly side: 'BUY' | 'SELL';
    readonly type: string;
    readonly size: bigint;
    readonly price: bigint;
    readonly signature: string;
    /** How long after its timestamp the order may come, in ms. */
    readonly windowMs: number | undefined;
  }): AuthError | undefined {
    const { timestampMs, market, side, type, size, price, signature, windowMs = Infinity } = order;
    const isLate = this.#options.nowUs() / 1_000 - timestampMs > windowMs;
    if (isLate || !this.#isNow(timestampMs)) return invalidTimestamp;
    const fields = [timestampMs, felt(market), side === 'BUY' ? 1 : 2, felt(type), size, price];
    return this.#isSigned(hashStruct(this.#order, fields), signature)
      ? undefined
      : { status: 400, error: 'INVALID_ORDER_SIGNATURE', message: 'the order is not signed by this account' };
  }

  #isSigned(struct: bigint, signature: unknown): boolean {
    const parts = /^\["?(\d{1,77})"?,\s*"?(\d{1,77})"?\]$/.exec(String(signature));
    if (parts === null) return false;
    const { verifyingKey } = this.#options;
    const hash = fold(this.#message, [struct, 4]);
    const [r, s] = parts.slice(1).map((part) => BigInt(part).toString(16).padStart(64, '0'));
    try {
      return verify(`${r}${s}`, hash.toString(16), verifyingKey, { format: 'compact' });
    } catch (error) {
      // Numbers out of the range of signatures are none.
      if (error instanceof Error) return false;
      throw error;
    }
  }

  #isNow(timestampMs: number): boolean {
    return Math.abs(this.#options.nowUs() / 1_000 - timestampMs) <= timestampWindowMs;
  }

  #refusePartner(headers: LocalRequest['headers']): AuthError | undefined {
    const partner = headers['paradex-partner'];
    if (partner === undefined || partner === '') return undefined;
    return {
      status: 400,
      error: 'INVALID_REQUEST_PARAMETER',
      message: 'paradex-partner is sent by no adapter of ours',
    };
  }
}

const invalidTimestamp: AuthError = {
  status: 400,
  error: 'INVALID_TIMESTAMP',
  message: "the timestamp is too far from the venue's time",
};

/** A chain of hashes, from a value on. */
const fold = (start: bigint, values: readonly Felt[]): bigint =>
  values.reduce<bigint>((hash, value) => BigInt(pedersen(hash, BigInt(value))), start);

const beginStruct = (type: string): bigint => fold(0n, [keccak(Buffer.from(type))]);

const hashStruct = (begun: bigint, fields: readonly Felt[]): bigint =>
  fold(begun, [...fields, fields.length + 1]);

/** A short text as a number. */
const felt = (text: string): bigint => BigInt(`0x${Buffer.from(text).toString('hex') || '0'}`);

/** One coordinate of the point is what the venue calls the key. */
export const publicKeyOf = (verifyingKey: Uint8Array): string =>
  `0x${Buffer.from(verifyingKey.subarray(1)).toString('hex').replace(/^0+/, '')}`;

const isSameHex = (given: unknown, own: string): boolean =>
  typeof given === 'string' && /^0x[0-9a-f]{1,64}$/i.test(given) && BigInt(given) === BigInt(own);
