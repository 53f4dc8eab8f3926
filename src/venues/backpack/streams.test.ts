// The streams of the adapter over real sockets: what is lost is told, and what is told is told once or can be told apart.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BookEvent, EngineEvent } from '../../core/events.ts';
import { lots, ticks } from '../../core/money.ts';
import type { ClientOrderId, RiskApproved } from '../../core/order.ts';
import { openWireHarness, type WireHarness } from '../testing/wire-harness.ts';
import { AccountStream } from './account-stream.ts';
import { backpack } from './adapter.ts';
import { Rest } from './rest.ts';
import { SigningKey } from './sign.ts';

let harness: WireHarness;

beforeEach(async () => {
  harness = await openWireHarness(backpack, { price: 300_000, unit: 100 });
});

afterEach(() => harness.close());

const show = (bid: number): void =>
  harness.show([
    ['buy', ticks(bid), lots(10_000)],
    ['sell', ticks(300_010), lots(10_000)],
  ]);
const books = (): BookEvent[] => harness.received.filter((event) => event.kind === 'book');
const isStream =
  (isUp: boolean) =>
  (event: EngineEvent): boolean =>
    event.kind === 'stream' && event.isUp === isUp;

function takeOne(id: number): void {
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
  } as unknown as RiskApproved);
}

describe('the book', () => {
  test('begins with a snapshot, and goes on with the levels that change', async () => {
    show(299_990);
    show(299_980);
    await harness.settle();
    expect(books().map(({ isSnapshot }) => isSnapshot)).toEqual([true, false, false]);
    expect(books().at(-1)?.levels.toJSON()).toEqual([1, 299_990, 0, 1, 299_980, 10_000]);
  });

  test('after a gap there is none, until the next snapshot', async () => {
    show(299_990);
    await harness.settle();
    harness.server.faults.start({ kind: 'silence', stream: 'public', times: 1 });
    show(299_980);
    show(299_970);
    await harness.settle();
    expect(books().slice(-2)).toMatchObject([
      { isSnapshot: true, levels: { count: 0 } },
      { isSnapshot: true, levels: { count: 2 } },
    ]);
    expect(books().at(-1)?.levels.toJSON()).toEqual([0, 300_010, 10_000, 1, 299_970, 10_000]);
  });

  test('after its stream was lost there is none, until it is back', async () => {
    show(299_990);
    await harness.settle();
    const before = books().length;
    harness.server.streams.cut('public');
    await harness.heard(
      (event) => event.kind === 'book' && event.levels.count === 2 && books().length > before + 1,
    );
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
  test('the rate is told with the first word of the market, and a payment when it is asked for', async () => {
    const { exchange } = harness.server;
    const isRate = (event: EngineEvent): boolean => event.kind === 'funding-rate';
    expect(await harness.heard(isRate)).toMatchObject({ rate: 100_000_000_000_000n, intervalMs: 28_800_000 });
    show(299_990);
    takeOne(1);
    await harness.settle();
    exchange.payFunding(harness.instrument.symbol);
    for (const requestId of [1, 2]) harness.venue.queryFunding(harness.instrument.key, requestId, 0);
    const news = await harness.settle();
    // 0.01 ETH at 3 000 and 1 bp: a long pays.
    const amount = { asset: 'USDC', amount: -3_000_000_000_000_000n };
    expect(news).toMatchObject([
      { kind: 'funding-payment', amount },
      { kind: 'funding-report', requestId: 1 },
      { kind: 'funding-payment', amount },
      { kind: 'funding-report', requestId: 2 },
    ]);
    const ids = news.flatMap((event) => (event.kind === 'funding-payment' ? [event.paymentId] : []));
    expect(new Set(ids).size).toBe(1);
  });
});

describe('the private stream', () => {
  test('its loss is told at once, and that it is back; what it missed is there to be asked for', async () => {
    show(299_990);
    await harness.settle();
    harness.server.streams.cut('private');
    await harness.heard(isStream(false));
    takeOne(1);
    await harness.heard(isStream(true));
    await harness.settle();
    expect(harness.received.filter((event) => event.kind === 'fill')).toEqual([]);
    harness.venue.queryFills(harness.instrument.key, 9, 0);
    const news = await harness.settle();
    expect(news).toMatchObject([
      { kind: 'fill', clientOrderId: 1, quantity: 100, liquidity: 'taker' },
      { kind: 'fills-report', requestId: 9 },
    ]);
  });

  test('a key that the venue does not know gets no stream, and the message says what to do', async () => {
    const { clock } = harness.options;
    const key = new SigningKey(Buffer.alloc(32, 3));
    const rest = new Rest({ origin: harness.server.origin, clock, key });
    const url = harness.server.origin.replace('http', 'ws');
    const stream = new AccountStream({ url, key, rest, clock, emit: () => undefined, told: () => true });
    expect(await stream.follow(harness.instrument.key)).toMatchObject({
      ok: false,
      code: 'stream-refused',
      message: expect.stringContaining('Unauthorized'),
      remedy: expect.stringContaining('.env'),
    });
    stream.close();
    await rest.close();
  });

  test('frames that come twice: the same fill under the same trade id, one acceptance and one end', async () => {
    show(299_990);
    harness.server.faults.start({ kind: 'duplicate-frames' });
    takeOne(1);
    await harness.settle();
    const kinds = harness.received.map(({ kind }) => kind).filter((kind) => kind !== 'book');
    expect(kinds.filter((kind) => kind === 'order-accepted' || kind === 'order-ended')).toHaveLength(2);
    const fills = harness.received.flatMap((event) => (event.kind === 'fill' ? [event.tradeId] : []));
    expect([fills.length, new Set(fills).size]).toEqual([2, 1]);
  });

  test('orders of others than us are not told of', async () => {
    show(299_990);
    const { exchange } = harness.server;
    exchange.place(exchange.account('main'), {
      symbol: harness.instrument.symbol,
      clientId: undefined,
      side: 'buy',
      quantity: lots(5),
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
  takeOne(1);
  await harness.settle();
  const state = await harness.opened.accountState();
  expect(state).toMatchObject({
    ok: true,
    value: { positions: [{ symbol: 'ETH_USDC_PERP', quantity: '0.01' }], openOrders: [] },
  });
});
