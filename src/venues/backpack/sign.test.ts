import { generateKeyPairSync, verify } from 'node:crypto';
import { backpack } from 'ccxt';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDecimal } from '../../core/decimal.ts';
import { lots, ticks } from '../../core/money.ts';
import { InstrumentGrid } from '../wire/decimal-grid.ts';
import { queryOf, SigningKey } from './sign.ts';
import markets from './testing/fixtures/markets.json' with { type: 'json' };
import { encodeCancel, encodeOrder } from './wire.ts';

const seed = Buffer.alloc(32, 7);
const key = new SigningKey(seed);
const symbol = 'SOL_USDC_PERP';
const step = parseDecimal('0.01');
const nowMs = 1_753_624_283_415;

const order = fc.record({
  side: fc.constantFrom('buy' as const, 'sell' as const),
  price: fc.option(fc.integer({ min: 1, max: 1_000_000 }).map(ticks), { nil: undefined }),
  quantity: fc.integer({ min: 1, max: 10_000_000 }).map(lots),
  timeInForce: fc.constantFrom('gtc' as const, 'ioc' as const, 'fok' as const),
  postOnly: fc.boolean(),
  reduceOnly: fc.boolean(),
});
const clientId = fc.integer({ min: 0, max: 2 ** 32 - 1 });

/** The other implementation, at a time that stands still. */
function openCcxt() {
  const exchange = new backpack({ apiKey: key.publicKey, secret: seed.toString('base64') });
  exchange.setMarkets(exchange.parseMarkets(markets));
  exchange.milliseconds = () => nowMs;
  return exchange;
}

describe('signatures', () => {
  test('of 1 000 random orders are the same as those of CCXT, byte for byte', { timeout: 60_000 }, () => {
    if (step === undefined) throw new Error('a step is a decimal');
    const grid = new InstrumentGrid({ tickSize: step, lotSize: step });
    const exchange = openCcxt();
    fc.assert(
      fc.property(order, clientId, (terms, id) => {
        // What rests has no time in force of its own there, and what takes is not post-only.
        const isPostOnly = terms.postOnly && terms.price !== undefined && terms.timeInForce === 'gtc';
        const ours = encodeOrder(symbol, grid, { ...terms, postOnly: isPostOnly }, id);
        const parameters = {
          clientOrderId: id,
          ...(isPostOnly ? { postOnly: true } : {}),
          ...(terms.reduceOnly ? { reduceOnly: true } : {}),
          ...(terms.timeInForce === 'gtc' ? {} : { timeInForce: terms.timeInForce.toUpperCase() }),
        };
        const amount = Number(grid.quantityText(terms.quantity));
        const price = terms.price === undefined ? undefined : Number(grid.priceText(terms.price));
        const type = price === undefined ? 'market' : 'limit';
        const request: object = exchange.createOrderRequest(
          'SOL/USDC:USDC',
          type,
          terms.side,
          amount,
          price,
          parameters,
        );
        const theirs = exchange.sign('api/v1/order', 'private', 'POST', request);
        expect(key.headers('orderExecute', ours.query, nowMs)).toMatchObject(headersOf(theirs));
        expect(ours.body).toBe(theirs['body']);
      }),
      { numRuns: 1_000 },
    );
  });

  test('of cancels are the same as those of CCXT, byte for byte', () => {
    const exchange = openCcxt();
    for (const id of [0, 1, 2 ** 31, 2 ** 32 - 1]) {
      const ours = encodeCancel(symbol, id);
      const theirs = exchange.sign('api/v1/order', 'private', 'DELETE', { symbol, clientId: id });
      expect(key.headers('orderCancel', ours.query, nowMs)).toMatchObject(headersOf(theirs));
      expect(ours.body).toBe(theirs['body']);
    }
  });

  test('of queries are the same as those of CCXT, with parameters and without', () => {
    const exchange = openCcxt();
    const parameters = { symbol, limit: 100, from: 5, sortDirection: 'Desc' };
    const theirs = exchange.sign('wapi/v1/history/fills', 'private', 'GET', parameters);
    expect(key.headers('fillHistoryQueryAll', queryOf(parameters), nowMs)).toMatchObject(headersOf(theirs));
    expect(String(theirs['url']).endsWith(`?${queryOf(parameters)}`)).toBe(true);
    const bare = exchange.sign('api/v1/account', 'private', 'GET', {});
    expect(key.headers('accountQuery', '', nowMs)).toMatchObject(headersOf(bare));
  });

  test('of a subscription are over its time and window, and verify with the public key', () => {
    const pair = generateKeyPairSync('ed25519');
    const raw = pair.privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32);
    const [publicKey, signature, timestamp, window] = new SigningKey(raw).subscription(nowMs);
    const text = `instruction=subscribe&timestamp=${timestamp}&window=${window}`;
    const spki = pair.publicKey.export({ format: 'der', type: 'spki' });
    expect(publicKey).toBe(spki.subarray(-32).toString('base64'));
    expect(verify(null, Buffer.from(text), pair.publicKey, Buffer.from(signature, 'base64'))).toBe(true);
  });
});

/** CCXT's signed headers in our spelling, without the broker's id that it adds to every request. */
function headersOf({ headers }: { headers?: Record<string, string> }): Record<string, string> {
  const signed = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  const kept = ['x-api-key', 'x-signature', 'x-timestamp', 'x-window'];
  expect(kept.every((name) => signed.some(([each]) => each === name))).toBe(true);
  return Object.fromEntries(signed.filter(([name]) => kept.includes(name)));
}
