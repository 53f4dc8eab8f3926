// A peer: CCXT as its manual shows it, watching orders on one venue and creating one on the other; nothing of it is changed but its
// addresses, and that it adds no fee for a builder.
import { pro } from 'ccxt';
import { localPrefixes } from '../../src/venues/grvt/sites.ts';
import { inBackground } from '../../src/venues/wire/background.ts';
import { beBot } from './bot.ts';
import { kinds } from './ccxt-bot-kinds.ts';
import type { BotOrder, VenuePlace } from './messages.ts';
import { orderSize } from './order-size.ts';

/** Of CCXT, what is used here; its own types leave parts of it out. */
interface Exchange {
  urls: { api: object };
  setSandboxMode(isOn: boolean): void;
  loadHttpProxyAgent(): Promise<unknown>;
  loadMarkets(): Promise<unknown>;
  watchOrders(symbol: string): Promise<readonly { readonly status: string; readonly side: string }[]>;
  createOrder(
    symbol: string,
    type: string,
    side: string,
    amount: number,
    price: number,
    parameters: object,
  ): Promise<unknown>;
}

const symbols = { backpack: 'ETH/USDC:USDC', grvt: 'ETH/USDT:USDT', paradex: 'ETH/USD:USDC' } as const;
const price = 2_990;

beBot(async ({ kind, primary, hedge }: BotOrder) => {
  const isPaced = kind === kinds.asItComes;
  const watching = await open(primary, isPaced);
  const hedging = await open(hedge, isPaced);
  // The first order logs in, and loads what it needs.
  await create(hedging, hedge);
  inBackground(follow(watching, primary, () => inBackground(create(hedging, hedge))));
  // A subscription says when it is there by the first update only.
  await new Promise((resolve) => {
    setTimeout(resolve, 300);
  });
});

/** Awaits the next update before anything else: one that comes while nobody does is told with the one after it. */
async function follow(exchange: Exchange, { venue }: VenuePlace, onFill: () => void): Promise<void> {
  for (;;) {
    const orders = await exchange.watchOrders(symbols[venue]);
    if (orders.some(({ status }) => status === 'closed')) onFill();
  }
}

const create = (exchange: Exchange, { venue }: VenuePlace): Promise<unknown> =>
  exchange.createOrder(symbols[venue], 'limit', 'sell', Number(orderSize), price, { timeInForce: 'IOC' });

async function open(place: VenuePlace, isPaced: boolean): Promise<Exchange> {
  const exchange = clientOf(place, isPaced);
  await exchange.loadHttpProxyAgent();
  await exchange.loadMarkets();
  return exchange;
}

function clientOf({ venue, origin, credentials }: VenuePlace, enableRateLimit: boolean): Exchange {
  const stream = origin.replace('http', 'ws');
  switch (venue) {
    case 'backpack': {
      const { BACKPACK_PUBLIC_KEY: apiKey = '', BACKPACK_SECRET_KEY: secret = '' } = credentials;
      const exchange = new pro.backpack({ apiKey, secret, enableRateLimit }) as unknown as Exchange;
      exchange.urls.api = { public: origin, private: origin, ws: { public: stream, private: stream } };
      return exchange;
    }
    case 'grvt': {
      const { GRVT_PRIVATE_KEY: privateKey = '' } = credentials;
      const options = { builderFee: false };
      const exchange = new pro.grvt({ privateKey, enableRateLimit, options }) as unknown as Exchange;
      exchange.setSandboxMode(true);
      exchange.urls.api = {
        privateEdge: `${origin}${localPrefixes.edge}/`,
        privateTrading: `${origin}${localPrefixes.trades}/`,
        publicMarket: `${origin}${localPrefixes.marketData}/`,
        ws: {
          publicMarket: `${stream}${localPrefixes.marketData}/ws/full`,
          privateTrading: `${stream}${localPrefixes.trades}/ws/full`,
        },
      };
      return exchange;
    }
    case 'paradex': {
      const { PARADEX_L2_PRIVATE_KEY: privateKey, PARADEX_L2_ADDRESS: address } = credentials;
      const options = { paradexAccount: { privateKey, publicKey: '0x1', address }, broker: ' ' };
      const exchange = new pro.paradex({ enableRateLimit, options }) as unknown as Exchange;
      exchange.urls.api = { v1: `${origin}/v1`, v2: `${origin}/v2`, ws: `${stream}/v1` };
      return exchange;
    }
  }
}
