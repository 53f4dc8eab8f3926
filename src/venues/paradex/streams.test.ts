// The streams of the adapter over real sockets: what is lost is told, and what is told is told once or can be told apart.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BookEvent, EngineEvent } from '../../core/events.ts';
import { lots, ticks } from '../../core/money.ts';
import type { ClientOrderId, RiskApproved } from '../../core/order.ts';
import { openWireHarness, type WireHarness } from '../testing/wire-harness.ts';
import { paradex } from './adapter.ts';

let harness: WireHarness;

beforeEach(async () => {
  harness = await openWireHarness(paradex, { price: 300_000, unit: 100 });
});

afterEach(() => harness.close());

const show = (bid: number): void =>
  harness.show([
    ['buy', ticks(bid), lots(10_000)],
    ['sell', ticks(300_010), lots(10_000)],
  ]);
const isBook =
  (bid: number) =>
  (event: EngineEvent): boolean =>
    event.kind === 'book' && event.levels.count > 0 && event.levels.price(0) === bid;
const books = (): BookEvent[] => harness.received.filter((event) => event.kind === 'book');
const isStream =
  (isUp: boolean) =>
  (event: EngineEvent): boolean =>
    event.kind === 'stream' && event.isUp === isUp;

function place(id: number, change: Partial<RiskApproved> = {}): void {
  harness.venue.place({
    clientOrderId: id as ClientOrderId,
    instrument: harness.instrument.key,
    role: 'hedge',
    side: 'buy',
    quantity: lots(100),
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
  test('comes whole every time, and the next one makes good for one that was lost', async () => {
    show(299_990);
    await harness.heard(isBook(299_990));
    harness.server.faults.start({ kind: 'silence', stream: 'public', times: 1 });
    show(299_980);
    await new Promise((resolve) => {
      harness.options.clock.wakeAt(harness.options.clock.nowUs() + 60_000, () => resolve(undefined));
    });
    show(299_970);
    await harness.heard(isBook(299_970));
    expect(books().every(({ isSnapshot }) => isSnapshot)).toBe(true);
    expect(books().at(-1)?.levels.toJSON()).toEqual([1, 299_970, 10_000, 0, 300_010, 10_000]);
  });

  test('after its stream was lost there is none, until it is back', async () => {
    show(299_990);
    await harness.heard(isBook(299_990));
    const before = books().length;
    harness.server.streams.cut('public');
    await harness.heard((event) => event.kind === 'book' && books().length > before + 1);
    expect(books().slice(before)).toMatchObject([{ levels: { count: 0 } }, { levels: { count: 2 } }]);
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
  test('the rate of a period is told as what a minute of it costs, and a payment once it is booked', async () => {
    const { exchange } = harness.server;
    const isRate = (event: EngineEvent): boolean => event.kind === 'funding-rate';
    // One basis point in eight hours.
    const rate = 10n ** 14n / 480n;
    expect(await harness.heard(isRate)).toMatchObject({ rate, intervalMs: 60_000 });
    show(299_990);
    place(1);
    await harness.settle();
    exchange.payFunding(harness.instrument.symbol);
    for (const requestId of [1, 2]) harness.venue.queryFunding(harness.instrument.key, requestId, 0);
    const news = await harness.settle();
    // 0.01 ETH at 3 000 and 1 bp: a long pays. Once by the stream, and twice by request, always under the same id.
    const payments = news.filter((event) => event.kind === 'funding-payment');
    const amount = { asset: 'USDC', amount: -3_000_000_000_000_000n };
    expect(payments).toMatchObject([{ amount }, { amount }, { amount }]);
    expect(new Set(payments.map(({ paymentId }) => paymentId)).size).toBe(1);
    expect(news.filter(({ kind }) => kind === 'funding-report')).toHaveLength(2);
  });
});

describe('the order socket', () => {
  test('its loss is told at once, and that it is back; what it missed is there to be asked for', async () => {
    show(299_990);
    place(1, { timeInForce: 'gtc', postOnly: true, price: ticks(299_995) });
    await harness.settle();
    harness.server.faults.start({ kind: 'silence', stream: 'private' });
    harness.trade('sell', ticks(299_995), lots(40));
    harness.server.streams.cut('private');
    await harness.heard(isStream(false));
    harness.server.faults.stopAll();
    await harness.heard(isStream(true));
    await harness.settle();
    expect(harness.received.filter((event) => event.kind === 'fill')).toEqual([]);
    harness.venue.queryFills(harness.instrument.key, 9, 0);
    const news = await harness.settle();
    expect(news).toMatchObject([
      { kind: 'fill', clientOrderId: 1, quantity: 40, liquidity: 'maker' },
      { kind: 'fills-report', requestId: 9 },
    ]);
  });

  test('the venue cancels what was placed over it when it is lost', async () => {
    show(299_990);
    place(1, { timeInForce: 'gtc', price: ticks(299_000) });
    await harness.settle();
    const { exchange, streams } = harness.server;
    expect(exchange.orders(exchange.account('main'))).toHaveLength(1);
    streams.cut('private');
    await harness.heard(isStream(true));
    expect(exchange.orders(exchange.account('main'))).toEqual([]);
    harness.venue.queryOrder(harness.instrument.key, 1 as ClientOrderId);
    await harness.settle();
    expect(harness.received.at(-1)).toMatchObject({ kind: 'order-report', isOpen: false });
  });

  test('frames that come twice: the same fill under the same trade id, one acceptance and one end', async () => {
    show(299_990);
    harness.server.faults.start({ kind: 'duplicate-frames' });
    place(1);
    await harness.settle();
    const kinds = harness.received.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'order-accepted' || kind === 'order-ended')).toHaveLength(2);
    const fills = harness.received.flatMap((event) => (event.kind === 'fill' ? [event.tradeId] : []));
    expect([fills.length, new Set(fills).size]).toEqual([2, 1]);
  });

  test('frames that come in another order: an order that is over is not opened again', async () => {
    show(299_990);
    harness.server.faults.start({ kind: 'reorder-frames' });
    place(1);
    await harness.heard((event) => event.kind === 'order-ended');
    await harness.heard((event) => event.kind === 'fill');
    await harness.settle();
    const kinds = harness.received.map(({ kind }) => kind).filter((kind) => kind.startsWith('order-'));
    expect(kinds).toEqual(['order-accepted', 'order-ended']);
  });

  test('orders of others than us are not told of', async () => {
    show(299_990);
    const { exchange } = harness.server;
    exchange.place(exchange.account('main'), {
      symbol: harness.instrument.symbol,
      clientId: undefined,
      side: 'buy',
      quantity: lots(100),
      price: undefined,
      timeInForce: 'gtc',
      postOnly: false,
      reduceOnly: false,
      expiresAtUs: undefined,
    });
    harness.venue.queryFills(harness.instrument.key, 3, 0);
    await harness.settle();
    const told = harness.received.map(({ kind }) => kind);
    expect(told.filter((kind) => kind.startsWith('order') || kind.startsWith('fill'))).toEqual([
      'fills-report',
    ]);
  });
});

test('the account, for people', async () => {
  show(299_990);
  place(1);
  await harness.settle();
  const state = await harness.opened.accountState();
  expect(state).toMatchObject({
    ok: true,
    value: { positions: [{ symbol: 'ETH-USD-PERP', quantity: '0.01' }], openOrders: [] },
  });
});
