// Paradex's words: orders by calls on the socket, or by request; what becomes of them on channels of the account; whole books in binary.
import { asRecord, parseJson, type Fields } from '../../src/venues/wire/json.ts';
import {
  blockBytes,
  bookFields,
  headerBytes,
  schemaId,
  templates,
} from '../../src/venues/paradex/market-frames.ts';
import { priceAt, tightAsk, touchChange, type BookChange } from './books.ts';
import { orderSize } from './order-size.ts';
import {
  feeText,
  Stage,
  type StagedOrder,
  type StageReply,
  type StageRequest,
  type StageSocket,
} from './stage.ts';

const symbol = 'ETH-USD-PERP';
const byClientId = '/v1/orders/by_client_id/';

export class ParadexStage extends Stage {
  readonly #book = emptyBook();
  #sequence = 0;

  protected override answer({ method, path, body }: StageRequest): StageReply | undefined {
    if (path.startsWith(byClientId)) return this.#about(method, path.slice(byClientId.length));
    switch (`${method} ${path}`) {
      case 'POST /v1/orders':
        return { status: 201, body: JSON.stringify(this.#create(asRecord(parseJson(body)) ?? {})) };
      case 'GET /v1/positions':
        return reply({ results: [this.#positionView()] });
      default:
        return undefined;
    }
  }

  protected override heard(socket: StageSocket, text: string): void {
    const { id, method, params } = asRecord(parseJson(text)) ?? {};
    const body = asRecord(params) ?? {};
    const result = this.#call(method, body);
    if (method === 'subscribe') socket.channels.add(String(body['channel']));
    socket.send(JSON.stringify({ jsonrpc: '2.0', result, id }));
    if (method !== 'subscribe') return;
    const book = this.bookFrame(socket, touchChange(false));
    if (book !== undefined) socket.send(book);
  }

  protected override acceptedFrames(socket: StageSocket, order: StagedOrder): readonly string[] {
    return channelFrames(socket, 'orders', orderView(order, 'OPEN', ''));
  }

  protected override filledFrames(
    socket: StageSocket,
    order: StagedOrder,
    tradeId: number,
  ): readonly string[] {
    return [
      ...channelFrames(socket, 'fills', fillView(order, tradeId)),
      ...channelFrames(socket, 'orders', { ...orderView(order, 'CLOSED', ''), remaining_size: '0' }),
    ];
  }

  protected override canceledFrames(socket: StageSocket, order: StagedOrder): readonly string[] {
    return channelFrames(socket, 'orders', orderView(order, 'CLOSED', 'USER_CANCELED'));
  }

  /** A copy of the whole book, as it is after the change. */
  protected override bookFrame({ channels, url }: StageSocket, change: BookChange): Uint8Array | undefined {
    const isWanted =
      url.includes('sbeSchemaId') && [...channels].some((each) => each.startsWith('order_book.'));
    if (!isWanted) return undefined;
    this.#sequence += 1;
    apply(this.#book, change);
    this.#book.writeBigInt64LE(BigInt(Date.now() * 1_000), headerBytes + bookFields.time);
    this.#book.writeBigInt64LE(BigInt(this.#sequence), headerBytes + bookFields.sequence);
    return Buffer.from(this.#book);
  }

  #call(method: unknown, body: Fields): unknown {
    switch (method) {
      case 'auth':
        return { node_id: '73cf456f7cb78d59' };
      case 'subscribe':
        return { channel: body['channel'] };
      case 'order.create':
        return { order: this.#create(body) };
      case 'order.cancel':
        this.cancel(String(body['client_id']));
        return { order_id: '', status: 'QUEUED_FOR_CANCELLATION' };
      default:
        return { enabled: true };
    }
  }

  #create({ client_id: clientId, side, price, size, instruction }: Fields): Fields {
    const placed = this.take({
      clientId: typeof clientId === 'string' ? clientId : '',
      side: side === 'BUY' ? 'buy' : 'sell',
      price: String(price),
      size: String(size),
      isMaker: instruction === 'POST_ONLY',
    });
    return orderView(placed, 'NEW', '');
  }

  #about(method: string, clientId: string): StageReply {
    const order = method === 'DELETE' ? this.cancel(clientId) : this.resting.get(clientId);
    if (order === undefined)
      return { status: 400, body: '{"error":"CLIENT_ORDER_ID_NOT_FOUND","message":"no such order"}' };
    return method === 'DELETE' ? { status: 204, body: '' } : reply(orderView(order, 'OPEN', ''));
  }

  #positionView(): Fields {
    const size = this.position(Number(orderSize));
    return {
      market: symbol,
      side: size.startsWith('-') ? 'SHORT' : 'LONG',
      size: size.replace('-', ''),
      status: Number(size) === 0 ? 'CLOSED' : 'OPEN',
    };
  }
}

function channelFrames({ channels }: StageSocket, kind: string, data: Fields): readonly string[] {
  const channel = `${kind}.${symbol}`;
  if (!channels.has(channel)) return [];
  return [JSON.stringify({ jsonrpc: '2.0', method: 'subscription', params: { channel, data } })];
}

const orderView = (order: StagedOrder, status: string, reason: string): Fields => ({
  account: '0x49ddd7a564c978f6e4089ff8355b56a42b7e2d48ba282cb5aad60f04bea0ec3',
  avg_fill_price: status === 'CLOSED' ? order.price : '',
  cancel_reason: reason,
  client_id: order.clientId,
  created_at: Date.now(),
  flags: [],
  id: order.venueOrderId,
  instruction: order.isMaker ? 'POST_ONLY' : 'IOC',
  last_updated_at: Date.now(),
  market: symbol,
  price: order.price,
  published_at: Date.now(),
  received_at: Date.now(),
  remaining_size: order.size,
  seq_no: Date.now() * 1_000,
  side: order.side === 'buy' ? 'BUY' : 'SELL',
  size: order.size,
  status,
  stp: 'EXPIRE_TAKER',
  timestamp: Date.now(),
  trigger_price: '0',
  type: 'LIMIT',
});

const fillView = (order: StagedOrder, tradeId: number): Fields => ({
  account: '0x49ddd7a564c978f6e4089ff8355b56a42b7e2d48ba282cb5aad60f04bea0ec3',
  client_id: order.clientId,
  created_at: Date.now(),
  fee: feeText,
  fee_currency: 'USDC',
  fill_type: 'FILL',
  flags: [],
  id: String(tradeId),
  liquidity: order.isMaker ? 'MAKER' : 'TAKER',
  market: symbol,
  order_id: order.venueOrderId,
  price: order.price,
  realized_funding: '0',
  realized_pnl: '0',
  remaining_size: '0',
  side: order.side === 'buy' ? 'BUY' : 'SELL',
  size: order.size,
  underlying_price: order.price,
});

const levels = 15;
const entryBytes = 16;
const sideBytes = 4 + levels * entryBytes;
const unitsPerOne = 10 ** 8;

function apply(book: Buffer, { side, level: [price, quantity] }: BookChange): void {
  if (price === tightAsk) {
    const bestAsk = quantity === '0' ? priceAt('sell', 0) : tightAsk;
    book.writeBigInt64LE(priceUnits(bestAsk), entryAt('sell', 0));
    return;
  }
  for (let depth = 0; depth < levels; depth += 1)
    if (priceAt(side, depth) === price)
      book.writeBigInt64LE(BigInt(Number(quantity) * unitsPerOne), entryAt(side, depth) + 8);
}

const priceUnits = (price: string): bigint => BigInt(Math.round(Number(price) * 100) * (unitsPerOne / 100));

function entryAt(side: 'buy' | 'sell', depth: number): number {
  return headerBytes + blockBytes.book + (side === 'buy' ? 0 : sideBytes) + 4 + depth * entryBytes;
}

function emptyBook(): Buffer {
  const name = Buffer.from(symbol, 'latin1');
  const frame = Buffer.alloc(headerBytes + blockBytes.book + 2 * sideBytes + 1 + name.length);
  frame.writeUInt16LE(blockBytes.book, 0);
  frame.writeUInt16LE(templates.book, 2);
  frame.writeUInt16LE(schemaId, 4);
  frame.writeUInt16LE(1, 6);
  for (const side of ['buy', 'sell'] as const) {
    const group = entryAt(side, 0) - 4;
    frame.writeUInt16LE(entryBytes, group);
    frame.writeUInt16LE(levels, group + 2);
    for (let depth = 0; depth < levels; depth += 1) {
      frame.writeBigInt64LE(priceUnits(priceAt(side, depth)), entryAt(side, depth));
      frame.writeBigInt64LE(BigInt(25 * unitsPerOne), entryAt(side, depth) + 8);
    }
  }
  frame[entryAt('sell', levels)] = name.length;
  frame.set(name, entryAt('sell', levels) + 1);
  return frame;
}

const reply = (body: Fields): StageReply => ({ status: 200, body: JSON.stringify(body) });
