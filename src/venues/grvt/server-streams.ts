// The sockets of the local server: requests with answers on the trading one, and feeds on both, numbered so that a gap shows.
import { z } from 'zod';
import { formatLots, formatPrice, type Instrument } from '../../core/instrument.ts';
import type { Side } from '../../core/side.ts';
import type { Connection } from '../local/connection.ts';
import type { LevelsChanged } from '../local/exchange-listener.ts';
import type { StreamKind } from '../local/fault.ts';
import type { LocalServer, OpenSocket } from '../local/local-server.ts';
import { jsonOf } from '../local/request.ts';
import type { RequestPurpose } from '../local/router.ts';
import { nanosecondsText } from './frames.ts';
import { bookView, type ServerMarkets } from './server-markets.ts';
import { instrumentOf, type ServerOrders, type TellAccount } from './server-orders.ts';
import { fillView, type Json } from './server-views.ts';
import { errors, isVenueError, type VenueError } from './server-words.ts';

/** What can be asked for on a socket, by the method's name. */
export type SocketMethods = Readonly<
  Record<string, { readonly purpose: RequestPurpose; answer(body: Json): Json | VenueError }>
>;

const requestShape = z.object({
  method: z.string(),
  params: z.record(z.string(), z.unknown()).default({}),
  id: z.number().int().optional(),
});
const feedsShape = z.object({ stream: z.string(), selectors: z.array(z.string()) });

const privateStreams: ReadonlySet<string> = new Set(['v1.order', 'v1.fill', 'v1.cancel']);
const publicStreams: ReadonlySet<string> = new Set(['v1.book.d', 'v1.trade', 'v1.ticker.s']);
const levelsMax = 500;

export class ServerStreams {
  readonly #server: LocalServer;
  readonly #markets: ServerMarkets;
  readonly #subAccountId: string;
  /** The last sequence number of each feed. */
  readonly #sequences = new Map<string, number>();

  constructor(server: LocalServer, markets: ServerMarkets, subAccountId: string) {
    this.#server = server;
    this.#markets = markets;
    this.#subAccountId = subAccountId;
  }

  /** To whoever follows the account as a whole, and to whoever follows it on the instrument. */
  readonly tellAccount: TellAccount = (stream, symbol, feed) => {
    const whole = this.#subAccountId;
    for (const selector of symbol === '' ? [whole] : [whole, `${whole}-${symbol}`])
      this.#publish(stream, selector, 'private', () => feed);
  };

  /** What happens at the exchange goes out from now on. */
  publish(orders: ServerOrders): void {
    const { exchange } = this.#server;
    exchange.listen({
      accepted: (order) => this.tellAccount('v1.order', order.symbol, orders.view(order)),
      filled: (order, fill) => {
        this.tellAccount('v1.fill', fill.symbol, fillView(fill, order.clientId, orders.contextOf(order)));
        if (order.order.remaining > 0) this.tellAccount('v1.order', order.symbol, orders.view(order));
      },
      ended: (order) => this.tellAccount('v1.order', order.symbol, orders.view(order)),
      levelsChanged: (change) =>
        this.#publish('v1.book.d', change.instrument.symbol, 'public', () => changeView(change)),
      traded: ({ instrument, venueTimeUs, aggressor, quantity, price, tradeId }) =>
        this.#publish('v1.trade', instrument.symbol, 'public', () => ({
          event_time: nanosecondsText(venueTimeUs),
          instrument: instrument.symbol,
          is_taker_buyer: aggressor === 'buy',
          size: formatLots(instrument, quantity),
          price: formatPrice(instrument, price),
          trade_id: tradeId,
          venue: 'ORDERBOOK',
          is_rpi: false,
        })),
      fundingPublished: (instrument) =>
        this.#publish('v1.ticker.s', instrument.symbol, 'public', () => this.#markets.tickerOf(instrument)),
    });
  }

  /** The socket of the market, for anybody. */
  readonly openPublic: OpenSocket = (connection) => ({
    received: (text) => this.#receive(connection, text, publicStreams, {}),
  });

  /** The trading socket; who is not logged in is told so, whatever is asked. */
  openPrivate(
    isLoggedIn: (request: Parameters<OpenSocket>[1]) => boolean,
    methods: SocketMethods,
  ): OpenSocket {
    const { exchange } = this.#server;
    return (connection, request) => {
      const isKnown = isLoggedIn(request);
      if (isKnown) connection.account = exchange.account('main');
      return {
        received: (text) => this.#receive(connection, text, isKnown ? privateStreams : undefined, methods),
      };
    };
  }

  #receive(
    connection: Connection,
    text: string,
    streams: ReadonlySet<string> | undefined,
    methods: SocketMethods,
  ): void {
    const asked = requestShape.safeParse(jsonOf({ body: text }));
    if (!asked.success) {
      connection.say(answerFrame(undefined, '', errors.malformed));
      return;
    }
    const { method, params, id } = asked.data;
    const answer = (result: Json | VenueError): string => answerFrame(id, method, result);
    if (streams === undefined) {
      connection.say(answer(errors.notLoggedIn));
      return;
    }
    if (method === 'subscribe') {
      this.#subscribe(connection, params, streams, answer);
      return;
    }
    const asking = methods[method];
    connection.answer({
      purpose: asking?.purpose ?? 'query',
      words: {
        rateLimited: () => answer(errors.rateLimited),
        maintenance: () => answer(errors.maintenance),
      },
      carryOut: () => answer(asking === undefined ? errors.malformed : asking.answer(params)),
    });
  }

  #subscribe(
    connection: Connection,
    params: Json,
    streams: ReadonlySet<string>,
    answer: (result: Json | VenueError) => string,
  ): void {
    const feeds = feedsShape.safeParse(params);
    if (!feeds.success || !streams.has(feeds.data.stream)) {
      connection.say(answer(errors.badFeed));
      return;
    }
    const { stream, selectors } = feeds.data;
    const { exchange } = this.#server;
    const isPrivate = privateStreams.has(stream);
    const primaries = selectors.map((selector) => selector.split('@')[0] ?? '');
    const known = (primary: string): boolean =>
      isPrivate ? primary.split('-')[0] === this.#subAccountId : exchange.instrument(primary) !== undefined;
    if (!primaries.every(known)) {
      connection.say(answer(errors.badFeed));
      return;
    }
    for (const primary of primaries) this.#server.streams.subscribe(connection, `${stream} ${primary}`);
    const next = primaries.map((primary) => (this.#sequences.get(`${stream} ${primary}`) ?? 0) + 1);
    const snapshots = primaries.map((primary) => this.#snapshotOf(stream, primary));
    connection.say(
      answer({
        stream,
        subs: selectors,
        unsubs: [],
        num_snapshots: snapshots.map((snapshot) => (snapshot === undefined ? 0 : 1)),
        first_sequence_number: next.map(String),
      }),
    );
    for (const [index, feed] of snapshots.entries()) {
      const selector = primaries[index];
      if (feed === undefined || selector === undefined) continue;
      connection.send(feedFrame(stream, selector, 0, feed), isPrivate ? 'private' : 'public');
    }
  }

  #snapshotOf(stream: string, symbol: string): Json | undefined {
    const { exchange } = this.#server;
    const shown = exchange.displayedBook(symbol);
    if (shown === undefined) return undefined;
    const instrument = instrumentOf(exchange, symbol);
    if (stream === 'v1.book.d') return bookView(instrument, shown, levelsMax);
    return stream === 'v1.ticker.s' ? this.#markets.tickerOf(instrument) : undefined;
  }

  #publish(stream: string, selector: string, kind: StreamKind, feed: () => Json): void {
    const channel = `${stream} ${selector}`;
    const sequence = (this.#sequences.get(channel) ?? 0) + 1;
    this.#sequences.set(channel, sequence);
    this.#server.streams.publish(channel, kind, () => feedFrame(stream, selector, sequence, feed()));
  }
}

function feedFrame(stream: string, selector: string, sequence: number, feed: Json): string {
  return JSON.stringify({
    stream,
    selector,
    sequence_number: String(sequence),
    feed,
    prev_sequence_number: String(Math.max(0, sequence - 1)),
  });
}

function answerFrame(id: number | undefined, method: string, result: Json | VenueError): string {
  if (!isVenueError(result)) return JSON.stringify({ jsonrpc: '2.0', result, id, method });
  const { code, message } = result;
  return JSON.stringify({ jsonrpc: '2.0', error: { code, message }, id, method });
}

function changeView({ instrument, levels, venueTimeUs }: LevelsChanged): Json {
  return {
    event_time: nanosecondsText(venueTimeUs),
    instrument: instrument.symbol,
    bids: changedSide(instrument, levels, 'buy'),
    asks: changedSide(instrument, levels, 'sell'),
  };
}

function changedSide(instrument: Instrument, levels: LevelsChanged['levels'], side: Side): Json[] {
  const rows: Json[] = [];
  for (let index = 0; index < levels.count; index += 1) {
    if (levels.side(index) !== side) continue;
    const price = formatPrice(instrument, levels.price(index));
    rows.push({ price, size: formatLots(instrument, levels.quantity(index)), num_orders: 1 });
  }
  return rows;
}
