// What Paradex wants signed: typed data after SNIP-12, revision 0, which is a chain of Pedersen hashes. What all orders of an account
// have in common is hashed once, what time and side decide may be before an order is there; the rest takes a quarter of a millisecond.
import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToNumberBE } from '@noble/curves/utils.js';
import type { Side } from '../../core/side.ts';
import type { PartialSum } from './stark/stark-curve.ts';
import { StarkSigner } from './stark/stark-signer.ts';

/** What of an order is known before it is. */
export interface OrderKind {
  readonly side: Side;
  readonly type: 'LIMIT' | 'MARKET';
}

/** In 10^−8; the price of a market order is 0. */
export interface SignedTerms {
  readonly size: bigint;
  readonly price: bigint;
}

/** A signature of which everything but the terms is done. */
export interface BegunOrder extends OrderKind {
  readonly timestampMs: number;
  /** What the hash of the terms goes on with. */
  readonly sum: PartialSum;
}

export interface SigningAccount {
  /** As the venue's system configuration says, "PRIVATE_SN_PARACLEAR_MAINNET". */
  readonly chainId: string;
  readonly address: bigint;
  readonly privateKey: bigint;
}

export class ParadexSigner {
  /** "0x…", of the key that signs. */
  readonly publicKey: string;
  readonly #stark: StarkSigner;
  readonly #privateKey: bigint;
  /** The parts of hashes that domain, account and type decide. */
  readonly #message: PartialSum;
  readonly #order: PartialSum;
  readonly #login: PartialSum;
  readonly #markets = new Map<string, bigint>();

  constructor({ chainId, address, privateKey }: SigningAccount) {
    this.#stark = sharedStark();
    this.#privateKey = privateKey;
    this.publicKey = `0x${this.#stark.publicKey(privateKey).toString(16)}`;
    const domain = this.#struct(this.#beginStruct(domainType), [
      shortString('Paradex'),
      shortString(chainId),
      1n,
    ]);
    const beforeMessage = this.#fold(0n, [shortString('StarkNet Message'), domain, address]);
    this.#message = this.#stark.begin(beforeMessage);
    this.#order = this.#beginStruct(orderType);
    this.#login = this.#beginStruct(requestType);
  }

  begin(market: string, { side, type }: OrderKind, timestampMs: number): BegunOrder {
    let marketFelt = this.#markets.get(market);
    if (marketFelt === undefined) this.#markets.set(market, (marketFelt = shortString(market)));
    const hash = this.#fold(this.#stark.pedersenFrom(this.#order, BigInt(timestampMs)), [
      marketFelt,
      side === 'buy' ? 1n : 2n,
      type === 'LIMIT' ? limitFelt : marketOrderFelt,
    ]);
    return { side, type, timestampMs, sum: this.#stark.begin(hash) };
  }

  /** As the venue takes it: the JSON text of two decimals. */
  finish({ sum }: BegunOrder, { size, price }: SignedTerms): string {
    return this.#sign(this.#fold(this.#stark.pedersenFrom(sum, size), [price, orderLength]));
  }

  /** For a session that is asked for now; both in seconds on the venue's clock. */
  login({ timestamp, expiration }: { readonly timestamp: number; readonly expiration: number }): string {
    const [method, path, body] = [shortString('POST'), shortString('/v1/auth'), shortString('')];
    return this.#sign(this.#struct(this.#login, [method, path, body, BigInt(timestamp), BigInt(expiration)]));
  }

  #sign(struct: bigint): string {
    const hash = this.#stark.pedersen(this.#stark.pedersenFrom(this.#message, struct), 4n);
    const { r, s } = this.#stark.sign(hash, this.#privateKey);
    return `["${r}","${s}"]`;
  }

  #beginStruct(type: string): PartialSum {
    return this.#stark.begin(this.#stark.pedersen(0n, selector(type)));
  }

  /** Of a struct whose type is hashed already. */
  #struct(begun: PartialSum, [first, ...others]: readonly [bigint, ...bigint[]]): bigint {
    const folded = this.#fold(this.#stark.pedersenFrom(begun, first), others);
    return this.#stark.pedersen(folded, BigInt(others.length + 2));
  }

  #fold(start: bigint, values: readonly bigint[]): bigint {
    let hash = start;
    for (const value of values) hash = this.#stark.pedersen(hash, value);
    return hash;
  }
}

const domainType = 'StarkNetDomain(name:felt,chainId:felt,version:felt)';
const orderType = 'Order(timestamp:felt,market:felt,side:felt,orderType:felt,size:felt,price:felt)';
const requestType = 'Request(method:felt,path:felt,body:felt,timestamp:felt,expiration:felt)';

/** Up to 31 characters as one number, the first the highest. */
function shortString(text: string): bigint {
  let felt = 0n;
  for (const byte of new TextEncoder().encode(text)) felt = felt * 256n + BigInt(byte);
  return felt;
}

/** Of a type's description: Keccak-256 without its highest six bits. */
const selector = (description: string): bigint =>
  bytesToNumberBE(keccak_256(new TextEncoder().encode(description))) % 2n ** 250n;

/** The members of an order and its type. */
const orderLength = 7n;
const limitFelt = shortString('LIMIT');
const marketOrderFelt = shortString('MARKET');

let stark: StarkSigner | undefined;

/** The tables take 50 ms and 2 MB: made once, when an account is opened first. */
function sharedStark(): StarkSigner {
  stark ??= new StarkSigner();
  return stark;
}
