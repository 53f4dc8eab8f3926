// Signatures of GRVT orders: EIP-712 by hand, because its structure never changes. What is the same for every order of an
// instrument is written once into buffers that are used again; an order fills in the rest and is hashed four times.

import { secp256k1 as portable } from '@noble/curves/secp256k1.js';
import { createRequire } from 'node:module';
import type secp256k1 from 'secp256k1';
import { assert } from '../../core/assert.ts';
import { keccak256 } from './keccak.ts';

/** As the signed structure numbers them. */
export const signedTimeInForce = {
  GOOD_TILL_TIME: 1,
  IMMEDIATE_OR_CANCEL: 3,
  FILL_OR_KILL: 4,
} as const;

export type GrvtTimeInForce = keyof typeof signedTimeInForce;

export interface OrderToSign {
  readonly isMarket: boolean;
  readonly timeInForce: GrvtTimeInForce;
  readonly postOnly: boolean;
  readonly reduceOnly: boolean;
  /** In the smallest denomination of the base coin. */
  readonly contractSize: bigint;
  /** In 10^−9 of the quote coin; 0 for a market order. */
  readonly limitPrice: bigint;
  readonly isBuying: boolean;
  /** 32 bits. */
  readonly nonce: number;
  /** After which the order is dead, in ns since the epoch. */
  readonly expirationNs: bigint;
}

export interface OrderSignature {
  /** 0x and 64 digits. */
  readonly r: string;
  readonly s: string;
  readonly v: 27 | 28;
}

/** What signs 32 bytes: r and s behind one another with s in the lower half, and which of the two points it was. */
export interface DigestSigner {
  /** "native", or "portable" where the machine has no prebuilt part: some ten times slower. */
  readonly name: 'native' | 'portable';
  publicKey(privateKey: Uint8Array): Uint8Array;
  sign(
    digest: Uint8Array,
    privateKey: Uint8Array,
  ): { readonly signature: Uint8Array; readonly recid: number };
}

const word = 32;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const legType = 'OrderLeg(uint256 assetID,uint64 contractSize,uint64 limitPrice,bool isBuyingContract)';
const orderType =
  'Order(uint64 subAccountID,bool isMarket,uint8 timeInForce,bool postOnly,bool reduceOnly,OrderLeg[] legs,' +
  `uint32 nonce,int64 expiration)${legType}`;
const domainType = 'EIP712Domain(string name,string version,uint256 chainId)';

export class OrderSigner {
  /** Of the key, in lower case: what the venue knows the signer by. */
  readonly address: string;
  readonly #privateKey: Uint8Array;
  readonly #signer: DigestSigner;
  /** 0x1901, the domain's hash, and room for the order's. */
  readonly #message = Buffer.alloc(2 + 2 * word);
  readonly #order = Buffer.alloc(9 * word);

  /** `subAccountId` is an unsigned 64-bit number in decimal. */
  constructor(
    privateKey: Uint8Array,
    chainId: number,
    subAccountId: string,
    signer: DigestSigner = bestSigner(),
  ) {
    this.#privateKey = privateKey;
    this.#signer = signer;
    const point = signer.publicKey(privateKey);
    this.address = `0x${Buffer.from(keccak256(point.subarray(1)).subarray(12)).toString('hex')}`;
    this.#message.set([0x19, 0x01]);
    this.#message.set(domainHash(chainId), 2);
    this.#order.set(keccak256(utf8(orderType)));
    this.#order.writeBigUInt64BE(BigInt(subAccountId), 2 * word - 8);
  }

  sign(leg: PreparedLeg, order: OrderToSign): OrderSignature {
    const { signature, recid } = this.#signer.sign(this.digest(leg, order), this.#privateKey);
    const hex = Buffer.from(signature).toString('hex');
    return { r: `0x${hex.slice(0, 64)}`, s: `0x${hex.slice(64)}`, v: recid === 0 ? 27 : 28 };
  }

  /** The 32 bytes that are signed. */
  digest(leg: PreparedLeg, order: OrderToSign): Uint8Array {
    const buffer = this.#order;
    buffer[3 * word - 1] = order.isMarket ? 1 : 0;
    buffer[4 * word - 1] = signedTimeInForce[order.timeInForce];
    buffer[5 * word - 1] = order.postOnly ? 1 : 0;
    buffer[6 * word - 1] = order.reduceOnly ? 1 : 0;
    buffer.set(keccak256(leg.hash(order)), 6 * word);
    buffer.writeUInt32BE(order.nonce, 8 * word - 4);
    buffer.writeBigUInt64BE(order.expirationNs, 9 * word - 8);
    this.#message.set(keccak256(buffer), 2 + word);
    return keccak256(this.#message);
  }
}

/** The one leg of an order, with its type and its instrument already written: made once for each instrument. */
export class PreparedLeg {
  readonly #leg = Buffer.alloc(5 * word);

  /** The instrument's hash as the venue lists it: "0x030501". */
  constructor(assetId: string) {
    const digits = /^0x([0-9a-fA-F]{1,64})$/.exec(assetId)?.[1];
    assert(digits !== undefined, `${assetId} is an asset id in hexadecimal`);
    this.#leg.set(keccak256(utf8(legType)));
    this.#leg.set(Buffer.from(digits.padStart(64, '0'), 'hex'), word);
  }

  hash({
    contractSize,
    limitPrice,
    isBuying,
  }: Pick<OrderToSign, 'contractSize' | 'limitPrice' | 'isBuying'>): Uint8Array {
    this.#leg.writeBigUInt64BE(contractSize, 3 * word - 8);
    this.#leg.writeBigUInt64BE(limitPrice, 4 * word - 8);
    this.#leg[5 * word - 1] = isBuying ? 1 : 0;
    return keccak256(this.#leg);
  }
}

function domainHash(chainId: number): Uint8Array {
  const domain = Buffer.alloc(4 * word);
  domain.set(keccak256(utf8(domainType)));
  domain.set(keccak256(utf8('GRVT Exchange')), word);
  domain.set(keccak256(utf8('0')), 2 * word);
  domain.writeUInt32BE(chainId, 4 * word - 4);
  return keccak256(domain);
}

export const portableSigner: DigestSigner = {
  name: 'portable',
  publicKey: (privateKey) => portable.getPublicKey(privateKey, false),
  sign(digest, privateKey) {
    const signed = portable.sign(digest, privateKey, { prehash: false, lowS: true, format: 'recovered' });
    return { signature: signed.subarray(1), recid: signed[0] as number };
  },
};

/** The package's own bindings, past its silent fall-back to a slower library; `undefined` where none fits this machine. */
function loadNativeSigner(): DigestSigner | undefined {
  const require = createRequire(import.meta.url);
  try {
    const native = require('secp256k1/bindings.js') as typeof secp256k1;
    return {
      name: 'native',
      publicKey: (privateKey) => native.publicKeyCreate(privateKey, false),
      sign: (digest, privateKey) => native.ecdsaSign(digest, privateKey),
    };
  } catch {
    return undefined;
  }
}

let best: DigestSigner | undefined;

/** Looked for once, when the first signer is made. */
export function bestSigner(): DigestSigner {
  best ??= loadNativeSigner() ?? portableSigner;
  return best;
}
