// What goes wrong between the adapter and its venue: every failure gets its tag and its remedy, nothing secret is in any of them,
// and an outcome that is not known is never called a refusal.
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { provesNoEffect } from '../../core/failure.ts';
import { lots, parseQuote, ticks, type QuoteAmount } from '../../core/money.ts';
import type { ClientOrderId, RiskApproved } from '../../core/order.ts';
import type { Fault } from '../local/fault.ts';
import { openWireHarness, type WireHarness } from '../testing/wire-harness.ts';
import { backpack } from './adapter.ts';
import { BackpackCredentials } from './credentials.ts';
import { Rest } from './rest.ts';
import { SigningKey } from './sign.ts';
import { ordersShape, paths } from './wire.ts';

let harness: WireHarness;
let lastId = 0;

beforeEach(async () => {
  harness = await openWireHarness(backpack, { price: 300_000, unit: 100, collateral });
  harness.show([
    ['buy', ticks(299_990), lots(10_000)],
    ['sell', ticks(300_010), lots(10_000)],
  ]);
  await harness.settle();
});

afterEach(() => harness.close());

const collateral = parseQuote('1000') as QuoteAmount;

function place(change: Partial<RiskApproved> = {}): ClientOrderId {
  lastId += 1;
  const order = {
    clientOrderId: lastId as ClientOrderId,
    instrument: harness.instrument.key,
    role: 'quote',
    side: 'buy',
    quantity: lots(100),
    price: ticks(299_000),
    timeInForce: 'gtc',
    postOnly: false,
    reduceOnly: false,
    cycle: 0,
    tickOffset: 0,
    ...change,
  } as RiskApproved;
  harness.venue.place(order);
  return order.clientOrderId;
}

/** What the placing came to. */
async function failureOfPlacing(change: Partial<RiskApproved> = {}) {
  const clientOrderId = place(change);
  const event = await harness.heard(
    (each) => each.kind === 'request-failed' && each.clientOrderId === clientOrderId,
  );
  if (event.kind !== 'request-failed') throw new Error('a failure');
  return event.failure;
}

const openOrders = () => harness.server.exchange.orders(harness.server.exchange.account('main'));
const fault = (asked: Fault): number => harness.server.faults.start(asked);

describe('keys', () => {
  test('a key that the venue does not know: nothing opens, and the message says what to do', async () => {
    const opened = await backpack.open({
      ...harness.options,
      credentials: new BackpackCredentials(new SigningKey(Buffer.alloc(32, 3))),
    });
    expect(opened).toMatchObject({
      ok: false,
      code: 'venue-refused',
      message: expect.stringMatching(/UNAUTHORIZED.*make a key/),
    });
    expect(JSON.stringify(opened)).not.toContain(Buffer.alloc(32, 3).toString('base64'));
  });

  test.each([
    [
      'a signature of another key',
      new SigningKey(Buffer.alloc(32, 3)),
      0,
      /Invalid signature.*BACKPACK_SECRET_KEY/,
    ],
    ['a timestamp of a minute ago', undefined, -60_000_000, /expired.*NTP/],
    ['a timestamp of the next minute', undefined, 60_000_000, /expired.*NTP/],
  ])('%s is refused, with what to do', async (_name, forger, clockOffsetUs, words) => {
    const { origin, credentials } = harness.server;
    const key = forger ?? new SigningKey(Buffer.from(credentials['BACKPACK_SECRET_KEY'] ?? '', 'base64'));
    Object.assign(key, { publicKey: credentials['BACKPACK_PUBLIC_KEY'] });
    const rest = new Rest({ origin, clock: harness.options.clock, key });
    rest.clockOffsetUs = clockOffsetUs;
    const answer = await rest.askSigned(ordersShape, 'orderQueryAll', paths.orders);
    const failure = { kind: 'refused', text: expect.stringMatching(words) };
    expect(answer).toMatchObject({ ok: false, failure });
    await rest.close();
  });

  test('nothing that was told has a secret in it', async () => {
    await failureOfPlacing({ quantity: lots(1_000_000) });
    const told = inspect([harness.received, harness.opened], { depth: 12 });
    expect(told).not.toContain(harness.server.credentials['BACKPACK_SECRET_KEY']);
  });
});

describe('refusals', () => {
  test('too little margin', async () => {
    const failure = await failureOfPlacing({ quantity: lots(1_000_000) });
    const text = expect.stringContaining('move collateral');
    expect(failure).toMatchObject({ kind: 'refused', reason: 'insufficient-margin', text });
  });

  test('an instrument that the venue does not list', async () => {
    const unlisted = await harness.opened.instrumentOf('DOGE');
    expect(unlisted).toMatchObject({ ok: false, code: 'unknown-instrument', remedy: 'take one of ETH' });
    const { origin, credentials } = harness.server;
    const key = new SigningKey(Buffer.from(credentials['BACKPACK_SECRET_KEY'] ?? '', 'base64'));
    const rest = new Rest({ origin, clock: harness.options.clock, key });
    const answer = await rest.place(
      rest.sign({
        query: 'orderType=Market&quantity=1&side=Bid&symbol=DOGE_USDC_PERP',
        body: '{"orderType":"Market","quantity":"1","side":"Bid","symbol":"DOGE_USDC_PERP"}',
      }),
    );
    const text = expect.stringContaining('--ticker');
    expect(answer).toMatchObject({ failure: { kind: 'refused', reason: 'unknown-instrument', text } });
    await rest.close();
  });

  test("a broker's field: it is sent by no adapter of ours, and the server says so", async () => {
    const { origin, credentials } = harness.server;
    const key = new SigningKey(Buffer.from(credentials['BACKPACK_SECRET_KEY'] ?? '', 'base64'));
    const rest = new Rest({ origin, clock: harness.options.clock, key });
    const answer = await rest.place(
      rest.sign({
        query: 'brokerId=1&orderType=Market&quantity=1&side=Bid&symbol=ETH_USDC_PERP',
        body: '{"brokerId":1,"orderType":"Market","quantity":"1","side":"Bid","symbol":"ETH_USDC_PERP"}',
      }),
    );
    const text = expect.stringContaining('brokerId is sent by no adapter of ours');
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'refused', text } });
    await rest.close();
  });

  test.each([
    'post-only-would-cross',
    'reduce-only-would-increase',
    'would-not-fill-completely',
    'insufficient-margin',
    'invalid-price',
    'invalid-quantity',
    'below-minimum',
    'not-trading',
    'other',
  ] as const)('%s, in the venue’s words, is what it was', async (reason) => {
    fault({ kind: 'refuse', reason, times: 1 });
    expect(await failureOfPlacing()).toMatchObject({ kind: 'refused', reason });
    expect(openOrders()).toEqual([]);
  });
});

describe('answers that do not come as they should', () => {
  test.each<readonly [string, Fault, object, number]>([
    ['too many requests', { kind: 'rate-limit', retryAfterMs: 2_000, times: 1 }, { kind: 'rate-limited' }, 0],
    ['maintenance', { kind: 'maintenance', times: 1 }, { kind: 'unavailable' }, 0],
    ['a connection that is cut', { kind: 'cut-reply', times: 1 }, { kind: 'unavailable' }, 1],
    ['a page for people', { kind: 'garble-reply', times: 1 }, { kind: 'malformed' }, 1],
    ['no answer, though it was taken', { kind: 'drop-reply', times: 1 }, { kind: 'timed-out' }, 1],
  ])('%s', { timeout: 20_000 }, async (_name, asked, expected, orders) => {
    fault(asked);
    const failure = await failureOfPlacing();
    expect(failure).toMatchObject(expected);
    expect(openOrders()).toHaveLength(orders);
    // Only where the venue said so, nothing happened.
    expect(provesNoEffect(failure)).toBe(failure.kind === 'rate-limited');
  });

  test('429 says when to come back', async () => {
    fault({ kind: 'rate-limit', retryAfterMs: 2_000, times: 1 });
    const beforeUs = harness.options.clock.nowUs();
    const failure = await failureOfPlacing();
    expect(failure.kind === 'rate-limited' && failure.retryAtUs >= beforeUs + 2_000_000).toBe(true);
  });

  test('an order that was taken without an answer is told by the stream, found by its id, and can be cancelled', async () => {
    fault({ kind: 'cut-reply', times: 1 });
    const clientOrderId = place();
    await harness.settle();
    expect(harness.received).toContainEqual(
      expect.objectContaining({ kind: 'order-accepted', clientOrderId }),
    );
    harness.venue.queryOrder(harness.instrument.key, clientOrderId);
    await harness.settle();
    expect(harness.received.at(-1)).toMatchObject({ kind: 'order-report', clientOrderId, isOpen: true });
    harness.venue.cancel(harness.instrument.key, clientOrderId);
    await harness.settle();
    expect(openOrders()).toEqual([]);
  });

  test('a cancel that overtakes its order is sent again when the order has arrived', async () => {
    fault({ kind: 'delay-request', delayMs: 50, times: 1, purposes: ['place'] });
    const clientOrderId = place();
    harness.venue.cancel(harness.instrument.key, clientOrderId);
    await harness.settle();
    expect(openOrders()).toEqual([]);
    const words = harness.received.filter(
      ({ kind }) => kind.startsWith('order') || kind === 'request-failed',
    );
    expect(words).toMatchObject([
      { kind: 'order-accepted', clientOrderId },
      { kind: 'order-ended', clientOrderId, outcome: 'canceled', cumulativeQuantity: 0 },
    ]);
  });

  test('a position of which the venue does not say anything is not taken for flat', async () => {
    fault({ kind: 'garble-reply', times: 1, purposes: ['query'] });
    harness.venue.queryPosition(harness.instrument.key, 5);
    await harness.settle();
    expect(harness.received.at(-1)).toMatchObject({ kind: 'request-failed', failure: { kind: 'malformed' } });
  });
});
