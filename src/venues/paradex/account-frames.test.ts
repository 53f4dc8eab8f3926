// Frames of the private channels are read by hand, and must be taken and refused as the shapes of the same rows by request are.
import { describe, expect, test } from 'vitest';
import { isFill, isOrder } from './account-frames.ts';
import { fillShape, orderShape } from './wire.ts';

const order = {
  id: '1681471234972000000201709',
  client_id: '23',
  market: 'ETH-USD-PERP',
  side: 'BUY',
  size: '0.1',
  remaining_size: '0',
  price: '3000.5',
  status: 'CLOSED',
  cancel_reason: '',
  last_updated_at: 1_681_493_939_981,
  type: 'LIMIT',
};
const fill = {
  id: '8615262148007718462',
  client_id: '23',
  order_id: order.id,
  market: 'ETH-USD-PERP',
  side: 'SELL',
  liquidity: 'MAKER',
  price: '3000.5',
  size: '0.1',
  fee: '-0.015',
  fee_currency: 'USDC',
  created_at: 1_681_462_770_114,
  fill_type: 'FILL',
};
const others = [undefined, null, '', 'OPEN', 'TAKER', 'SELL', 0, 1.5, true, [], {}];

describe.each([
  ['an order', order, isOrder, orderShape],
  ['a fill', fill, isFill, fillShape],
] as const)('%s', (_name, row, isRead, shape) => {
  const fields = Object.keys(row);

  test('is read', () => {
    expect(isRead(row)).toBe(true);
    expect(isRead(JSON.parse(JSON.stringify(row)))).toBe(true);
  });

  test.each(fields)('with any other %s is read just when the shape allows it', (field) => {
    for (const value of others) {
      const changed = { ...row, [field]: value };
      expect([field, value, isRead(changed)]).toEqual([field, value, shape.safeParse(changed).success]);
    }
  });

  test.each([undefined, null, 'text', 7, [row]])('is not read from %j', (value) => {
    expect(isRead(value)).toBe(false);
  });
});
