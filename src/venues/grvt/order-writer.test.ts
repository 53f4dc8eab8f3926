// Orders as they leave: the venue's field names, a signature over what is written, and nothing that anybody else earns by.
import { describe, expect, test } from 'vitest';
import { lots, ticks } from '../../core/money.ts';
import type { OrderRequest } from '../../core/order.ts';
import { nonceOf, OrderWriter } from './order-writer.ts';
import { OrderSigner } from './sign.ts';

const signer = new OrderSigner(Buffer.alloc(32, 7), 326, '2147050003876484');
const asset = { assetId: '0x030401', baseDecimals: 9 };
const instrument = {
  symbol: 'ETH_USDT_Perp',
  tickSize: { digits: 1n, decimals: 2 },
  lotSize: { digits: 1n, decimals: 2 },
};
const writer = new OrderWriter(instrument, asset, signer, 326, '2147050003876484');
const identity = { clientId: '1830000000000001', nonce: 7, expirationNs: 1_800_000_000_000_000_000n };

const quote = {
  side: 'buy',
  price: ticks(300_010),
  quantity: lots(25),
  postOnly: true,
  reduceOnly: false,
  timeInForce: 'gtc',
} as const;

const written = (change: Partial<OrderRequest>) =>
  (JSON.parse(writer.write({ ...quote, ...change }, identity)) as { order: Record<string, unknown> }).order;

describe('orders of grvt', () => {
  test('a quote, whole', () => {
    expect(written({})).toEqual({
      sub_account_id: '2147050003876484',
      is_market: false,
      time_in_force: 'GOOD_TILL_TIME',
      post_only: true,
      reduce_only: false,
      legs: [{ instrument: 'ETH_USDT_Perp', size: '0.25', limit_price: '3000.1', is_buying_asset: true }],
      signature: {
        signer: signer.address,
        r: expect.stringMatching(/^0x[0-9a-f]{64}$/),
        s: expect.stringMatching(/^0x[0-9a-f]{64}$/),
        v: expect.toBeOneOf([27, 28]),
        expiration: '1800000000000000000',
        nonce: 7,
        chain_id: '326',
      },
      metadata: { client_order_id: '1830000000000001' },
    });
  });

  test.each([
    ['ioc', 'IMMEDIATE_OR_CANCEL'],
    ['fok', 'FILL_OR_KILL'],
  ] as const)('%s is %s', (timeInForce, name) => {
    expect(written({ timeInForce, postOnly: false })).toMatchObject({ time_in_force: name });
  });

  test('a market order has no price', () => {
    const order = written({ price: undefined, side: 'sell', postOnly: false, reduceOnly: true });
    const legs = [{ limit_price: null, is_buying_asset: false }];
    expect(order).toMatchObject({ is_market: true, reduce_only: true, legs });
  });

  test('what is written is what is signed', () => {
    const before = written({});
    for (const change of [
      { price: ticks(300_011) },
      { quantity: lots(26) },
      { side: 'sell' },
      { postOnly: false },
    ] as const)
      expect(written(change)['signature']).not.toEqual(before['signature']);
    expect(written({})).toEqual(before);
  });

  test('nobody else earns by an order', () => {
    expect(writer.write(quote, identity)).not.toMatch(/builder|broker|referr/i);
  });

  test('the nonce has 32 bits, and differs from order to order', () => {
    const first = 1_800_000_000 * 2 ** 20;
    expect(nonceOf(first + 1)).not.toBe(nonceOf(first + 2));
    expect(nonceOf(Number.MAX_SAFE_INTEGER)).toBe(2 ** 32 - 1);
  });
});
