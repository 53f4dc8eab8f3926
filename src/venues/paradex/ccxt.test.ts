// The independent client: an unmodified CCXT trades on the local server, which it knows nothing of but its address.
import { paradex as Ccxt } from 'ccxt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lots, ticks } from '../../core/money.ts';
import type { LocalVenueServer } from '../local/local-venue-server.ts';
import { SystemClock } from '../wire/system-clock.ts';
import { serve } from './server.ts';

const symbol = 'ETH/USD:USDC';
const clock = new SystemClock();
let server: LocalVenueServer;
let client: Ccxt;

/** CCXT names itself as a partner in every request; a blank is the only way to have it say nothing. */
function clientOf({ origin, credentials }: LocalVenueServer, broker = ' '): Ccxt {
  const { PARADEX_L2_PRIVATE_KEY: privateKey, PARADEX_L2_ADDRESS: address } = credentials;
  const paradexAccount = { privateKey, publicKey: '0x1', address };
  const exchange = new Ccxt({ enableRateLimit: false, options: { paradexAccount, broker } });
  exchange.urls['api'] = { v1: `${origin}/v1`, v2: `${origin}/v2` };
  return exchange;
}

beforeAll(async () => {
  server = await serve({ port: 0, clock, seed: 1, tickers: ['ETH'], market: 'manual' });
  server.exchange.show('ETH-USD-PERP', [
    ['buy', ticks(299_990), lots(10_000)],
    ['sell', ticks(300_010), lots(10_000)],
  ]);
  client = clientOf(server);
});

afterAll(async () => {
  await server.close();
  clock.stop();
});

describe('CCXT on the local server', () => {
  test('loads the markets', async () => {
    await client.loadMarkets();
    expect(client.market(symbol)).toMatchObject({
      id: 'ETH-USD-PERP',
      swap: true,
      linear: true,
      contractSize: 1,
      precision: { price: 0.01, amount: 0.0001 },
      limits: { cost: { min: 10 } },
    });
  });

  test('reads the book', async () => {
    const book = await client.fetchOrderBook(symbol);
    expect([book.bids, book.asks]).toEqual([[[2999.9, 1]], [[3000.1, 1]]]);
  });

  test('places a post-only order, finds it, and cancels it', async () => {
    const parameters = { postOnly: true, clientOrderId: 'seven' };
    const { id = '' } = await client.createOrder(symbol, 'limit', 'buy', 0.5, 2990, parameters);
    const open = await client.fetchOpenOrders(symbol);
    expect(open).toMatchObject([
      {
        id,
        clientOrderId: 'seven',
        status: 'open',
        side: 'buy',
        price: 2990,
        amount: 0.5,
        timeInForce: 'PO',
      },
    ]);
    await client.cancelOrder(id, symbol);
    expect(await client.fetchOpenOrders(symbol)).toEqual([]);
    const [closed] = await client.fetchOrders(symbol);
    expect(closed).toMatchObject({ id, status: 'canceled', info: { cancel_reason: 'USER_CANCELED' } });
  });

  test('a post-only order that would cross is taken, and closed for that', async () => {
    const { id } = await client.createOrder(symbol, 'limit', 'buy', 0.5, 3001, { postOnly: true });
    const closed = (await client.fetchOrders(symbol)).find((order) => order.id === id);
    expect(closed).toMatchObject({
      id,
      status: 'canceled',
      info: { cancel_reason: 'POST_ONLY_WOULD_CROSS' },
    });
  });

  test('takes at market, and with an order that is immediate or cancelled', async () => {
    await client.createOrder(symbol, 'market', 'buy', 0.3);
    const parameters = { timeInForce: 'IOC', reduceOnly: true };
    await client.createOrder(symbol, 'limit', 'sell', 0.1, 2999, parameters);
    await client.createOrder(symbol, 'limit', 'sell', 0.1, 3001, { timeInForce: 'IOC' });
    const [missed, sold, bought] = (await client.fetchOrders(symbol)).reverse();
    expect(bought?.info).toMatchObject({ status: 'CLOSED', remaining_size: '0', avg_fill_price: '3000.1' });
    expect(sold?.info).toMatchObject({ status: 'CLOSED', remaining_size: '0', avg_fill_price: '2999.9' });
    expect(missed?.info).toMatchObject({ status: 'CLOSED', remaining_size: '0.1' });
  });

  test('sees its position, its trades with their fees, and its balance', async () => {
    expect(await client.fetchPositions([symbol])).toMatchObject([{ symbol, side: 'long', contracts: 0.2 }]);
    const trades = await client.fetchMyTrades(symbol);
    expect(trades.map(({ side, amount, takerOrMaker }) => [side, amount, takerOrMaker])).toEqual([
      ['buy', 0.3, 'taker'],
      ['sell', 0.1, 'taker'],
    ]);
    expect(trades[0]?.fee).toMatchObject({ cost: 0.180006, currency: 'USDC' });
    expect((await client.fetchBalance())['USDC']).toMatchObject({ total: expect.closeTo(9_999_999.72, 2) });
  });

  test('the ledger of the server says the same', () => {
    const { exchange } = server;
    expect(exchange.position(exchange.account('main'), 'ETH-USD-PERP')).toBe(2_000);
  });

  test("a partner's name is refused", async () => {
    await expect(clientOf(server, 'CCXT').fetchBalance()).rejects.toThrow(
      /paradex-partner is sent by no adapter of ours/,
    );
  });
});
