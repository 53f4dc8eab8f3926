// A made-up venue with a tiny protocol, to prove what local servers share: requests name their account, frames are short JSON.
import { defineInstrument } from '../../../core/instrument.ts';
import { usualMargin } from '../../../core/margin.ts';
import { feeRate, lots, zeroQuote } from '../../../core/money.ts';
import { InstrumentGrid } from '../../wire/decimal-grid.ts';
import type { Refusal } from '../../simulated/venue-order.ts';
import type { Connection } from '../connection.ts';
import type { LocalExchange } from '../local-exchange.ts';
import type { LocalOrder, LocalTerms } from '../local-order.ts';
import { LocalServer } from '../local-server.ts';
import { exchangeFor, type LocalVenueServer, type ServeOptions } from '../local-venue-server.ts';
import { jsonOf, jsonReply, type LocalRequest, type Reply } from '../request.ts';

/** Tick 0.01, lot 0.001; fees 2 bps maker, 5 bps taker. */
export const exampleInstruments = ['ETH', 'BTC'].map((base) =>
  defineInstrument({
    venue: 'example',
    account: 'main',
    symbol: `${base}-PERP`,
    base,
    quote: 'USD',
    tickSize: { digits: 1n, decimals: 2 },
    lotSize: { digits: 1n, decimals: 3 },
    minQuantity: lots(1),
    minNotional: zeroQuote,
    fees: { maker: feeRate(20_000n), taker: feeRate(50_000n) },
    margin: usualMargin,
    remembersClientOrderIds: 'all',
  }),
);

export const eth = 'ETH-PERP';
const ethGrid = new InstrumentGrid({
  tickSize: { digits: 1n, decimals: 2 },
  lotSize: { digits: 1n, decimals: 3 },
});

interface ExampleOrder {
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly price?: string;
  readonly quantity: string;
  readonly id?: string;
  readonly expiresAtUs?: number;
}

export async function serveExample(options: ServeOptions): Promise<LocalVenueServer> {
  const exchange = exchangeFor('example', exampleInstruments, 'cut', options);
  const server = new LocalServer({
    clock: options.clock,
    exchange,
    words: {
      unknownRoute: ({ path }) => jsonReply(404, { error: 'no-route', path }),
      rateLimited: (retryAfterMs) =>
        jsonReply(429, { error: 'slow-down' }, { 'retry-after': String(Math.ceil(retryAfterMs / 1_000)) }),
      maintenance: () => jsonReply(503, { error: 'closed-for-repairs' }),
    },
  });
  server.routes({
    'POST /orders': { purpose: 'place', answer: (request) => place(exchange, request) },
    'DELETE /orders/:id': {
      purpose: 'cancel',
      answer: ({ parameters, query }) =>
        told(exchange.cancel(accountOf(exchange, query), { clientId: parameters['id'] ?? '' })),
    },
    'GET /position': {
      purpose: 'query',
      answer: ({ query }) =>
        jsonReply(200, {
          position: ethGrid.quantityText(exchange.position(accountOf(exchange, query), eth)),
        }),
    },
  });
  server.socket('/stream', (connection) => openStream(server, connection));
  publish(server);
  const origin = await server.listen(options.port);
  const { faults, streams } = server;
  const credentials = { EXAMPLE_ACCOUNT: 'ann' };
  return { venue: 'example', origin, credentials, exchange, faults, streams, close: () => server.close() };
}

/** Takes `{login}`, `{subscribe}` and `{place}`. */
function openStream(server: LocalServer, connection: Connection): { received(text: string): void } {
  return {
    received: (text) => {
      const message = jsonOf({ body: text }) as { login?: string; subscribe?: string; place?: ExampleOrder };
      if (message.login !== undefined) {
        connection.account = server.exchange.account(message.login);
        server.streams.subscribe(connection, connection.account);
        connection.say(JSON.stringify({ login: message.login }));
      }
      if (message.subscribe !== undefined) {
        server.streams.subscribe(connection, message.subscribe);
        connection.say(JSON.stringify({ subscribed: message.subscribe }));
      }
      const { place: order } = message;
      const { account } = connection;
      if (order === undefined || account === undefined) return;
      connection.answer({
        purpose: 'place',
        words: { rateLimited: () => '{"error":"slow-down"}', maintenance: () => '{"error":"closed"}' },
        carryOut: () => told(server.exchange.place(account, termsOf(order))).body,
      });
    },
  };
}

function publish({ exchange, streams }: LocalServer): void {
  const toAccount = (order: LocalOrder, frame: object): void =>
    streams.publish(order.account, 'private', () => JSON.stringify({ id: order.clientId, ...frame }));
  exchange.listen({
    accepted: (order) => toAccount(order, { accepted: ethGrid.priceText(order.order.limit) }),
    filled: (order, fill) =>
      toAccount(order, {
        filled: ethGrid.quantityText(fill.quantity),
        cumulative: ethGrid.quantityText(order.order.filled),
      }),
    ended: (order) => toAccount(order, { ended: order.order.end }),
    levelsChanged: ({ instrument, sequence, levels }) =>
      streams.publish(`book:${instrument.symbol}`, 'public', () =>
        JSON.stringify({ sequence, levels: levels.toJSON() }),
      ),
  });
}

function place(exchange: LocalExchange, request: LocalRequest): Reply {
  const order = jsonOf(request) as ExampleOrder | undefined;
  if (order === undefined) return jsonReply(400, { error: 'not-json' });
  return told(exchange.place(accountOf(exchange, request.query), termsOf(order)));
}

function told(result: LocalOrder | Refusal): Reply {
  if (result.kind === 'refused') return jsonReply(400, { error: result.reason });
  const { venueOrderId, filled } = result.order;
  return jsonReply(200, { id: result.clientId, venueOrderId, filled: ethGrid.quantityText(filled) });
}

function termsOf({ symbol, side, price, quantity, id, expiresAtUs }: ExampleOrder): LocalTerms {
  return {
    symbol,
    clientId: id,
    side,
    quantity: ethGrid.lots(quantity) ?? lots(0),
    price: price === undefined ? undefined : ethGrid.ticks(price),
    timeInForce: 'gtc',
    postOnly: false,
    reduceOnly: false,
    expiresAtUs,
  };
}

function accountOf(exchange: LocalExchange, query: URLSearchParams): ReturnType<LocalExchange['account']> {
  return exchange.account(query.get('account') ?? 'ann');
}
