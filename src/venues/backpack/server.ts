// A local server that speaks Backpack: REST and streams on one origin, one account with a key pair made for it, and the exchange
// that all local venues share.
import { randomBytes } from 'node:crypto';
import { assertPresent } from '../../core/assert.ts';
import { parseDecimal } from '../../core/decimal.ts';
import { defineInstrument, type Instrument, type VenueAccountKey } from '../../core/instrument.ts';
import { lots, zeroQuote } from '../../core/money.ts';
import { percent, share } from '../../core/share.ts';
import { LocalServer } from '../local/local-server.ts';
import { exchangeFor, type LocalVenueServer, type ServeOptions } from '../local/local-venue-server.ts';
import { jsonReply, type LocalRequest, type Reply } from '../local/request.ts';
import type { RequestPurpose, Route } from '../local/router.ts';
import { capabilities } from './rules.ts';
import { Auth } from './server-auth.ts';
import { ServerAccount } from './server-account.ts';
import { ServerMarkets } from './server-markets.ts';
import { ServerOrders } from './server-orders.ts';
import { frameOf, markFields, openSocket, publish } from './server-streams.ts';
import { errorReply, listed } from './server-words.ts';
import { seedBytes, SigningKey, type Instruction } from './sign.ts';

export interface BackpackServeOptions extends ServeOptions {
  /** Lets requests in that name a broker, as other clients send them: default no. */
  readonly takesBrokers?: boolean;
}

type Answer = (account: VenueAccountKey, request: LocalRequest) => Reply;

export async function serve(options: BackpackServeOptions): Promise<LocalVenueServer> {
  const { clock, tickers, port, takesBrokers = false } = options;
  const instruments = tickers.map(listingOf);
  const exchange = exchangeFor('backpack', instruments, capabilities.oversizedReduceOnly, options);
  const seed = randomBytes(seedBytes);
  const { publicKey } = new SigningKey(seed);
  const account = exchange.account('main');
  const auth = new Auth({
    publicKey,
    account,
    takesBrokers,
    now: () => Math.floor(exchange.nowUs() / 1_000),
  });
  const server = new LocalServer({ clock, exchange, words });
  const listings = new Map(instruments.map((instrument) => [instrument.symbol, listed(instrument)]));
  const orders = new ServerOrders(exchange, listings);
  const accounts = new ServerAccount(exchange, listings, server.faults);
  const markets = new ServerMarkets(exchange, listings);
  const signed = (
    purpose: RequestPurpose,
    instruction: Instruction | OtherInstruction,
    answer: Answer,
  ): Route => ({
    purpose,
    answer: (request) => {
      const who = auth.check(request, instruction);
      return typeof who === 'string' ? answer(who, request) : errorReply(who);
    },
  });
  server.routes({
    ...markets.routes(),
    'POST /api/v1/order': signed('place', 'orderExecute', (who, request) => orders.place(who, request)),
    'DELETE /api/v1/order': signed('cancel', 'orderCancel', (who, request) => orders.cancel(who, request)),
    'DELETE /api/v1/orders': signed('cancel', 'orderCancelAll', (who, request) =>
      orders.cancelAll(who, request),
    ),
    'GET /api/v1/order': signed('query', 'orderQuery', (who, request) => orders.show(who, request)),
    'GET /api/v1/orders': signed('query', 'orderQueryAll', (who, request) => orders.showAll(who, request)),
    'GET /wapi/v1/history/orders': signed('query', 'orderHistoryQueryAll', (who, request) =>
      orders.history(who, request),
    ),
    'GET /wapi/v1/history/fills': signed('query', 'fillHistoryQueryAll', (who, request) =>
      accounts.fills(who, request),
    ),
    'GET /wapi/v1/history/funding': signed('query', 'fundingHistoryQueryAll', (who, request) =>
      accounts.funding(who, request),
    ),
    'GET /api/v1/account': signed('query', 'accountQuery', (who) => accounts.settings(who)),
    'GET /api/v1/capital': signed('query', 'balanceQuery', (who) => accounts.balances(who)),
    'GET /api/v1/capital/collateral': signed('query', 'collateralQuery', (who) => accounts.collateral(who)),
    'GET /api/v1/position': signed('query', 'positionQuery', (who, request) =>
      accounts.positions(who, request),
    ),
  });
  server.socket(
    '/',
    openSocket(server, auth, (channel) => {
      const symbol = /^markPrice\.(.+)$/.exec(channel)?.[1];
      const terms = symbol === undefined ? undefined : exchange.fundingTerms(symbol);
      if (symbol === undefined || terms === undefined) return undefined;
      return frameOf(channel, markFields(symbol, terms, exchange.nowUs()));
    }),
  );
  publish(server, listings);
  const origin = await server.listen(port);
  const { faults, streams } = server;
  const credentials = { BACKPACK_PUBLIC_KEY: publicKey, BACKPACK_SECRET_KEY: seed.toString('base64') };
  return { venue: 'backpack', origin, credentials, exchange, faults, streams, close: () => server.close() };
}

/** What only other clients ask for. */
type OtherInstruction = 'balanceQuery';

const words = {
  unknownRoute: ({ method, path }: Pick<LocalRequest, 'method' | 'path'>): Reply =>
    errorReply({ status: 404, code: 'RESOURCE_NOT_FOUND', message: `no route ${method} ${path}` }),
  rateLimited: (retryAfterMs: number): Reply =>
    jsonReply(
      429,
      { code: 'TOO_MANY_REQUESTS', message: 'Too many requests' },
      { 'retry-after': String(Math.ceil(retryAfterMs / 1_000)) },
    ),
  maintenance: (): Reply =>
    errorReply({ status: 503, code: 'MAINTENANCE', message: 'System is under maintenance' }),
};

/** Steps as the venue had them in 2025; what it does not list here, the local server lists coarsely. */
const steps: Readonly<Record<string, readonly [tickSize: string, lotSize: string]>> = {
  BTC: ['0.1', '0.00001'],
  ETH: ['0.01', '0.0001'],
  SOL: ['0.01', '0.01'],
};

function listingOf(base: string): Instrument {
  const [tickSize, lotSize] = steps[base] ?? ['0.01', '0.1'];
  return defineInstrument({
    venue: 'backpack',
    account: 'main',
    symbol: `${base}_${capabilities.quoteAsset}_PERP`,
    base,
    quote: capabilities.quoteAsset,
    tickSize: assertPresent(parseDecimal(tickSize), 'a tick'),
    lotSize: assertPresent(parseDecimal(lotSize), 'a lot'),
    minQuantity: lots(1),
    minNotional: zeroQuote,
    fees: capabilities.listedFees,
    // Ten times leverage, as the account's own limit has it; maintenance as the venue lists it.
    margin: { initial: percent(10), maintenance: share(1_250_000n) },
    remembersClientOrderIds: capabilities.remembersClientOrderIds,
  });
}
