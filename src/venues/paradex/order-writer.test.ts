// Orders as the venue takes them.
import { describe, expect, test } from 'vitest';
import { defineInstrument } from '../../core/instrument.ts';
import { usualMargin } from '../../core/margin.ts';
import { lots, ticks, zeroQuote } from '../../core/money.ts';
import { InstrumentGrid } from '../wire/decimal-grid.ts';
import { kindOf, OrderWriter, type OrderWish, type SignedOrder } from './order-writer.ts';
import { capabilities } from './rules.ts';
import { ParadexSigner } from './sign.ts';

const instrument = defineInstrument({
  venue: 'paradex',
  account: 'main',
  symbol: 'ETH-USD-PERP',
  base: 'ETH',
  quote: 'USDC',
  tickSize: { digits: 1n, decimals: 2 },
  lotSize: { digits: 1n, decimals: 4 },
  minQuantity: lots(1),
  minNotional: zeroQuote,
  fees: capabilities.listedFees,
  margin: usualMargin,
});
const signer = new ParadexSigner({ chainId: 'PRIVATE_SN_LOCAL_SERVER', address: 5n, privateKey: 7n });
const writer = new OrderWriter(instrument, new InstrumentGrid(instrument), signer);
const written = (wish: OrderWish): SignedOrder =>
  writer.write(wish, '9', writer.begin(kindOf(wish), 1_700_000_000_000));

const limit: OrderWish = {
  side: 'sell',
  quantity: lots(12_345),
  price: ticks(300_050),
  timeInForce: 'gtc',
  postOnly: false,
  reduceOnly: false,
};

describe('orders', () => {
  test.each<readonly [string, Partial<OrderWish>, object]>([
    ['rest', {}, { type: 'LIMIT', instruction: 'GTC', size: '1.2345', price: '3000.5', flags: [] }],
    ['rest only', { postOnly: true }, { instruction: 'POST_ONLY' }],
    ['take up to a price', { timeInForce: 'ioc' }, { type: 'LIMIT', instruction: 'IOC' }],
    [
      'take at market',
      { price: undefined, timeInForce: 'ioc' },
      { type: 'MARKET', price: '0', instruction: 'GTC' },
    ],
    ['reduce', { reduceOnly: true }, { flags: ['REDUCE_ONLY'] }],
    ['buy', { side: 'buy' }, { side: 'BUY' }],
  ])('that %s', (_name, change, expected) => {
    expect(written({ ...limit, ...change })).toMatchObject({
      market: 'ETH-USD-PERP',
      client_id: '9',
      signature_timestamp: 1_700_000_000_000,
      ...expected,
    });
  });

  test('size and price are signed in 10^−8, and nothing else is sent: no partner, no referral', () => {
    const order = written(limit);
    expect(order.signature).toBe(
      signer.finish(signer.begin('ETH-USD-PERP', { side: 'sell', type: 'LIMIT' }, 1_700_000_000_000), {
        size: 123_450_000n,
        price: 300_050_000_000n,
      }),
    );
    const names =
      'client_id flags instruction market price recv_window side signature signature_timestamp size type';
    expect(Object.keys(order).sort()).toEqual(names.split(' '));
  });
});
