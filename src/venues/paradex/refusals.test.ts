// What goes wrong between the adapter and its venue: every failure gets its tag and its remedy, nothing secret is in any of them,
// and an outcome that is not known is never called a refusal.
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Checked } from '../../core/checked.ts';
import { provesNoEffect, type VenueFailure } from '../../core/failure.ts';
import { lots, parseQuote, ticks, type QuoteAmount } from '../../core/money.ts';
import type { ClientOrderId, RiskApproved } from '../../core/order.ts';
import type { Fault } from '../local/fault.ts';
import { openWireHarness, type WireHarness } from '../testing/wire-harness.ts';
import { paradex } from './adapter.ts';
import { InstrumentGrid } from '../wire/decimal-grid.ts';
import { ParadexCredentials } from './credentials.ts';
import { failureOfReply } from './failures.ts';
import { kindOf, OrderWriter } from './order-writer.ts';
import { Rest } from './rest.ts';
import { Session } from './session.ts';
import { localChainId } from './server-markets.ts';
import { ParadexSigner } from './sign.ts';
import { paths } from './wire.ts';

let harness: WireHarness;
let lastId = 0;

beforeEach(async () => {
  harness = await openWireHarness(paradex, { price: 300_000, unit: 100, collateral });
  harness.show([
    ['buy', ticks(299_990), lots(10_000)],
    ['sell', ticks(300_010), lots(10_000)],
  ]);
  await harness.settle();
});

afterEach(() => harness.close());

const collateral = parseQuote('1000') as QuoteAmount;
const openOrders = () => harness.server.exchange.orders(harness.server.exchange.account('main'));
const fault = (asked: Fault): number => harness.server.faults.start(asked);

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
async function failureOfPlacing(change: Partial<RiskApproved> = {}): Promise<VenueFailure> {
  const clientOrderId = place(change);
  const event = await harness.heard(
    (each) => each.kind === 'request-failed' && each.clientOrderId === clientOrderId,
  );
  if (event.kind !== 'request-failed') throw new Error('a failure');
  return event.failure;
}

describe('keys', () => {
  const secret = 0x3a1b2c3d4e5f6071829304a5b6c7d8e9f0n;

  test.each<readonly [string, () => [address: bigint, privateKey: bigint], RegExp]>([
    ['a key of another account', () => [own().address, secret], /INVALID_SUBKEY.*PARADEX_L2_PRIVATE_KEY/],
    ['an account that is not there', () => [77n, own().privateKey], /ACCOUNT_NOT_FOUND.*PARADEX_L2_ADDRESS/],
  ])('%s: nothing opens, and the message says what to do', async (_name, keys, words) => {
    const credentials = new ParadexCredentials('testnet', ...keys());
    const opened = await paradex.open({ ...harness.options, credentials });
    expect(opened).toMatchObject({
      ok: false,
      code: 'login-refused',
      message: expect.stringMatching(words),
      remedy: expect.stringContaining('PARADEX_L2_PRIVATE_KEY'),
    });
    expect(inspect(opened)).not.toContain(secret.toString(16));
  });

  test.each<readonly [string, { readonly privateKey?: bigint }, number, RegExp]>([
    ['a signature of another key', { privateKey: secret }, 0, /SIGNATURE_VERIFICATION_FAILED.*PARADEX_L2_/],
    ['a timestamp of two minutes ago', {}, -120, /INVALID_TIMESTAMP.*NTP/],
    ['a timestamp of the minute after next', {}, 120, /INVALID_TIMESTAMP.*NTP/],
  ])('%s is refused, with what to do', async (_name, change, lateSeconds, words) => {
    const { begun, rest } = await logIn(change, lateSeconds);
    expect(begun).toMatchObject({ ok: false, message: expect.stringMatching(words) });
    await rest.close();
  });

  test.each<readonly [string, bigint | undefined, number, RegExp]>([
    ['that another key has signed', secret, 0, /INVALID_ORDER_SIGNATURE.*PARADEX_L2_PRIVATE_KEY/],
    ['with a timestamp of two minutes ago', undefined, -120_000, /INVALID_TIMESTAMP.*NTP/],
    ['that comes later than it was good for', undefined, -3_001, /INVALID_TIMESTAMP.*NTP/],
  ])('an order %s is refused, with what to do', async (_name, privateKey, lateMs, text) => {
    const { rest, session } = await logIn({}, 0);
    const { instrument } = harness;
    const writer = new OrderWriter(instrument, new InstrumentGrid(instrument), signerOf({ privateKey }));
    const terms = { side: 'buy', quantity: lots(100), price: ticks(299_000), timeInForce: 'gtc' } as const;
    const wish = { ...terms, postOnly: false, reduceOnly: false };
    const begun = writer.begin(kindOf(wish), rest.venueMs() + lateMs);
    const reply = await rest.client.request({
      method: 'POST',
      path: paths.orders,
      headers: { ...session.headers(), 'content-type': 'application/json' },
      body: JSON.stringify(writer.write(wish, '5', begun)),
    });
    const failure = reply.kind === 'reply' ? failureOfReply(reply, 0) : reply;
    expect(failure).toMatchObject({ kind: 'refused', reason: 'other', text: expect.stringMatching(text) });
    expect(openOrders()).toEqual([]);
    await rest.close();
  });

  test('nothing that was told has a secret in it', async () => {
    await failureOfPlacing({ quantity: lots(1_000_000) });
    const told = inspect([harness.received, harness.opened], { depth: 12 });
    const key = harness.server.credentials['PARADEX_L2_PRIVATE_KEY'] ?? '';
    expect(told).not.toContain(key.replace(/^0x0*/, ''));
    expect(told).not.toContain(String(BigInt(key)));
  });

  function own(): ParadexCredentials {
    const read = paradex.readCredentials(harness.server.credentials);
    if (!read.ok) throw new Error(read.message);
    return read.value as ParadexCredentials;
  }

  function signerOf({ privateKey }: { readonly privateKey?: bigint | undefined }): ParadexSigner {
    const { address, privateKey: ownKey } = own();
    return new ParadexSigner({ chainId: localChainId, address, privateKey: privateKey ?? ownKey });
  }

  /** With the signatures of a key, and the name of the account's own. */
  async function logIn(
    key: { readonly privateKey?: bigint },
    lateSeconds: number,
  ): Promise<{ begun: Checked<undefined>; rest: Rest; session: Session }> {
    const { clock } = harness.options;
    const rest = new Rest(harness.server.origin, clock);
    const signer = signerOf(key);
    Object.assign(signer, { publicKey: signerOf({}).publicKey });
    const session = new Session({
      client: rest.client,
      clock,
      signer,
      account: `0x${own().address.toString(16)}`,
      venueSeconds: () => Math.floor(clock.nowUs() / 1_000_000) + lateSeconds,
    });
    rest.session = session;
    return { begun: await session.begin(), rest, session };
  }
});

describe('refusals', () => {
  test('too little margin: the order is taken and closed, which is a refusal', async () => {
    const failure = await failureOfPlacing({ quantity: lots(1_000_000) });
    const text = expect.stringMatching(/NOT_ENOUGH_MARGIN.*move collateral/);
    expect(failure).toMatchObject({ kind: 'refused', reason: 'insufficient-margin', text });
    await harness.settle();
    expect(harness.received.filter(({ kind }) => kind.startsWith('order-'))).toEqual([]);
  });

  test('a size below the minimum', async () => {
    const failure = await failureOfPlacing({ quantity: lots(1) });
    const text = expect.stringContaining('--size above');
    expect(failure).toMatchObject({ kind: 'refused', reason: 'below-minimum', text });
  });

  test('an instrument that the venue does not list', async () => {
    const unlisted = await harness.opened.instrumentOf('DOGE');
    expect(unlisted).toMatchObject({ ok: false, code: 'unknown-instrument', remedy: 'take one of ETH' });
  });

  test.each([
    'post-only-would-cross',
    'reduce-only-would-increase',
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
    ['no answer, though it was taken', { kind: 'drop-reply', times: 1 }, { kind: 'timed-out' }, 1],
    ['no answer, and it was not taken', { kind: 'drop-request', times: 1 }, { kind: 'timed-out' }, 0],
    // The venue cancels what came over a socket that is lost.
    ['a socket that is cut instead', { kind: 'cut-reply', times: 1 }, { kind: 'unavailable' }, 0],
    ['a page for people', { kind: 'garble-reply', times: 1 }, { kind: 'unavailable' }, 0],
  ])('%s', { timeout: 20_000 }, async (_name, asked, expected, orders) => {
    fault(asked);
    const failure = await failureOfPlacing();
    await harness.settle();
    expect(failure).toMatchObject(expected);
    expect(openOrders()).toHaveLength(orders);
    // Only where the venue said so, nothing happened.
    expect(provesNoEffect(failure)).toBe(failure.kind === 'rate-limited');
  });

  test('while the order socket is down, orders and cancels leave by request', async () => {
    const { streams, faults } = harness.server;
    // So that it stays down.
    faults.start({ kind: 'drop-reply', purposes: ['session'] });
    streams.cut('private');
    await harness.heard((event) => event.kind === 'stream' && !event.isUp);
    const clientOrderId = place();
    await harness.settle();
    expect(openOrders()).toHaveLength(1);
    expect(await failureOfPlacing({ clientOrderId })).toMatchObject({ reason: 'duplicate-client-order-id' });
    harness.venue.cancel(harness.instrument.key, clientOrderId);
    await harness.settle();
    expect(openOrders()).toEqual([]);
    harness.venue.cancel(harness.instrument.key, clientOrderId);
    await harness.settle();
    const failure = { kind: 'refused', reason: 'unknown-order' };
    expect(harness.received.at(-1)).toMatchObject({ request: 'cancel', failure });
  });

  test('an order that was taken without an answer is told by the stream, found by its id, and can be cancelled', async () => {
    fault({ kind: 'drop-reply', times: 1, purposes: ['place'] });
    const clientOrderId = place();
    await harness.settle();
    const accepted = { kind: 'order-accepted', clientOrderId };
    expect(harness.received).toContainEqual(expect.objectContaining(accepted));
    harness.venue.queryOrder(harness.instrument.key, clientOrderId);
    await harness.settle();
    const report = { kind: 'order-report', clientOrderId, isOpen: true };
    expect(harness.received).toContainEqual(expect.objectContaining(report));
    harness.venue.cancel(harness.instrument.key, clientOrderId);
    await harness.settle();
    expect(openOrders()).toEqual([]);
  });

  test('a cancel that overtakes its order is sent again when the order has arrived', async () => {
    fault({ kind: 'delay-request', delayMs: 50, times: 1, purposes: ['place'] });
    const clientOrderId = place();
    harness.venue.cancel(harness.instrument.key, clientOrderId);
    await harness.heard((event) => event.kind === 'order-ended');
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
