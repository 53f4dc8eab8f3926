import { describe, expect, test } from 'vitest';
import { parseFrame } from './frames.ts';
import frames from './testing/fixtures/frames.json' with { type: 'json' };

const parse = (frame: unknown) => parseFrame(JSON.stringify(frame));

describe('frames of the streams', () => {
  test('an accepted order, without a client id of ours', () => {
    expect(parse(frames.orderAccepted)).toEqual({
      kind: 'order',
      symbol: 'ETH_USDC',
      update: {
        event: 'orderAccepted',
        venueOrderId: '5406825793',
        clientId: undefined,
        side: 'buy',
        status: 'New',
        cumulativeQuantity: '0',
        expiryReason: undefined,
        fill: undefined,
        venueTimeUs: 1754939110174703,
      },
    });
  });

  test('a fill has its own quantity beside the cumulative one, its fee and its trade', () => {
    const fill = { ...frames.orderFill.data, l: '0.0004', c: 17 };
    expect(parse({ ...frames.orderFill, data: fill })).toMatchObject({
      update: {
        clientId: 17,
        cumulativeQuantity: '0.0010',
        fill: {
          tradeId: '2888471',
          price: '4299.16',
          quantity: '0.0004',
          isMaker: false,
          fee: '0.000001',
          feeAsset: 'ETH',
        },
      },
    });
  });

  test('a change of the book has the sequence numbers that it spans, and the levels as text', () => {
    expect(parse(frames.depth)).toEqual({
      kind: 'depth',
      symbol: 'SOL_USDC',
      update: {
        first: 94978271,
        last: 94978273,
        asks: [['18.70', '0.000']],
        bids: [
          ['18.67', '0.832'],
          ['18.68', '0.000'],
        ],
        venueTimeUs: 1694687965940999,
      },
    });
  });

  test('long numbers may come as text', () => {
    const depth = { ...frames.depth, data: { ...frames.depth.data, T: '1694687965940999', u: '94978273' } };
    expect(parse(depth)).toEqual(parse(frames.depth));
  });

  test('the buyer of a trade was the maker: others sold', () => {
    const trade = { price: '18.68', quantity: '0.122', aggressor: 'sell', venueTimeUs: 1694688638089000 };
    expect(parse(frames.trade)).toEqual({ kind: 'trade', symbol: 'SOL_USDC', trade });
  });

  test('the funding of the present interval, and when it is paid', () => {
    const mark = { fundingRate: '1.70', nextFundingMs: 1694687965941 };
    expect(parse(frames.markPrice)).toEqual({ kind: 'mark-price', symbol: 'SOL_USDC', mark });
  });

  test.each([
    ['a refused subscription', { id: null, error: { code: 4002, message: 'Invalid signature' } }, 'error'],
    ['a confirmed subscription', { id: null, result: null }, 'other'],
    ['a stream that nobody asked for', { stream: 'ticker.X', data: { e: 'ticker', s: 'X' } }, 'other'],
  ])('%s', (_name, frame, kind) => {
    expect(parse(frame)?.kind).toBe(kind);
  });

  test.each([
    ['no JSON', '{"stream":'],
    ['no object', '[]'],
    ['a depth without its sequence', JSON.stringify({ data: { ...frames.depth.data, U: undefined } })],
    ['a depth with a number as a price', JSON.stringify({ data: { ...frames.depth.data, a: [[1, '2']] } })],
    [
      'a fill without its trade',
      JSON.stringify({ ...frames.orderFill, data: { ...frames.orderFill.data, t: null } }),
    ],
    [
      'a fill without its fee',
      JSON.stringify({ ...frames.orderFill, data: { ...frames.orderFill.data, n: undefined } }),
    ],
  ])('%s cannot be read', (_name, text) => {
    expect(parseFrame(text)).toBeUndefined();
  });
});
