// Signatures against those that CCXT makes of the same orders and logins, byte for byte.
import { createHash } from 'node:crypto';
import { paradex } from 'ccxt';
import { describe, expect, test } from 'vitest';
import { createSeededRandom } from '../simulated/seeded-random.ts';
import ccxtSignatures from './testing/fixtures/ccxt-signatures.json' with { type: 'json' };
import { ParadexSigner, type OrderKind, type SignedTerms } from './sign.ts';

const chainId = 'PRIVATE_SN_PARACLEAR_MAINNET';
const address = 0x49ddd7a564c978f6e4089ff8355b56a42b7e2d48ba282cb5aad60f04bea0ec3n;
const privateKey = 0x2b4e1f8a9c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1n;
const hex = (value: bigint): string => `0x${value.toString(16)}`;

const signer = new ParadexSigner({ chainId, address, privateKey });

/** CCXT needs 30 ms of computing for one: all of them are asked for by this variable, otherwise what they were is known by digest. */
const asksAll = process.env['EVENKEEL_CCXT_SIGNATURES'] === 'all';

describe('signatures', () => {
  test('1 000 random orders are signed as CCXT signed them, byte for byte', { timeout: 60_000 }, () => {
    const digests = chunks(randomOrders).map((orders) => digestOf(orders.map(signed)));
    expect(digests).toEqual(ccxtSignatures.digests);
  });

  test('some of them, or all when asked for, are signed by CCXT now', { timeout: 600_000 }, async () => {
    const asked = asksAll ? randomOrders : randomOrders.slice(0, 20);
    for (const order of asked) expect(await signedByCcxt(order)).toBe(signed(order));
  });

  test('a login is signed as CCXT signs it', async () => {
    const exchange = ccxtWith(() => 1_763_712_000);
    let sent: unknown;
    Object.assign(exchange, {
      privatePostAuth: (parameters: unknown) => {
        sent = parameters;
        return Promise.resolve({ jwt_token: 'token' });
      },
    });
    await exchange.authenticateRest();
    const signature = signer.login({ timestamp: 1_763_712_000, expiration: 1_763_712_180 });
    expect(sent).toMatchObject({ signature, timestamp: 1_763_712_000, expiration: 1_763_712_180 });
  });
});

interface OrderToSign extends OrderKind, SignedTerms {
  readonly timestampMs: number;
  readonly market: string;
}

const markets = ['BTC-USD-PERP', 'ETH-USD-PERP', 'SOL-USD-PERP', 'kBONK-USD-PERP', 'S-USD-PERP'];
const random = createSeededRandom(20_261_121);
const randomOrders = Array.from({ length: 1_000 }, (): OrderToSign => {
  const type = random.below(4) === 0 ? 'MARKET' : 'LIMIT';
  return {
    // CCXT's clock has seconds.
    timestampMs: (1_700_000_000 + random.below(100_000_000)) * 1_000,
    market: markets[random.below(markets.length)] as string,
    side: random.below(2) === 0 ? 'buy' : 'sell',
    type,
    size: randomUnits(),
    price: type === 'MARKET' ? 0n : randomUnits(),
  };
});

function randomUnits(): bigint {
  return BigInt(1 + random.below(2 ** 31 - 1)) * 10n ** BigInt(random.below(8));
}

function signed(order: OrderToSign): string {
  return signer.finish(signer.begin(order.market, order, order.timestampMs), order);
}

const chunks = (orders: readonly OrderToSign[]): OrderToSign[][] =>
  Array.from({ length: 10 }, (_, chunk) => orders.slice(chunk * 100, chunk * 100 + 100));

const digestOf = (signatures: readonly string[]): string =>
  createHash('sha256').update(signatures.join('\n')).digest('hex');

async function signedByCcxt({ timestampMs, market, side, type, size, price }: OrderToSign): Promise<unknown> {
  const request = { market, side: side.toUpperCase(), type, size: text(size), price: text(price) };
  const sent = await ccxtWith(() => timestampMs / 1_000).signOrderRequest(request);
  return (sent as { readonly signature: unknown }).signature;
}

const exchange = new paradex({
  options: {
    systemConfig: { starknet_chain_id: chainId },
    paradexAccount: { privateKey: hex(privateKey), publicKey: '0x1', address: hex(address) },
  },
});

function ccxtWith(nonce: () => number): typeof exchange {
  return Object.assign(exchange, { nonce });
}

/** 10^−8 as a decimal. */
const text = (units: bigint): string => `${units / 10n ** 8n}.${String(units % 10n ** 8n).padStart(8, '0')}`;
