// GRVT's words: orders by calls on the socket, or by request; what becomes of them on numbered feeds; books as changes behind a snapshot.
import { asRecord, parseJson, type Fields } from '../../src/venues/wire/json.ts';
import { localPrefixes } from '../../src/venues/grvt/sites.ts';
import { restingBook, type BookChange, type Level } from './books.ts';
import { orderSize } from './order-size.ts';
import {
  feeText,
  Stage,
  type StagedOrder,
  type StageReply,
  type StageRequest,
  type StageSocket,
} from './stage.ts';

const symbol = 'ETH_USDT_Perp';
const bookStream = 'v1.book.d';
const trades = `POST ${localPrefixes.trades}/full`;

export class GrvtStage extends Stage {
  /** The last number of each feed of a socket. */
  readonly #sequences = new WeakMap<StageSocket, Map<string, number>>();

  protected override answer({ method, path, body }: StageRequest): StageReply | undefined {
    switch (`${method} ${path}`) {
      case `${trades}/v1/create_order`:
        return reply(this.#create(asRecord(parseJson(body)) ?? {}));
      case `${trades}/v1/cancel_order`:
        return reply(this.#cancel(asRecord(parseJson(body)) ?? {}));
      case `${trades}/v1/order`: {
        const [resting] = this.resting.values();
        if (resting === undefined)
          return { status: 404, body: '{"code":1004,"message":"Data Not Found","status":404}' };
        return reply({ result: orderView(resting, 'OPEN', '0.0') });
      }
      case `${trades}/v1/positions`: {
        const size = this.position(Number(orderSize));
        return reply({ result: Number(size) === 0 ? [] : [{ instrument: symbol, size }] });
      }
      default:
        return undefined;
    }
  }

  protected override heard(socket: StageSocket, text: string): void {
    const { method, params, id } = asRecord(parseJson(text)) ?? {};
    const body = asRecord(params) ?? {};
    const say = (answer: Fields): void =>
      socket.send(JSON.stringify({ jsonrpc: '2.0', ...answer, id, method }));
    if (method === 'v1/create_order') say(this.#create(body));
    else if (method === 'v1/cancel_order') say(this.#cancel(body));
    else if (method === 'subscribe') this.#subscribe(socket, body, say);
  }

  protected override acceptedFrames(socket: StageSocket, order: StagedOrder): readonly string[] {
    return this.#feeds(socket, 'v1.order', orderView(order, 'OPEN', '0.0'));
  }

  protected override filledFrames(
    socket: StageSocket,
    order: StagedOrder,
    tradeId: number,
  ): readonly string[] {
    return [
      ...this.#feeds(socket, 'v1.fill', fillView(order, tradeId)),
      ...this.#feeds(socket, 'v1.order', orderView(order, 'FILLED', order.size)),
    ];
  }

  protected override canceledFrames(socket: StageSocket, order: StagedOrder): readonly string[] {
    return this.#feeds(socket, 'v1.order', orderView(order, 'CANCELLED', '0.0'));
  }

  protected override bookFrame(socket: StageSocket, { side, level }: BookChange): string | undefined {
    const selector = selectorOf(socket, bookStream);
    if (selector === undefined) return undefined;
    const sequence = this.#next(socket, bookStream);
    const rows = [rowOf(level)];
    return frameOf(bookStream, selector, sequence, {
      event_time: nowNs(),
      instrument: symbol,
      bids: side === 'buy' ? rows : [],
      asks: side === 'sell' ? rows : [],
    });
  }

  #subscribe(socket: StageSocket, { stream, selectors }: Fields, say: (answer: Fields) => void): void {
    const selector = Array.isArray(selectors) ? String(selectors[0]).split('@')[0] : undefined;
    if (typeof stream !== 'string' || selector === undefined) return;
    socket.channels.add(`${stream} ${selector}`);
    const hasSnapshot = stream === bookStream;
    say({
      result: {
        stream,
        subs: selectors,
        unsubs: [],
        num_snapshots: [hasSnapshot ? 1 : 0],
        first_sequence_number: ['1'],
      },
    });
    if (!hasSnapshot) return;
    const book = {
      event_time: nowNs(),
      instrument: symbol,
      bids: restingBook('buy').map(rowOf),
      asks: restingBook('sell').map(rowOf),
    };
    socket.send(frameOf(stream, selector, 0, book));
  }

  #create({ order }: Fields): Fields {
    const placed = this.take(orderOf(asRecord(order) ?? {}));
    return { result: orderView(placed, 'PENDING', '0.0') };
  }

  #cancel({ client_order_id: clientId }: Fields): Fields {
    this.cancel(String(clientId));
    return { result: { ack: 'true' } };
  }

  #feeds(socket: StageSocket, stream: string, feed: Fields): readonly string[] {
    const selector = selectorOf(socket, stream);
    return selector === undefined ? [] : [frameOf(stream, selector, this.#next(socket, stream), feed)];
  }

  #next(socket: StageSocket, stream: string): number {
    let sequences = this.#sequences.get(socket);
    if (sequences === undefined) this.#sequences.set(socket, (sequences = new Map<string, number>()));
    const sequence = (sequences.get(stream) ?? 0) + 1;
    sequences.set(stream, sequence);
    return sequence;
  }
}

/** Of the subscription to a stream; `undefined` for a socket that does not follow it. */
function selectorOf({ channels }: StageSocket, stream: string): string | undefined {
  for (const channel of channels)
    if (channel.startsWith(`${stream} `)) return channel.slice(stream.length + 1);
  return undefined;
}

const frameOf = (stream: string, selector: string, sequence: number, feed: Fields): string =>
  JSON.stringify({
    stream,
    selector,
    sequence_number: String(sequence),
    feed,
    prev_sequence_number: String(Math.max(0, sequence - 1)),
  });

function orderOf({ legs, post_only: postOnly, metadata }: Fields): Omit<StagedOrder, 'venueOrderId'> {
  const leg = Array.isArray(legs) ? (asRecord(legs[0]) ?? {}) : {};
  const { size, limit_price: price, is_buying_asset: isBuying } = leg;
  return {
    clientId: String(asRecord(metadata)?.['client_order_id']),
    side: isBuying === true ? 'buy' : 'sell',
    price: typeof price === 'string' ? price : '3000',
    size: String(size),
    isMaker: postOnly === true,
  };
}

const orderView = (order: StagedOrder, status: string, traded: string): Fields => ({
  order_id: order.venueOrderId,
  sub_account_id: '4724219064482495',
  is_market: false,
  time_in_force: order.isMaker ? 'GOOD_TILL_TIME' : 'IMMEDIATE_OR_CANCEL',
  post_only: order.isMaker,
  reduce_only: false,
  legs: [
    {
      instrument: symbol,
      size: order.size,
      limit_price: order.price,
      is_buying_asset: order.side === 'buy',
    },
  ],
  signature: {
    signer: '0x42c9f56f2c9da534f64b8806d64813b29c62a01d',
    r: `0x${'4'.repeat(64)}`,
    s: `0x${'5'.repeat(64)}`,
    v: 27,
    expiration: '1780000000000000000',
    nonce: 1,
    chain_id: '326',
  },
  metadata: {
    client_order_id: order.clientId,
    create_time: nowNs(),
    trigger: {
      trigger_type: 'UNSPECIFIED',
      tpsl: { trigger_by: 'UNSPECIFIED', trigger_price: '0.0', close_position: false },
    },
    broker: 'UNSPECIFIED',
  },
  state: {
    status,
    reject_reason: status === 'CANCELLED' ? 'CLIENT_CANCEL' : 'UNSPECIFIED',
    book_size: [status === 'OPEN' ? order.size : '0.0'],
    traded_size: [traded],
    update_time: nowNs(),
    avg_fill_price: [order.price],
  },
});

const fillView = (order: StagedOrder, tradeId: number): Fields => ({
  event_time: nowNs(),
  sub_account_id: '4724219064482495',
  instrument: symbol,
  is_buyer: order.side === 'buy',
  is_taker: !order.isMaker,
  size: order.size,
  price: order.price,
  mark_price: order.price,
  index_price: order.price,
  interest_rate: 0,
  realized_pnl: '0.0',
  fee: feeText,
  fee_rate: '0.05',
  trade_id: String(tradeId),
  order_id: order.venueOrderId,
  venue: 'ORDERBOOK',
  is_liquidation: false,
  client_order_id: order.clientId,
  signer: '0x42c9f56f2c9da534f64b8806d64813b29c62a01d',
  broker: 'UNSPECIFIED',
  is_rpi: false,
  fee_currency: 'USDT',
});

const rowOf = ([price, size]: Level): Fields => ({ price, size, num_orders: 1 });
const reply = (body: Fields): StageReply => ({ status: 200, body: JSON.stringify(body) });
const nowNs = (): string => `${Date.now()}000000`;
