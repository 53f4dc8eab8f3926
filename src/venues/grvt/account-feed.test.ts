// What the private feeds say, as events: the venue's own frames, changed where it matters.
import { beforeEach, describe, expect, test } from 'vitest';
import { defineInstrument } from '../../core/instrument.ts';
import { usualMargin } from '../../core/margin.ts';
import { feeRate, lots, zeroQuote } from '../../core/money.ts';
import type { ClientOrderId } from '../../core/order.ts';
import { ClientIds } from '../wire/client-ids.ts';
import { InstrumentGrid } from '../wire/decimal-grid.ts';
import type { Emit } from '../wire/emitter.ts';
import type { Fields } from '../wire/json.ts';
import { AccountFeed } from './account-feed.ts';
import frames from './testing/fixtures/frames.json' with { type: 'json' };

const instrument = defineInstrument({
  venue: 'grvt',
  account: 'main',
  symbol: 'BTC_USDT_Perp',
  base: 'BTC',
  quote: 'USDT',
  tickSize: { digits: 1n, decimals: 2 },
  lotSize: { digits: 1n, decimals: 1 },
  minQuantity: lots(1),
  minNotional: zeroQuote,
  fees: { maker: feeRate(0n), taker: feeRate(0n) },
  margin: usualMargin,
});
const venueTimeUs = 1_697_788_800_000_000;
const clientOrderId = 23_042;

let told: unknown[];
let feed: AccountFeed;

beforeEach(() => {
  told = [];
  const emit: Emit = (event) => told.push(event);
  feed = new AccountFeed(new ClientIds([0]), emit);
  feed.add({ instrument, grid: new InstrumentGrid(instrument) });
});

const say = (stream: string, fields: Fields): boolean =>
  feed.told({ kind: 'feed', stream, sequence: 1, previous: 0, feed: fields });

function sayOrder(status: string, reason = 'UNSPECIFIED', traded = '0.0', clientId = '23042'): boolean {
  const { order } = frames;
  const metadata = { ...order.feed.metadata, client_order_id: clientId };
  const state = { ...order.feed.state, status, reject_reason: reason, traded_size: [traded] };
  return say('v1.order', { ...order.feed, metadata, state });
}

const sayCancel = (status: string): boolean =>
  say('v1.cancel', { ...frames.cancel.feed, cancel_status: status });

describe('orders', () => {
  test('are accepted once, however often the venue says that they are open', () => {
    for (const traded of ['0.0', '1.5', '3.0']) expect(sayOrder('OPEN', 'UNSPECIFIED', traded)).toBe(true);
    const venueOrderId = '0x1234567890abcdef';
    expect(told).toEqual([
      { kind: 'order-accepted', instrument: instrument.key, clientOrderId, venueOrderId, venueTimeUs },
    ]);
  });

  test.each([
    ['FILLED', 'UNSPECIFIED', '10.5', 'filled'],
    ['CANCELLED', 'CLIENT_CANCEL', '1.5', 'canceled'],
    ['CANCELLED', 'LIQUIDATION', '0.0', 'canceled'],
    ['CANCELLED', 'EXPIRED', '0.0', 'expired'],
    ['CANCELLED', 'IOC_CANCEL', '1.5', 'expired'],
    ['CANCELLED', 'MARKET_CANCEL', '1.5', 'expired'],
    ['REJECTED', 'CLIENT_CANCEL', '0.0', 'canceled'],
  ])('%s by %s with %s traded is the end: %s', (status, reason, traded, outcome) => {
    expect(sayOrder(status, reason, traded)).toBe(true);
    const cumulativeQuantity = Number(traded) * 10;
    expect(told).toMatchObject([{ kind: 'order-ended', clientOrderId, outcome, cumulativeQuantity }]);
  });

  test.each([
    ['FAIL_POST_ONLY', 'post-only-would-cross'],
    ['OVERLAPPING_CLIENT_ORDER_ID', 'duplicate-client-order-id'],
    ['BELOW_MARGIN', 'insufficient-margin'],
    ['SOMETHING_NEW', 'other'],
  ])('rejected with %s they were refused', (reason, refusal) => {
    sayOrder('REJECTED', reason);
    const failure = { kind: 'refused', reason: refusal, text: `rejected: ${reason}` };
    expect(told).toMatchObject([{ kind: 'request-failed', request: 'place', clientOrderId, failure }]);
  });

  test.each([
    ['only taken note of', () => sayOrder('PENDING')],
    ['of others', () => sayOrder('OPEN', 'UNSPECIFIED', '0.0', '9223372036854775809')],
    ['of an epoch that is not ours', () => sayOrder('OPEN', 'UNSPECIFIED', '0.0', String(2 ** 20))],
    [
      'of an instrument that is not traded',
      () => say('v1.order', { ...frames.order.feed, legs: [{ instrument: 'X' }] }),
    ],
  ])('%s are no news', (_name, speak) => {
    expect(speak()).toBe(true);
    expect(told).toEqual([]);
  });

  test.each([
    ['a state that nobody knows', () => sayOrder('MOVED')],
    ['a quantity between two lots', () => sayOrder('FILLED', 'UNSPECIFIED', '1.55')],
    ['no state at all', () => say('v1.order', { ...frames.order.feed, state: null })],
    ['a fill without a fee', () => say('v1.fill', { ...frames.fill.feed, fee: null })],
  ])('%s cannot be read', (_name, speak) => {
    expect(speak()).toBe(false);
    expect(told).toEqual([]);
  });
});

describe('fills', () => {
  test('have their own quantity, their fee and the venue’s trade id', () => {
    expect(say('v1.fill', frames.fill.feed)).toBe(true);
    expect(told).toEqual([
      {
        kind: 'fill',
        instrument: instrument.key,
        clientOrderId,
        tradeId: '209358-2',
        venueOrderId: '0x10000101000203040506',
        side: 'buy',
        price: 6_503_801,
        quantity: 3,
        liquidity: 'taker',
        fee: { asset: 'USDT', amount: 9_750_000_000_000_000_000n },
        venueTimeUs,
      },
    ]);
  });
});

describe('cancels', () => {
  const id = clientOrderId as ClientOrderId;

  test('that found nothing are refused, once', () => {
    feed.cancels(instrument.key, id);
    expect([sayCancel('EXPIRED'), sayCancel('EXPIRED')]).toEqual([true, true]);
    const failure = { kind: 'refused', reason: 'unknown-order' };
    expect(told).toMatchObject([{ kind: 'request-failed', request: 'cancel', clientOrderId, failure }]);
  });

  test('that came too late for a fill are refused too', () => {
    feed.cancels(instrument.key, id);
    sayOrder('FILLED', 'UNSPECIFIED', '10.5');
    sayCancel('EXPIRED');
    expect(told).toMatchObject([{ kind: 'order-ended' }, { kind: 'request-failed', request: 'cancel' }]);
  });

  test.each([
    ['one that another waits for already', () => feed.cancels(instrument.key, id), 'DROPPED_DUPLICATE'],
    ['one that was not sent from here', () => undefined, 'EXPIRED'],
  ])('%s is no news', (_name, before, status) => {
    before();
    expect(sayCancel(status)).toBe(true);
    expect(told).toEqual([]);
  });
});
