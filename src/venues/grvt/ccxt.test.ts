// An independent client on the local server: CCXT as it comes, with nothing changed but its addresses and its builder's fee.
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { lots, ticks } from '../../core/money.ts';
import type { LocalVenueServer } from '../local/local-venue-server.ts';
import { SystemClock } from '../wire/system-clock.ts';
import { serve } from './server.ts';
import { localPrefixes } from './sites.ts';

const symbol = 'ETH/USDT:USDT';
const listed = 'ETH_USDT_Perp';

interface CcxtOrder {
  readonly id: string;
  readonly clientOrderId: string;
  readonly status: string;
  readonly filled: number;
  readonly remaining: number;
}

/** Of CCXT, what is used here; its own types leave parts of it out. */
interface Ccxt {
  urls: { api: Record<string, string> };
  readonly symbols: string[];
  market(symbol: string): { precision: { amount: number; price: number } };
  setSandboxMode(isOn: boolean): void;
  loadMarkets(): Promise<unknown>;
  fetchOrderBook(symbol: string): Promise<{ bids: number[][]; asks: number[][] }>;
  createOrder(
    symbol: string,
    type: string,
    side: string,
    amount: number,
    price?: number,
    params?: object,
  ): Promise<CcxtOrder>;
  cancelOrder(id: string, symbol: string, params?: object): Promise<unknown>;
  fetchOrder(id: string | undefined, symbol: string, params?: object): Promise<CcxtOrder>;
  fetchOpenOrders(symbol: string): Promise<CcxtOrder[]>;
  fetchMyTrades(symbol: string): Promise<{ order: string; side: string; amount: number; price: number }[]>;
  fetchBalance(): Promise<Record<string, { total: number }>>;
}

describe('an unmodified CCXT on the local server of grvt', () => {
  let clock: SystemClock;
  let server: LocalVenueServer;
  let lastId = 0;

  // It takes seconds to load on a busy machine.
  beforeAll(async () => {
    await import('ccxt');
  }, 60_000);

  beforeEach(async () => {
    clock = new SystemClock();
    server = await serve({ port: 0, clock, seed: 1, tickers: ['ETH', 'BTC'], market: 'manual' });
    server.exchange.show(listed, [
      ['buy', ticks(299_990), lots(1_000)],
      ['sell', ticks(300_010), lots(1_000)],
    ]);
  });

  afterEach(async () => {
    await server.close();
    clock.stop();
  });

  async function open(options: object): Promise<Ccxt> {
    const { grvt } = await import('ccxt');
    const { GRVT_PRIVATE_KEY: privateKey = '' } = server.credentials;
    const ccxt = new grvt({ privateKey, enableRateLimit: false, options }) as unknown as Ccxt;
    ccxt.setSandboxMode(true);
    const at = (prefix: string): string => `${server.origin}${prefix}/`;
    ccxt.urls.api = {
      privateEdge: at(localPrefixes.edge),
      privateTrading: at(localPrefixes.trades),
      publicMarket: at(localPrefixes.marketData),
    };
    return ccxt;
  }

  const clientId = (): { clientOrderId: string } => {
    lastId += 1;
    return { clientOrderId: String(lastId) };
  };

  test('loads the markets and reads the book', async () => {
    const ccxt = await open({ builderFee: false });
    await ccxt.loadMarkets();
    expect(ccxt.symbols).toEqual(['BTC/USDT:USDT', symbol]);
    expect(ccxt.market(symbol).precision).toMatchObject({ amount: 0.01, price: 0.01 });
    expect(await ccxt.fetchOrderBook(symbol)).toMatchObject({
      bids: [[2_999.9, 10]],
      asks: [[3_000.1, 10]],
    });
  });

  test('places a post-only order, finds it open, and cancels it', async () => {
    const ccxt = await open({ builderFee: false });
    const id = clientId();
    await ccxt.createOrder(symbol, 'limit', 'buy', 0.5, 2_990, { ...id, postOnly: true });
    const [order] = await ccxt.fetchOpenOrders(symbol);
    expect(order).toMatchObject({ ...id, status: 'open', remaining: 0.5 });
    await ccxt.cancelOrder(order?.id ?? '', symbol);
    expect(await ccxt.fetchOrder(order?.id, symbol)).toMatchObject({ status: 'canceled', filled: 0 });
    expect(await ccxt.fetchOpenOrders(symbol)).toEqual([]);
  });

  test.each([
    ['market', undefined],
    ['limit', 3_001],
  ])('takes by a %s order, at once', async (type, price) => {
    const ccxt = await open({ builderFee: false });
    const id = clientId();
    await ccxt.createOrder(symbol, type, 'buy', 0.25, price, { ...id, timeInForce: 'IOC' });
    expect(await ccxt.fetchOrder(undefined, symbol, id)).toMatchObject({ status: 'closed', filled: 0.25 });
    const trades = await ccxt.fetchMyTrades(symbol);
    expect(trades).toMatchObject([{ side: 'buy', amount: 0.25, price: 3_000.1 }]);
    expect(server.exchange.position(server.exchange.account('main'), listed)).toBe(25);
  });

  test('reads its balance', async () => {
    const ccxt = await open({ builderFee: false });
    const balance = await ccxt.fetchBalance();
    expect(balance['USDT']?.total).toBe(10_000_000);
  });

  test('with the builder’s fee that it adds by itself its orders are refused loudly', async () => {
    const ccxt = await open({ approvedBuilderFee: true });
    const order = ccxt.createOrder(symbol, 'limit', 'buy', 0.5, 2_990, clientId());
    await expect(order).rejects.toThrow(/no builder, builder_fee or broker is ever sent from here/);
    expect(server.exchange.orders(server.exchange.account('main'))).toEqual([]);
  });
});
