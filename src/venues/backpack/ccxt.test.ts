// The independent client: an unmodified CCXT trades on the local server, which it knows nothing of but its address.
import { backpack as Ccxt } from 'ccxt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lots, ticks } from '../../core/money.ts';
import type { LocalVenueServer } from '../local/local-venue-server.ts';
import { SystemClock } from '../wire/system-clock.ts';
import { serve } from './server.ts';

const symbol = 'ETH/USDC:USDC';
const clock = new SystemClock();
let server: LocalVenueServer;
let client: Ccxt;

const clientOf = ({ origin, credentials }: LocalVenueServer): Ccxt => {
  const { BACKPACK_PUBLIC_KEY: apiKey = '', BACKPACK_SECRET_KEY: secret = '' } = credentials;
  const exchange = new Ccxt({ apiKey, secret, enableRateLimit: false });
  exchange.urls['api'] = { public: origin, private: origin };
  return exchange;
};

beforeAll(async () => {
  server = await serve({ port: 0, clock, seed: 1, tickers: ['ETH'], market: 'manual', takesBrokers: true });
  server.exchange.show('ETH_USDC_PERP', [
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
      id: 'ETH_USDC_PERP',
      swap: true,
      linear: true,
      contractSize: 1,
      precision: { price: 0.01, amount: 0.0001 },
      limits: { amount: { min: 0.0001 } },
    });
  });

  test('reads the book', async () => {
    const book = await client.fetchOrderBook(symbol);
    expect([book.bids, book.asks]).toEqual([[[2999.9, 1]], [[3000.1, 1]]]);
  });

  test('places a post-only order, finds it, and cancels it', async () => {
    const parameters = { postOnly: true, clientOrderId: 7 };
    const { id } = await client.createOrder(symbol, 'limit', 'buy', 0.5, 2990, parameters);
    const open = await client.fetchOpenOrders(symbol);
    expect(open).toMatchObject([
      { id, clientOrderId: '7', status: 'open', side: 'buy', price: 2990, amount: 0.5, postOnly: true },
    ]);
    expect(await client.cancelOrder(id ?? '', symbol)).toMatchObject({ id, status: 'canceled', filled: 0 });
    expect(await client.fetchOpenOrders(symbol)).toEqual([]);
  });

  test('a post-only order that would cross is refused', async () => {
    const crossing = client.createOrder(symbol, 'limit', 'buy', 0.5, 3001, { postOnly: true });
    await expect(crossing).rejects.toThrow(/INVALID_ORDER.*immediately match/);
  });

  test('takes at market, and with an order that is immediate or cancelled', async () => {
    const bought = await client.createOrder(symbol, 'market', 'buy', 0.3);
    expect(bought).toMatchObject({ status: 'closed', filled: 0.3, average: 3000.1 });
    const parameters = { timeInForce: 'IOC', reduceOnly: true };
    const sold = await client.createOrder(symbol, 'limit', 'sell', 0.1, 2999, parameters);
    expect(sold).toMatchObject({ status: 'closed', filled: 0.1, average: 2999.9 });
    const missed = await client.createOrder(symbol, 'limit', 'sell', 0.1, 3001, { timeInForce: 'IOC' });
    expect(missed).toMatchObject({ status: 'canceled', filled: 0 });
  });

  test('sees its position, its trades with their fees, and its balance', async () => {
    expect(await client.fetchPositions([symbol])).toMatchObject([{ symbol, side: 'long', contracts: '0.2' }]);
    const trades = await client.fetchMyTrades(symbol);
    expect(trades.map(({ side, amount, takerOrMaker }) => [side, amount, takerOrMaker])).toEqual([
      ['buy', 0.3, 'taker'],
      ['sell', 0.1, 'taker'],
    ]);
    expect(trades[0]?.fee).toMatchObject({ cost: 0.450015, currency: 'USDC' });
    expect((await client.fetchBalance())['USDC']).toMatchObject({ total: expect.closeTo(9_999_999, 0) });
  });

  test('the ledger of the server says the same', () => {
    const { exchange } = server;
    expect(exchange.position(exchange.account('main'), 'ETH_USDC_PERP')).toBe(2_000);
  });
});

test("a broker's id, which CCXT adds to every signed request, is refused where it is not asked for", async () => {
  const strict = await serve({ port: 0, clock, seed: 1, tickers: ['ETH'], market: 'manual' });
  await expect(clientOf(strict).fetchPositions()).rejects.toThrow(
    /x-broker-id is sent by no adapter of ours/,
  );
  await strict.close();
});
