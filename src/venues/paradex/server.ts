// A local server that speaks Paradex: REST and sockets on one origin, one account with a key made for it, and the exchange that all
// local venues share.
import { getPublicKey, utils } from '@scure/starknet';
import { assertPresent } from '../../core/assert.ts';
import { parseDecimal } from '../../core/decimal.ts';
import { defineInstrument, type Instrument, type VenueAccountKey } from '../../core/instrument.ts';
import { lots, parseQuote } from '../../core/money.ts';
import { usualMargin } from '../../core/margin.ts';
import type { LocalExchange } from '../local/local-exchange.ts';
import type { LocalOrder } from '../local/local-order.ts';
import { LocalServer } from '../local/local-server.ts';
import { exchangeFor, type LocalVenueServer, type ServeOptions } from '../local/local-venue-server.ts';
import { jsonOf, jsonReply, type LocalRequest, type Reply } from '../local/request.ts';
import type { RequestPurpose, Route } from '../local/router.ts';
import { capabilities } from './rules.ts';
import { ServerAccount, pageOf } from './server-account.ts';
import { Auth, publicKeyOf, type AuthError } from './server-auth.ts';
import { bookFrame, fundingFrame, tradeFrame } from './server-frames.ts';
import { localChainId, ServerMarkets } from './server-markets.ts';
import { ServerOrders } from './server-orders.ts';
import { channelFrame, openSocket, Pace } from './server-socket.ts';
import { errorReply, fillBody, listed, paymentBody, type Listed } from './server-words.ts';
import { streamPath } from './sites.ts';

type Answer = (account: VenueAccountKey, request: LocalRequest) => Reply;

/** As often as the venue shows a book. */
const bookEveryMs = 50;

export async function serve(options: ServeOptions): Promise<LocalVenueServer> {
  const { clock, tickers, port } = options;
  const instruments = tickers.map(listingOf);
  const exchange = exchangeFor('paradex', instruments, capabilities.oversizedReduceOnly, options);
  const listings = new Map(instruments.map((instrument) => [instrument.symbol, listed(instrument)]));
  const privateKey = utils.randomPrivateKey();
  const verifyingKey = getPublicKey(Buffer.from(privateKey).toString('hex'), true);
  const publicKey = publicKeyOf(verifyingKey);
  const address = '0x49ddd7a564c978f6e4089ff8355b56a42b7e2d48ba282cb5aad60f04bea0ec3';
  const account = exchange.account('main');
  const auth = new Auth({
    chainId: localChainId,
    address,
    verifyingKey,
    account,
    nowUs: () => exchange.nowUs(),
  });
  const server = new LocalServer({ clock, exchange, words });
  const { faults, streams } = server;
  const orders = new ServerOrders({
    exchange,
    listings,
    auth,
    address,
    closed: (_account, body) => {
      const channel = `orders.${String(body['market'])}`;
      streams.publish(channel, 'private', () => channelFrame(channel, body));
    },
  });
  const accounts = new ServerAccount({ exchange, listings, address, faults });
  const markets = new ServerMarkets(exchange, listings);
  server.routes({ ...markets.routes(), ...accountRoutes(auth, orders, accounts, publicKey) });
  server.socket(
    streamPath,
    openSocket({
      server,
      auth,
      orders,
      welcome: (channel) => firstFrame(server, listings, markets, channel),
    }),
  );
  publish(server, listings, orders, markets, new Pace(clock, bookEveryMs), address);
  const origin = await server.listen(port);
  const credentials = {
    PARADEX_L1_ADDRESS: '0x29A873159D5e14AcBd63913D4A7E2df04570c666',
    PARADEX_L2_PRIVATE_KEY: `0x${Buffer.from(privateKey).toString('hex')}`,
    PARADEX_L2_ADDRESS: address,
    PARADEX_ENVIRONMENT: 'testnet',
  };
  return { venue: 'paradex', origin, credentials, exchange, faults, streams, close: () => server.close() };
}

function accountRoutes(
  auth: Auth,
  orders: ServerOrders,
  accounts: ServerAccount,
  publicKey: string,
): Record<string, Route> {
  const logIn: Route = {
    purpose: 'session',
    answer: (request) => {
      const result = auth.logIn(request);
      return 'token' in result ? jsonReply(200, { jwt_token: result.token }) : errorReply(result);
    },
  };
  const of = (purpose: RequestPurpose, answer: Answer): Route => ({
    purpose,
    answer: (request) => {
      const who = auth.check(request);
      return typeof who === 'string' ? answer(who, request) : errorReply(who);
    },
  });
  const cancel = (reference: (request: LocalRequest) => Parameters<ServerOrders['cancel']>[1]): Route =>
    of('cancel', (who, request) => {
      const result = orders.cancel(who, reference(request));
      return 'error' in result ? errorReply(result) : { status: 204, body: '' };
    });
  const show = (reference: (request: LocalRequest) => Parameters<ServerOrders['find']>[1]): Route =>
    of('query', (who, request) => {
      const result = orders.find(who, reference(request));
      return isError(result) ? errorReply(result) : jsonReply(200, result);
    });
  const byId = ({ parameters }: LocalRequest) => ({ venueOrderId: parameters['order_id'] ?? '' });
  const byClientId = ({ parameters }: LocalRequest) => ({ clientId: parameters['client_id'] ?? '' });
  return {
    'POST /v1/auth': logIn,
    'POST /v1/auth/:public_key': logIn,
    'GET /v1/account': of('query', (who) => accounts.summary(who)),
    'GET /v1/account/info': of('query', () => accounts.info(publicKey)),
    'GET /v1/account/margin': of('query', (_who, request) => accounts.marginSettings(request)),
    'GET /v1/balance': of('query', (who) => accounts.balances(who)),
    'GET /v1/positions': of('query', (who) => accounts.positions(who)),
    'GET /v1/fills': of('query', (who, request) => accounts.fills(who, request)),
    'GET /v1/funding/payments': of('query', (who, request) => accounts.payments(who, request)),
    'GET /v1/orders': of('query', (who, { query }) =>
      jsonReply(200, { results: orders.open(who, query.get('market') ?? undefined) }),
    ),
    'GET /v1/orders-history': of('query', (who, { query }) => {
      const wanted = orders
        .history(who)
        .filter((body) =>
          ['client_id', 'market', 'status', 'side'].every(
            (field) => !query.has(field) || body[field] === query.get(field),
          ),
        );
      return pageOf(wanted.reverse(), query);
    }),
    'POST /v1/orders': of('place', (who, request) => {
      const placed = orders.place(who, jsonOf(request));
      return 'error' in placed ? errorReply(placed) : jsonReply(201, placed.body);
    }),
    'DELETE /v1/orders': of('cancel', (who, { query }) => {
      orders.cancelAll(who, query.get('market') ?? undefined);
      return { status: 204, body: '' };
    }),
    'GET /v1/orders/by_client_id/:client_id': show(byClientId),
    'GET /v1/orders/:order_id': show(byId),
    'DELETE /v1/orders/by_client_id/:client_id': cancel(byClientId),
    'DELETE /v1/orders/:order_id': cancel(byId),
  };
}

const isError = (result: Record<string, unknown> | AuthError): result is AuthError => 'error' in result;

/** Tells everything that happens at the exchange to whom it concerns. */
function publish(
  { exchange, streams }: LocalServer,
  listings: ReadonlyMap<string, Listed>,
  orders: ServerOrders,
  markets: ServerMarkets,
  pace: Pace,
  address: string,
): void {
  const toAccount = (kind: string, symbol: string, data: () => object): void => {
    const channel = `${kind}.${symbol}`;
    streams.publish(channel, 'private', () => channelFrame(channel, data()));
  };
  const toPublic = (channel: string, frame: () => Uint8Array): void =>
    streams.publish(channel, 'public', frame);
  const tellOrder = (order: LocalOrder): void => toAccount('orders', order.symbol, () => orders.body(order));
  exchange.listen({
    accepted: tellOrder,
    filled: (order, fill) => {
      const listing = listings.get(order.symbol);
      if (listing !== undefined)
        toAccount('fills', order.symbol, () => fillBody(fill, order, listing, address));
    },
    ended: tellOrder,
    fundingPaid: (_account, { symbol }, payment) =>
      toAccount('funding_payments', symbol, () => paymentBody(payment, address)),
    levelsChanged: ({ instrument: { symbol } }) => {
      const channel = bookChannel(symbol);
      if (!streams.isWanted(channel)) return;
      pace.run(channel, () => {
        const frame = bookOf(exchange, listings, symbol);
        if (frame !== undefined) toPublic(channel, () => frame);
      });
    },
    traded: (trade) => {
      const listing = listings.get(trade.instrument.symbol);
      if (listing !== undefined)
        toPublic(`trades.${trade.instrument.symbol}`, () => tradeFrame(listing, trade));
    },
    fundingPublished: ({ symbol }) => {
      const channel = `funding_data.${symbol}`;
      toPublic(channel, () => fundingOf(exchange, listings, markets, symbol) ?? Buffer.alloc(0));
    },
  });
}

const bookChannel = (symbol: string): string => `order_book.${symbol}.snapshot@15@50ms`;

/** What a new subscriber is told at once. */
function firstFrame(
  { exchange }: LocalServer,
  listings: ReadonlyMap<string, Listed>,
  markets: ServerMarkets,
  channel: string,
): Uint8Array | undefined {
  const [kind, symbol = ''] = channel.split('.');
  if (kind === 'order_book') return bookOf(exchange, listings, symbol);
  return kind === 'funding_data' ? fundingOf(exchange, listings, markets, symbol) : undefined;
}

function bookOf(
  exchange: LocalExchange,
  listings: ReadonlyMap<string, Listed>,
  symbol: string,
): Buffer | undefined {
  const shown = exchange.displayedBook(symbol);
  const listing = listings.get(symbol);
  return shown === undefined || listing === undefined ? undefined : bookFrame(listing, shown);
}

function fundingOf(
  exchange: LocalExchange,
  listings: ReadonlyMap<string, Listed>,
  markets: ServerMarkets,
  symbol: string,
): Buffer | undefined {
  const terms = exchange.fundingTerms(symbol);
  const listing = listings.get(symbol);
  if (terms === undefined || listing === undefined) return undefined;
  const periodHours = markets.fundingPeriodHours(symbol);
  return fundingFrame(listing, { rate: terms.rate / 10n ** 10n, periodHours, atUs: exchange.nowUs() });
}

const words = {
  unknownRoute: ({ method, path }: Pick<LocalRequest, 'method' | 'path'>): Reply =>
    errorReply({ status: 404, error: 'NOT_FOUND', message: `no route ${method} ${path}` }),
  rateLimited: (retryAfterMs: number): Reply =>
    jsonReply(
      429,
      { error: 'RATE_LIMIT_EXCEEDED', message: 'too many requests' },
      { 'retry-after': String(Math.ceil(retryAfterMs / 1_000)) },
    ),
  maintenance: (): Reply =>
    errorReply({ status: 503, error: 'SERVICE_UNAVAILABLE', message: 'the venue is under maintenance' }),
};

/** Steps as the venue had them in 2025; what it does not list here, the local server lists coarsely. */
const steps: Readonly<Record<string, readonly [tickSize: string, lotSize: string]>> = {
  BTC: ['0.1', '0.00001'],
  ETH: ['0.01', '0.0001'],
  SOL: ['0.001', '0.01'],
};

function listingOf(base: string): Instrument {
  const [tickSize, lotSize] = steps[base] ?? ['0.001', '0.1'];
  return defineInstrument({
    venue: 'paradex',
    account: 'main',
    symbol: `${base}-USD-PERP`,
    base,
    quote: capabilities.quoteAsset,
    tickSize: assertPresent(parseDecimal(tickSize), 'a tick'),
    lotSize: assertPresent(parseDecimal(lotSize), 'a lot'),
    minQuantity: lots(1),
    minNotional: assertPresent(parseQuote('10'), 'a minimum'),
    fees: capabilities.listedFees,
    margin: usualMargin,
    remembersClientOrderIds: capabilities.remembersClientOrderIds,
  });
}
