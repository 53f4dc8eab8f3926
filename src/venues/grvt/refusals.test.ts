// What goes wrong between the adapter and its venue: every failure gets its tag and its remedy, nothing secret is in any of them,
// and an outcome that is not known is never called a refusal.
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { provesNoEffect } from '../../core/failure.ts';
import { limits, microseconds } from '../../core/limits.ts';
import { lots, parseQuote, ticks, type QuoteAmount } from '../../core/money.ts';
import type { ClientOrderId, RiskApproved } from '../../core/order.ts';
import type { VenueCredentials } from '../adapter.ts';
import type { Fault } from '../local/fault.ts';
import { openWireHarness, type WireHarness } from '../testing/wire-harness.ts';
import { grvt } from './adapter.ts';
import { OrderWriter } from './order-writer.ts';
import { Rest } from './rest.ts';
import { Session } from './session.ts';
import { OrderSigner } from './sign.ts';
import { localChainId, siteOf } from './sites.ts';
import { paths } from './wire.ts';

let harness: WireHarness;
let lastId = 0;

const collateral = parseQuote('1000') as QuoteAmount;

beforeEach(async () => {
  harness = await openWireHarness(grvt, { price: 300_000, unit: 2, soonMs: 150, collateral });
  harness.show([
    ['buy', ticks(299_990), lots(1_000)],
    ['sell', ticks(300_010), lots(1_000)],
  ]);
  await harness.settle();
});

afterEach(() => harness.close());

const quote = {
  side: 'buy',
  quantity: lots(2),
  price: ticks(299_000),
  timeInForce: 'gtc',
  postOnly: false,
  reduceOnly: false,
} as const;

function orderOf(change: Partial<RiskApproved>): RiskApproved {
  lastId += 1;
  const clientOrderId = lastId as ClientOrderId;
  const rest = { clientOrderId, role: 'quote', cycle: 0, tickOffset: 0 };
  return { ...quote, ...rest, instrument: harness.instrument.key, ...change } as RiskApproved;
}

function place(change: Partial<RiskApproved> = {}): ClientOrderId {
  const order = orderOf(change);
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

function credentialsWith(change: Readonly<Record<string, string>>): VenueCredentials {
  const read = grvt.readCredentials({ ...harness.server.credentials, ...change });
  if (!read.ok) throw new Error(read.message);
  return read.value;
}

/** Sends an order as written, changed on its way, over a session of its own. */
async function send(
  change: (order: Record<string, unknown>) => void,
  {
    privateKey,
    expirationNs = BigInt(harness.options.clock.nowUs() + 60_000_000) * 1_000n,
  }: {
    readonly privateKey?: Uint8Array;
    readonly expirationNs?: bigint;
  } = {},
) {
  const { credentials } = harness.server;
  const { clock } = harness.options;
  const site = siteOf(harness.options.site);
  if (!site.ok) throw new Error(site.message);
  const session = await Session.login(site.value.edge, credentials['GRVT_API_KEY'] ?? '', clock);
  if (!session.ok) throw new Error(session.message);
  const key = privateKey ?? Buffer.from((credentials['GRVT_PRIVATE_KEY'] ?? '').slice(2), 'hex');
  const account = credentials['GRVT_TRADING_ACCOUNT_ID'] ?? '';
  const signer = new OrderSigner(key, localChainId, account);
  const asset = { assetId: '0x030401', baseDecimals: 9 };
  const writer = new OrderWriter(harness.instrument, asset, signer, localChainId, account);
  lastId += 1;
  const written = writer.write(quote, { clientId: String(lastId), nonce: lastId, expirationNs });
  const body = JSON.parse(written) as { order: Record<string, unknown> };
  change(body.order);
  const rest = new Rest(site.value.trades, 1, clock, session.value);
  const answer = await rest.post(paths.createOrder, JSON.stringify(body), z.unknown());
  await Promise.all([rest.close(), session.value.close()]);
  return answer;
}

const asWritten = (): void => undefined;

describe('keys', () => {
  test('an API key that the venue does not know: nothing opens, and the message says what to do', async () => {
    const credentials = credentialsWith({ GRVT_API_KEY: 'not-the-key' });
    const opened = await grvt.open({ ...harness.options, credentials });
    expect(opened).toMatchObject({
      ok: false,
      code: 'login-refused',
      remedy: expect.stringContaining('GRVT_API_KEY'),
    });
    expect(JSON.stringify(opened)).not.toContain('not-the-key');
  });

  test('nothing that was told has a secret in it', async () => {
    await failureOfPlacing({ quantity: lots(10_000) });
    const told = inspect([harness.received, harness.opened], { depth: 12, showHidden: true });
    const { GRVT_PRIVATE_KEY: key = '', GRVT_API_KEY: apiKey = '' } = harness.server.credentials;
    expect(told).not.toContain(key.slice(2));
    expect(told).not.toContain(apiKey);
  });
});

describe('signatures', () => {
  test('as they are written they are taken', async () => {
    expect(await send(asWritten)).toMatchObject({ ok: true });
    expect(openOrders()).toHaveLength(1);
  });

  test.each<readonly [string, Parameters<typeof send>[0], Parameters<typeof send>[1], RegExp]>([
    ['of another key', asWritten, { privateKey: Buffer.alloc(32, 7) }, /2000.*GRVT_PRIVATE_KEY/],
    ['over another order', (order) => (order['post_only'] = true), {}, /2002.*GRVT_ENVIRONMENT/],
    ['that has expired', asWritten, { expirationNs: 1_700_000_000_000_000_000n }, /2001.*clock/],
    ['for ever', asWritten, { expirationNs: 9_000_000_000_000_000_000n }, /2008.*clock/],
    [
      'for another chain',
      (order) => Object.assign(order['signature'] as object, { chain_id: '325' }),
      {},
      /1012.*GRVT_ENVIRONMENT/,
    ],
    ['for another account', (order) => (order['sub_account_id'] = '7'), {}, /2003.*GRVT_TRADING_ACCOUNT_ID/],
  ])('%s: refused, with what to do', async (_name, change, how, words) => {
    const failure = { kind: 'refused', reason: 'other', text: expect.stringMatching(words) };
    expect(await send(change, how)).toMatchObject({ ok: false, failure });
    expect(openOrders()).toEqual([]);
  });

  test.each([
    ['a builder', (order: Record<string, unknown>) => (order['builder'] = '0x21d2')],
    ['a builder’s fee', (order: Record<string, unknown>) => (order['builder_fee'] = '0.001')],
    [
      'a broker',
      (order: Record<string, unknown>) => Object.assign(order['metadata'] as object, { broker: 'ORIGAMI' }),
    ],
  ])('an order with %s is refused loudly', async (_name, change) => {
    const text = expect.stringContaining('no builder, builder_fee or broker is ever sent from here');
    expect(await send(change)).toMatchObject({ ok: false, failure: { kind: 'refused', text } });
  });
});

describe('refusals', () => {
  test.each([
    ['too little margin', { quantity: lots(10_000) }, 'insufficient-margin', 'move collateral'],
    ['a size of nothing', { quantity: lots(0) }, 'below-minimum', '--size'],
  ])('%s', async (_name, change, reason, remedy) => {
    const text = expect.stringContaining(remedy);
    expect(await failureOfPlacing(change)).toMatchObject({ kind: 'refused', reason, text });
  });

  test('an instrument that the venue does not list', async () => {
    const unlisted = await harness.opened.instrumentOf('DOGE');
    expect(unlisted).toMatchObject({ ok: false, code: 'unknown-instrument', remedy: 'take one of ETH' });
    const answer = await send((order) => {
      const [leg] = order['legs'] as { instrument: string }[];
      if (leg !== undefined) leg.instrument = 'DOGE_USDT_Perp';
    });
    const text = expect.stringContaining('--ticker');
    expect(answer).toMatchObject({ failure: { kind: 'refused', reason: 'unknown-instrument', text } });
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

describe('a client order id', () => {
  test('is refused while its order is open, as documented, and makes another order once that has ended', async () => {
    const take = { price: ticks(300_010), timeInForce: 'ioc', role: 'hedge' } as const;
    const clientOrderId = place();
    const busy = { kind: 'refused', reason: 'duplicate-client-order-id' };
    expect(await failureOfPlacing({ ...take, clientOrderId })).toMatchObject(busy);
    harness.venue.cancel(harness.instrument.key, clientOrderId);
    await harness.settle();
    place({ ...take, clientOrderId });
    await harness.settle();
    place({ ...take, clientOrderId });
    await harness.settle();
    const fills = harness.received.filter(({ kind }) => kind === 'fill');
    expect(fills).toMatchObject([{ clientOrderId }, { clientOrderId }]);
  });

  test.each([
    { what: 'a hedge', change: { role: 'hedge' }, beyondMs: 0, withinMs: limits.requestLifeMs },
    { what: 'what takes', change: { timeInForce: 'ioc' }, beyondMs: 0, withinMs: limits.requestLifeMs },
    { what: 'a quote', change: {}, beyondMs: limits.requestLifeMs, withinMs: limits.makerLifeMs },
  ] as const)('is of an order that its signature ends: $what', async ({ change, beyondMs, withinMs }) => {
    const livesUs: number[] = [];
    harness.server.exchange.listen({
      accepted: ({ expiresAtUs = Infinity, createdAtUs }) => livesUs.push(expiresAtUs - createdAtUs),
    });
    place(change);
    await harness.settle();
    const [lifeUs = Infinity] = livesUs;
    const clocksDifferUs = 1_000_000;
    expect(lifeUs).toBeGreaterThan(microseconds(beyondMs));
    expect(lifeUs).toBeLessThanOrEqual(microseconds(withinMs) + clocksDifferUs);
  });
});

describe('answers that do not come as they should', () => {
  test.each<readonly [string, Fault, object, number]>([
    ['too many requests', { kind: 'rate-limit', retryAfterMs: 0, times: 1 }, { kind: 'rate-limited' }, 0],
    ['maintenance', { kind: 'maintenance', times: 1 }, { kind: 'refused', reason: 'not-trading' }, 0],
    ['a socket that is cut', { kind: 'cut-reply', times: 1 }, { kind: 'unavailable' }, 1],
    ['a page for people', { kind: 'garble-reply', times: 1 }, { kind: 'unavailable' }, 1],
    ['no answer, though it was taken', { kind: 'drop-reply', times: 1 }, { kind: 'timed-out' }, 1],
    ['no answer, and nothing taken', { kind: 'drop-request', times: 1 }, { kind: 'timed-out' }, 0],
  ])('%s', { timeout: 20_000 }, async (_name, asked, expected, orders) => {
    fault(asked);
    const failure = await failureOfPlacing();
    expect(failure).toMatchObject(expected);
    expect(openOrders()).toHaveLength(orders);
    // Only where the venue said so, nothing happened.
    expect(provesNoEffect(failure)).toBe(failure.kind === 'rate-limited' || failure.kind === 'refused');
  });

  test('an order that was taken without an answer is told by the feed, found by its id, and can be cancelled', async () => {
    fault({ kind: 'drop-reply', times: 1, purposes: ['place'] });
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

  test('a cancel that overtakes its order keeps it out', async () => {
    fault({ kind: 'delay-request', delayMs: 30, times: 1, purposes: ['place'] });
    const clientOrderId = place();
    harness.venue.cancel(harness.instrument.key, clientOrderId);
    await harness.settle();
    expect(openOrders()).toEqual([]);
    const words = harness.received.filter(
      ({ kind }) => kind.startsWith('order') || kind === 'request-failed',
    );
    const cumulativeQuantity = 0;
    expect(words).toMatchObject([
      { kind: 'order-ended', clientOrderId, outcome: 'canceled', cumulativeQuantity },
    ]);
  });

  test('a position of which the venue says nothing that can be read is not taken for flat', async () => {
    fault({ kind: 'garble-reply', times: 1, purposes: ['query'] });
    harness.venue.queryPosition(harness.instrument.key, 5);
    await harness.settle();
    expect(harness.received.at(-1)).toMatchObject({ kind: 'request-failed', failure: { kind: 'malformed' } });
  });

  test('a question that is asked too often: until when the venue says', async () => {
    fault({ kind: 'rate-limit', retryAfterMs: 2_000, times: 1, purposes: ['query'] });
    const beforeUs = harness.options.clock.nowUs();
    harness.venue.queryPosition(harness.instrument.key, 6);
    await harness.settle();
    const last = harness.received.at(-1);
    const failure = last?.kind === 'request-failed' ? last.failure : undefined;
    expect(failure?.kind === 'rate-limited' && failure.retryAtUs >= beforeUs + 2_000_000).toBe(true);
  });
});
