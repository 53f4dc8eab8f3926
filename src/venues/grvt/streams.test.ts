// The sockets of the adapter: what is lost is told, what is told is told once or can be told apart, and orders leave either way.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BookEvent, EngineEvent } from '../../core/events.ts';
import { lots, ticks } from '../../core/money.ts';
import type { ClientOrderId, OrderRequest, RiskApproved } from '../../core/order.ts';
import { openWireHarness, type WireHarness } from '../testing/wire-harness.ts';
import { grvt } from './adapter.ts';

let harness: WireHarness;

beforeEach(async () => {
  harness = await openWireHarness(grvt, { price: 300_000, unit: 2, soonMs: 150 });
});

afterEach(() => harness.close());

const show = (bid: number): void =>
  harness.show([
    ['buy', ticks(bid), lots(1_000)],
    ['sell', ticks(300_010), lots(1_000)],
  ]);
const books = (): BookEvent[] => harness.received.filter((event) => event.kind === 'book');
const isStream =
  (isUp: boolean) =>
  (event: EngineEvent): boolean =>
    event.kind === 'stream' && event.isUp === isUp;

function takeOne(id: number, change: Partial<OrderRequest> = {}): void {
  harness.venue.place({
    clientOrderId: id as ClientOrderId,
    instrument: harness.instrument.key,
    role: 'hedge',
    side: 'buy',
    quantity: lots(2),
    price: ticks(300_010),
    timeInForce: 'ioc',
    postOnly: false,
    reduceOnly: false,
    cycle: 0,
    tickOffset: 0,
    ...change,
  } as unknown as RiskApproved);
}

describe('the book', () => {
  test('begins with a snapshot, and goes on with the levels that change', async () => {
    show(299_990);
    show(299_980);
    await harness.settle();
    expect(books().map(({ isSnapshot }) => isSnapshot)).toEqual([true, false, false]);
    expect(books().at(-1)?.levels.toJSON()).toEqual([1, 299_990, 0, 1, 299_980, 1_000]);
  });

  test('after a gap there is none, until the next snapshot', async () => {
    show(299_990);
    await harness.settle();
    harness.server.faults.start({ kind: 'silence', stream: 'public', times: 1 });
    show(299_980);
    show(299_970);
    const before = books().length;
    await harness.heard(() => books().length >= before + 2);
    expect(books().slice(before)).toMatchObject([
      { isSnapshot: true, levels: { count: 0 } },
      { isSnapshot: true, levels: { count: 2 } },
    ]);
    expect(books().at(-1)?.levels.toJSON()).toEqual([1, 299_970, 1_000, 0, 300_010, 1_000]);
  });

  test('after its socket was lost there is none, until it is back', async () => {
    show(299_990);
    await harness.settle();
    const before = books().length;
    harness.server.streams.cut('public');
    await harness.heard(() => books().length >= before + 2);
    expect(books().slice(before)).toMatchObject([
      { levels: { count: 0 } },
      { isSnapshot: true, levels: { count: 2 } },
    ]);
  });

  test('trades come with the side that took', async () => {
    show(299_990);
    harness.trade('sell', ticks(299_990), lots(7));
    await harness.settle();
    const trade = { kind: 'trade', aggressor: 'sell', price: 299_990, quantity: 7 };
    expect(harness.received).toContainEqual(expect.objectContaining(trade));
  });
});

describe('funding', () => {
  test('the rate is told with the first ticker, and a payment when it is asked for', async () => {
    const { exchange } = harness.server;
    const isRate = (event: EngineEvent): boolean => event.kind === 'funding-rate';
    expect(await harness.heard(isRate)).toMatchObject({ rate: 100_000_000_000_000n, intervalMs: 28_800_000 });
    show(299_990);
    takeOne(1);
    await harness.settle();
    exchange.payFunding(harness.instrument.symbol);
    for (const requestId of [1, 2]) harness.venue.queryFunding(harness.instrument.key, requestId, 0);
    const news = await harness.settle();
    // 0.02 ETH at 3 000 and 1 bp: a long pays.
    const amount = { asset: 'USDT', amount: -6_000_000_000_000_000n };
    const payments = news.filter((event) => event.kind === 'funding-payment');
    expect(payments).toMatchObject([{ amount }, { amount }]);
    expect(new Set(payments.map(({ paymentId }) => paymentId)).size).toBe(1);
    const reports = news.filter((event) => event.kind === 'funding-report');
    expect(new Set(reports.map(({ requestId }) => requestId))).toEqual(new Set([1, 2]));
  });
});

describe('the trading socket', () => {
  test('its loss is told at once, and that it is back; what it missed is there to be asked for', async () => {
    show(299_990);
    await harness.settle();
    harness.server.streams.cut('private');
    await harness.heard(isStream(false));
    takeOne(1);
    await harness.heard(isStream(true));
    await harness.settle();
    harness.venue.queryFills(harness.instrument.key, 9, 0);
    const news = await harness.settle();
    expect(news).toMatchObject([
      { kind: 'fill', clientOrderId: 1, quantity: 2, liquidity: 'taker' },
      { kind: 'fills-report', requestId: 9 },
    ]);
  });

  test('while it is down orders and cancels leave by request', async () => {
    show(299_990);
    await harness.settle();
    harness.server.streams.cut('private');
    await harness.heard(isStream(false));
    takeOne(1, { price: ticks(299_000), timeInForce: 'gtc', role: 'quote' });
    harness.venue.queryOrder(harness.instrument.key, 1 as ClientOrderId);
    const known = await harness.heard(({ kind }) => kind === 'order-report' || kind === 'order-not-found');
    expect(known.kind).toBe('order-report');
  });

  test('a private frame that was lost shows as a gap: the stream is said to be down, and comes back', async () => {
    show(299_990);
    await harness.settle();
    harness.server.faults.start({ kind: 'silence', stream: 'private', times: 1 });
    takeOne(1);
    await harness.heard(isStream(false));
    await harness.heard(isStream(true));
    harness.venue.queryFills(harness.instrument.key, 9, 0);
    expect(await harness.settle()).toContainEqual(expect.objectContaining({ kind: 'fills-report' }));
    const fills = harness.received.flatMap((event) => (event.kind === 'fill' ? [event.tradeId] : []));
    expect(new Set(fills).size).toBe(1);
  });

  test('frames that come twice are told once', async () => {
    show(299_990);
    harness.server.faults.start({ kind: 'duplicate-frames' });
    takeOne(1);
    await harness.settle();
    const kinds = harness.received.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'fill' || kind.startsWith('order'))).toEqual([
      'order-accepted',
      'fill',
      'order-ended',
    ]);
  });

  test('orders of others than us are not told of', async () => {
    show(299_990);
    const { exchange } = harness.server;
    exchange.place(exchange.account('main'), {
      symbol: harness.instrument.symbol,
      clientId: '9223372036854775809',
      side: 'buy',
      quantity: lots(5),
      price: ticks(300_010),
      timeInForce: 'ioc',
      postOnly: false,
      reduceOnly: false,
      expiresAtUs: undefined,
    });
    harness.venue.queryFills(harness.instrument.key, 3, 0);
    const news = await harness.settle();
    const ofMarket = new Set(['book', 'trade', 'funding-rate']);
    expect(news.map(({ kind }) => kind).filter((kind) => !ofMarket.has(kind))).toEqual(['fills-report']);
  });

  test('a quote goes away by itself, within a minute of its venue’s own time', async () => {
    show(299_990);
    takeOne(1, { price: ticks(299_000), timeInForce: 'gtc', role: 'quote' });
    await harness.settle();
    const { exchange } = harness.server;
    const [order] = exchange.orders(exchange.account('main'));
    const leftUs = (order?.expiresAtUs ?? Infinity) - exchange.nowUs();
    expect(leftUs).toBeGreaterThan(50_000_000);
    expect(leftUs).toBeLessThanOrEqual(60_100_000);
  });
});

test('the state of the account, for people', async () => {
  show(299_990);
  takeOne(1);
  takeOne(2, { price: ticks(299_000), timeInForce: 'gtc', role: 'quote' });
  await harness.settle();
  const state = await harness.opened.accountState();
  expect(state).toMatchObject({
    ok: true,
    value: {
      balances: [{ asset: 'USDT' }],
      positions: [{ symbol: 'ETH_USDT_Perp', quantity: '0.02' }],
      openOrders: [{ symbol: 'ETH_USDT_Perp', side: 'buy', price: '2990', remaining: '0.02' }],
    },
  });
});

test('a venue whose clock is two minutes ahead: orders end by its time', async () => {
  const { clock } = harness.options;
  const aheadUs = 120_000_000;
  const venueClock = {
    nowUs: () => clock.nowUs() + aheadUs,
    wakeAt: (atUs: number, wake: () => void) => clock.wakeAt(atUs - aheadUs, wake),
  };
  await harness.close();
  harness = await openWireHarness(grvt, { price: 300_000, unit: 2, clock: venueClock });
  expect(Math.abs(harness.opened.clockOffsetUs - aheadUs)).toBeLessThan(1_000_000);
  takeOne(1, { price: ticks(299_000), timeInForce: 'gtc', role: 'quote' });
  await harness.settle();
  expect(harness.received.map(({ kind }) => kind)).toContain('order-accepted');
});

test('without keys there is only public data', async () => {
  const opened = await grvt.open({ ...harness.options, credentials: undefined });
  if (!opened.ok) throw new Error(opened.message);
  expect(opened.value.trading).toBeUndefined();
  const instrument = await opened.value.instrumentOf('ETH');
  if (!instrument.ok) throw new Error(instrument.message);
  expect(await opened.value.follow(instrument.value)).toMatchObject({ ok: true });
  expect(await opened.value.accountState()).toMatchObject({ ok: false, code: 'credentials-missing' });
  await opened.value.close();
});
