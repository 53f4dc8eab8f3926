// Signatures against two other makers of them: the vectors of the venue's own SDK, and CCXT on a thousand random orders.
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  bestSigner,
  OrderSigner,
  portableSigner,
  PreparedLeg,
  type DigestSigner,
  type GrvtTimeInForce,
} from './sign.ts';

interface Vectors {
  readonly privateKey: string;
  readonly address: string;
  readonly chainId: number;
  readonly subAccountId: string;
  readonly assetId: string;
  readonly expirationNs: string;
  readonly nonce: number;
  readonly orders: readonly {
    readonly contractSize: string;
    readonly limitPrice: string;
    readonly digest: string;
    readonly r: string;
    readonly s: string;
    readonly v: number;
  }[];
}

const vectors = JSON.parse(
  readFileSync(new URL('testing/fixtures/signed-orders.json', import.meta.url), 'utf8'),
) as Vectors;
const privateKey = Buffer.from(vectors.privateKey, 'hex');
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const signers: readonly DigestSigner[] = [bestSigner(), portableSigner];

describe.each(signers)('grvt signatures, $name', (signer) => {
  test("equal the vectors of the venue's own SDK", () => {
    const { chainId, subAccountId, nonce } = vectors;
    const orders = new OrderSigner(privateKey, chainId, subAccountId, signer);
    const leg = new PreparedLeg(vectors.assetId);
    expect(orders.address).toBe(vectors.address);
    for (const { digest, r, s, v, contractSize, limitPrice } of vectors.orders) {
      const order = {
        isMarket: false,
        timeInForce: 'GOOD_TILL_TIME',
        postOnly: false,
        reduceOnly: false,
        contractSize: BigInt(contractSize),
        limitPrice: BigInt(limitPrice),
        isBuying: false,
        nonce,
        expirationNs: BigInt(vectors.expirationNs),
      } as const;
      expect(hex(orders.digest(leg, order))).toBe(digest);
      expect(orders.sign(leg, order)).toEqual({ r, s, v });
    }
  });
});

test('grvt signatures: the machine that runs the tests signs natively', () => {
  expect(bestSigner().name).toBe('native');
});

/** As CCXT makes them of an order request; typed by hand, because its own types leave these methods out. */
interface CcxtSigner {
  privateKey: string;
  setMarkets(markets: unknown[]): void;
  parseMarket(market: unknown): unknown;
  setSandboxMode(isOn: boolean): void;
  createSignedRequest(request: unknown, structure: string): { signature: Record<string, unknown> };
}

test('grvt signatures: equal CCXT’s byte for byte on 1000 random orders', async () => {
  const { grvt } = await import('ccxt');
  const ccxt = new grvt({ options: { builderFee: false } }) as unknown as CcxtSigner;
  ccxt.setSandboxMode(true);
  const listed = [
    { instrument: 'BTC_USDT_Perp', instrument_hash: '0x030501', base: 'BTC' },
    { instrument: 'ETH_USDT_Perp', instrument_hash: '0x030401', base: 'ETH' },
  ].map((market) => ({
    ...market,
    quote: 'USDT',
    kind: 'PERPETUAL',
    base_decimals: 9,
    quote_decimals: 6,
    tick_size: '0.1',
    min_size: '0.001',
  }));
  ccxt.setMarkets(listed.map((market) => ccxt.parseMarket(market)));

  const order = fc.record({
    key: fc.uint8Array({ minLength: 32, maxLength: 32 }).filter(isKey),
    market: fc.constantFrom(...listed),
    subAccountId: fc.bigInt(1n, 2n ** 63n),
    timeInForce: fc.constantFrom<GrvtTimeInForce>('GOOD_TILL_TIME', 'IMMEDIATE_OR_CANCEL', 'FILL_OR_KILL'),
    isMarket: fc.boolean(),
    postOnly: fc.boolean(),
    reduceOnly: fc.boolean(),
    isBuying: fc.boolean(),
    milliUnits: fc.integer({ min: 1, max: 5_000_000 }),
    tenths: fc.integer({ min: 1, max: 2_000_000 }),
    nonce: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    expirationNs: fc.bigInt(1_700_000_000_000_000_000n, 2_500_000_000_000_000_000n),
  });
  fc.assert(
    fc.property(order, (drawn) => {
      const { market, timeInForce, isMarket, postOnly, reduceOnly, isBuying, nonce } = drawn;
      ccxt.privateKey = `0x${hex(drawn.key)}`;
      const { signature } = ccxt.createSignedRequest(
        {
          sub_account_id: String(drawn.subAccountId),
          is_market: isMarket,
          time_in_force: timeInForce,
          post_only: postOnly,
          reduce_only: reduceOnly,
          legs: [
            {
              instrument: market.instrument,
              size: decimal(drawn.milliUnits, 3),
              limit_price: isMarket ? null : decimal(drawn.tenths, 1),
              is_buying_asset: isBuying,
            },
          ],
          signature: { nonce, expiration: String(drawn.expirationNs) },
        },
        'EIP712_ORDER_TYPE',
      );
      const signer = new OrderSigner(drawn.key, 326, String(drawn.subAccountId));
      const ours = signer.sign(new PreparedLeg(market.instrument_hash), {
        isMarket,
        timeInForce,
        postOnly,
        reduceOnly,
        isBuying,
        nonce,
        contractSize: BigInt(drawn.milliUnits) * 1_000_000n,
        limitPrice: isMarket ? 0n : BigInt(drawn.tenths) * 100_000_000n,
        expirationNs: drawn.expirationNs,
      });
      const { r, s, v, signer: address } = signature;
      expect({ ...ours, address: signer.address }).toEqual({ r, s, v, address });
    }),
    { numRuns: 1_000, seed: 5 },
  );
}, 60_000);

/** Of the 2^256 numbers almost all are keys. */
function isKey(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte !== 0) && bytes[0] !== 0xff;
}

function decimal(digits: number, decimals: number): string {
  const text = String(digits).padStart(decimals + 1, '0');
  return `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
}
