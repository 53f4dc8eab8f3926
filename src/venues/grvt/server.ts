// A local server that speaks GRVT: logins, requests and sockets on one origin, one account with keys made for it, and the exchange that
// all local venues share.
import { randomBytes, randomInt } from 'node:crypto';
import { assertPresent } from '../../core/assert.ts';
import { parseDecimal } from '../../core/decimal.ts';
import { defineInstrument, type Instrument } from '../../core/instrument.ts';
import { lots, zeroQuote } from '../../core/money.ts';
import { percent } from '../../core/share.ts';
import { LocalServer, type ServerWords } from '../local/local-server.ts';
import { exchangeFor, type LocalVenueServer, type ServeOptions } from '../local/local-venue-server.ts';
import { jsonOf, jsonReply, type LocalRequest, type Reply } from '../local/request.ts';
import type { RequestPurpose, Route } from '../local/router.ts';
import { InstrumentGrid } from '../wire/decimal-grid.ts';
import { asRecord } from '../wire/json.ts';
import { capabilities } from './rules.ts';
import { ServerAccount } from './server-account.ts';
import { ServerMarkets } from './server-markets.ts';
import { OrderCheck, type ServerListing } from './server-order-check.ts';
import { ServerOrders, type TellAccount } from './server-orders.ts';
import { ServerSessions, type ServerAccountKeys } from './server-sessions.ts';
import { ServerStreams, type SocketMethods } from './server-streams.ts';
import type { Json } from './server-views.ts';
import { errorReply, errors, isVenueError, venueError, type VenueError } from './server-words.ts';
import { OrderSigner } from './sign.ts';
import { localChainId, localPrefixes } from './sites.ts';

type Answer = (body: Json) => Json | VenueError;

export async function serve(options: ServeOptions): Promise<LocalVenueServer> {
  const { clock, port, tickers } = options;
  const instruments = tickers.map(listingOf);
  const exchange = exchangeFor('grvt', instruments, capabilities.oversizedReduceOnly, options);
  const nowUs = (): number => exchange.nowUs();
  const privateKey = randomBytes(32);
  // A key is a number below the order of the curve, which begins with 32 ones.
  privateKey[0] = 1;
  const subAccountId = String(randomInt(2 ** 40, 2 ** 47));
  const keys: ServerAccountKeys = {
    apiKey: randomBytes(20).toString('base64url'),
    signer: new OrderSigner(privateKey, localChainId, subAccountId).address,
    mainAccountId: `0x${randomBytes(20).toString('hex')}`,
    subAccountId,
    chainId: localChainId,
  };
  const listings = new Map(
    instruments.map((instrument, index): [string, ServerListing] => {
      const { symbol } = instrument;
      const assetId = `0x03${(index + 4).toString(16).padStart(2, '0')}01`;
      return [symbol, { symbol, assetId, grid: new InstrumentGrid(instrument) }];
    }),
  );
  const server = new LocalServer({ clock, exchange, words });
  const sessions = new ServerSessions(keys, nowUs);
  const account = exchange.account('main');
  const markets = new ServerMarkets(exchange, listings);
  const streams = new ServerStreams(server, markets, subAccountId);
  const tell: TellAccount = streams.tellAccount;
  const check = new OrderCheck(keys, listings, nowUs);
  const orders = new ServerOrders({ exchange, account, subAccountId, check, clock, tell });
  const accounts = new ServerAccount({ exchange, account, keys, orders, faults: server.faults });

  const methods: SocketMethods = {
    'v1/create_order': { purpose: 'place', answer: (body) => orders.create(body) },
    'v1/cancel_order': { purpose: 'cancel', answer: (body) => orders.cancel(body) },
    'v1/cancel_all_orders': { purpose: 'cancel', answer: (body) => orders.cancelAll(body) },
    'v1/cancel_on_disconnect': { purpose: 'cancel', answer: (body) => orders.cancelOnDisconnect(body) },
    'v1/order': { purpose: 'query', answer: (body) => orders.show(body) },
    'v1/open_orders': { purpose: 'query', answer: () => orders.showOpen() },
    'v1/order_history': { purpose: 'query', answer: () => orders.showEnded() },
    'v1/fill_history': { purpose: 'query', answer: (body) => accounts.fills(body) },
    'v1/positions': { purpose: 'query', answer: (body) => accounts.positions(body) },
    'v1/funding_payment_history': { purpose: 'query', answer: (body) => accounts.funding(body) },
    'v1/account_summary': { purpose: 'query', answer: () => accounts.summary() },
    'v1/aggregated_account_summary': { purpose: 'query', answer: () => accounts.aggregated() },
    'v1/get_sub_accounts': { purpose: 'query', answer: () => accounts.subAccounts() },
    'v1/get_all_initial_leverage': { purpose: 'query', answer: () => accounts.leverages() },
  };
  const { edge, trades, marketData } = localPrefixes;
  for (const [name, method] of Object.entries(methods)) {
    const route = loggedIn(sessions, method.purpose, (body) => method.answer(body));
    server.routes({ [`POST ${trades}/full/${name}`]: route });
  }
  server.routes({
    [`POST ${edge}/auth/api_key/login`]: {
      purpose: 'session',
      answer: (request) => sessions.logInByApiKey(request),
    },
    [`POST ${edge}/auth/wallet/login`]: {
      purpose: 'session',
      answer: (request) => sessions.logInByWallet(request),
    },
    [`GET ${marketData}/time`]: open(() => markets.time()),
    [`GET ${trades}/time`]: open(() => markets.time()),
    [`POST ${marketData}/full/v1/all_instruments`]: open(() => markets.instruments()),
    [`POST ${marketData}/full/v1/instrument`]: open((body) => markets.instrument(body)),
    [`POST ${marketData}/full/v1/currency`]: open(() => markets.currencies()),
    [`POST ${marketData}/full/v1/margin_rules`]: open((body) => markets.marginRules(body)),
    [`POST ${marketData}/full/v1/book`]: open((body) => markets.book(body)),
    [`POST ${marketData}/full/v1/ticker`]: open((body) => markets.ticker(body)),
  });
  server.socket(`${marketData}/ws/full`, streams.openPublic);
  server.socket(
    `${trades}/ws/full`,
    streams.openPrivate(({ headers }) => sessions.isLoggedIn(headers), methods),
  );
  streams.publish(orders);
  const origin = await server.listen(port);
  return {
    venue: 'grvt',
    origin,
    credentials: {
      GRVT_TRADING_ACCOUNT_ID: subAccountId,
      GRVT_PRIVATE_KEY: `0x${privateKey.toString('hex')}`,
      GRVT_API_KEY: keys.apiKey,
      GRVT_ENVIRONMENT: 'testnet',
    },
    exchange,
    faults: server.faults,
    streams: server.streams,
    close: () => server.close(),
  };
}

const words: ServerWords = {
  unknownRoute: ({ method, path }) => errorReply(venueError(1004, 404, `no route ${method} ${path}`)),
  rateLimited: (retryAfterMs) =>
    errorReply(errors.rateLimited, { 'retry-after': String(Math.ceil(retryAfterMs / 1_000)) }),
  maintenance: () => errorReply(errors.maintenance),
};

const open = (answer: Answer): Route => ({
  purpose: 'public',
  answer: (request) => answerTo(request, answer),
});

function loggedIn(sessions: ServerSessions, purpose: RequestPurpose, answer: Answer): Route {
  return {
    purpose,
    answer: (request) =>
      sessions.isLoggedIn(request.headers) ? answerTo(request, answer) : errorReply(errors.notLoggedIn),
  };
}

function answerTo(request: LocalRequest, answer: Answer): Reply {
  const body = request.body === '' ? {} : asRecord(jsonOf(request));
  if (body === undefined) return errorReply(errors.malformed);
  const result = answer(body);
  return isVenueError(result) ? errorReply(result) : jsonReply(200, result);
}

/** Steps as the venue had them in 2025; what it does not list here, the local server lists coarsely. */
const steps: Readonly<Record<string, readonly [tickSize: string, lotSize: string]>> = {
  BTC: ['0.1', '0.001'],
  ETH: ['0.01', '0.01'],
  SOL: ['0.01', '0.1'],
};

function listingOf(base: string): Instrument {
  const [tickSize, lotSize] = steps[base] ?? ['0.01', '1'];
  return defineInstrument({
    venue: 'grvt',
    account: 'main',
    symbol: `${base}_${capabilities.quoteAsset}_Perp`,
    base,
    quote: capabilities.quoteAsset,
    tickSize: assertPresent(parseDecimal(tickSize), 'a tick'),
    lotSize: assertPresent(parseDecimal(lotSize), 'a lot'),
    minQuantity: lots(1),
    minNotional: zeroQuote,
    fees: capabilities.listedFees,
    // Ten times leverage, as the account's own setting has it.
    margin: { initial: percent(10), maintenance: percent(1) },
    remembersClientOrderIds: capabilities.remembersClientOrderIds,
  });
}
