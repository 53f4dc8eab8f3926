// Pedersen hashes and Stark ECDSA, over tables of multiples that are made once: some 50 µs a hash and 150 µs a signature. The
// server side, and the tests, hold both against @scure/starknet.
import { createHmac } from 'node:crypto';
import { invert } from '@noble/curves/abstract/modular.js';
import { bytesToNumberBE, concatBytes, createHmacDrbg, numberToBytesBE } from '@noble/curves/utils.js';
import { assert } from '../../../core/assert.ts';
import { StarkCurve, type AffinePoint, type PartialSum, type PointTable } from './stark-curve.ts';

export interface StarkSignature {
  readonly r: bigint;
  readonly s: bigint;
}

/** The order of the curve's group, and the bound of hashes and of r. */
export const order = 3618502788666131213697322783095070105526743751716087489154079457884512865583n;
const bound = 2n ** 251n;

const generator: AffinePoint = {
  x: 874739451078007766457464989774322083649278607533249481151382481072868806602n,
  y: 152666792071518830868575557812948353041420400780739481342941381225525861407n,
};

/** Of Starknet's Pedersen hash: where the sum begins, and the points of the low 248 and high 4 bits of both arguments. */
const shift: AffinePoint = {
  x: 2089986280348253421170679821480865132823066470938446095505822317253594081284n,
  y: 1713931329540660377023406109199410414810705867260802078187082345529207694986n,
};
const left: readonly [AffinePoint, AffinePoint] = [
  {
    x: 996781205833008774514500082376783249102396023663454813447423147977397232763n,
    y: 1668503676786377725805489344771023921079126552019160156920634619255970485781n,
  },
  {
    x: 2251563274489750535117886426533222435294046428347329203627021249169616184184n,
    y: 1798716007562728905295480679789526322175868328062420237419143593021674992973n,
  },
];
const right: readonly [AffinePoint, AffinePoint] = [
  {
    x: 2138414695194151160943305727036575959195309218611738193261179310511854807447n,
    y: 113410276730064486255102093846540133784865286929052426931474106396135072156n,
  },
  {
    x: 2379962749567351885752724891227938183011949129833673362440656643086021394946n,
    y: 776496453633298175483985398648758586525933812536653089401905292063708816422n,
  },
];

export class StarkSigner {
  readonly #curve = new StarkCurve(3);
  readonly #shift: PartialSum;
  readonly #left: PointTable;
  readonly #right: PointTable;
  readonly #generator: PointTable;

  /** Takes some 50 ms: the tables. */
  constructor() {
    this.#shift = this.#curve.sum(shift);
    this.#left = this.#curve.table(...left);
    this.#right = this.#curve.table(...right);
    this.#generator = this.#curve.table(generator);
  }

  /** Arguments are field elements: 0 … p − 1. */
  pedersen(first: bigint, second: bigint): bigint {
    this.#curve.begin(this.#shift);
    this.#curve.add(this.#left, first);
    this.#curve.add(this.#right, second);
    return this.#curve.x();
  }

  /** Everything of a hash that its first argument decides. */
  begin(first: bigint): PartialSum {
    this.#curve.begin(this.#shift);
    this.#curve.add(this.#left, first);
    return this.#curve.present();
  }

  /** As `pedersen`, for a first argument that stays the same. */
  pedersenFrom(begun: PartialSum, second: bigint): bigint {
    this.#curve.begin(begun);
    this.#curve.add(this.#right, second);
    return this.#curve.x();
  }

  /** 0 < `privateKey` < the order of the group. */
  publicKey(privateKey: bigint): bigint {
    this.#curve.beginWith(this.#generator, privateKey);
    return this.#curve.x();
  }

  /** The signature that every library makes of it: its nonce is derived from key and hash as RFC 6979 says. */
  sign(hash: bigint, privateKey: bigint): StarkSignature {
    assert(hash >= 0n && hash < bound, 'a hash that is signed is below 2^251');
    const seed = concatBytes(numberToBytesBE(privateKey, 32), numberToBytesBE(hash, 32));
    return drbg(seed, (bytes) => this.#signWith(nonceOf(bytes), hash, privateKey));
  }

  #signWith(nonce: bigint, hash: bigint, privateKey: bigint): StarkSignature | undefined {
    if (nonce === 0n || nonce >= order) return undefined;
    this.#curve.beginWith(this.#generator, nonce);
    const r = this.#curve.x() % order;
    const s = (invert(nonce, order) * ((hash + r * privateKey) % order)) % order;
    return r === 0n || r >= bound || s === 0n ? undefined : { r, s };
  }
}

const drbg = createHmacDrbg<StarkSignature>(32, 32, (key: Uint8Array, message: Uint8Array) =>
  createHmac('sha256', key).update(message).digest(),
);

/** The leftmost 252 bits, of the bytes without leading zeros: not what RFC 6979 says, but what Starknet's libraries do. */
function nonceOf(bytes: Uint8Array): bigint {
  const nonce = bytesToNumberBE(bytes);
  return bytes[0] === 0 ? nonce : nonce >> 4n;
}
