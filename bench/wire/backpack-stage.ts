// Backpack's words: orders by request, what becomes of them on the stream of the account, books as changes behind a snapshot.
import { asRecord, parseJson, type Fields } from '../../src/venues/wire/json.ts';
import { restingBook, type BookChange } from './books.ts';
import { orderSize } from './order-size.ts';
import {
  feeText,
  Stage,
  type StagedOrder,
  type StageReply,
  type StageRequest,
  type StageSocket,
} from './stage.ts';

const symbol = 'ETH_USDC_PERP';
const ordersChannel = 'account.orderUpdate';
const depthChannel = `depth.${symbol}`;
const notFound: StageReply = {
  status: 404,
  body: '{"code":"RESOURCE_NOT_FOUND","message":"nothing of that name"}',
};

export class BackpackStage extends Stage {
  #sequence = 1;

  protected override answer({ method, path, body }: StageRequest): StageReply | undefined {
    switch (`${method} ${path}`) {
      case 'POST /api/v1/order':
        return reply(replyOf(this.take(orderOf(parseJson(body)))));
      case 'DELETE /api/v1/order': {
        const canceled = this.cancel(String(asRecord(parseJson(body))?.['clientId']));
        return canceled === undefined ? notFound : reply({ ...replyOf(canceled), status: 'Cancelled' });
      }
      case 'GET /api/v1/order': {
        const [resting] = this.resting.values();
        return resting === undefined ? notFound : reply(replyOf(resting));
      }
      case 'GET /api/v1/position': {
        const netQuantity = this.position(Number(orderSize));
        return Number(netQuantity) === 0 ? notFound : reply([{ symbol, netQuantity, entryPrice: '3000' }]);
      }
      case 'GET /api/v1/depth':
        return reply({
          asks: restingBook('sell'),
          bids: restingBook('buy').reverse(),
          lastUpdateId: String(this.#sequence),
          timestamp: nowUs(),
        });
      default:
        return undefined;
    }
  }

  protected override heard(socket: StageSocket, text: string): void {
    const { params } = asRecord(parseJson(text)) ?? {};
    if (Array.isArray(params)) for (const channel of params) socket.channels.add(String(channel));
  }

  protected override acceptedFrames(socket: StageSocket, order: StagedOrder): readonly string[] {
    return this.#orderFrames(socket, order, { e: 'orderAccepted', X: 'New', z: '0' });
  }

  protected override filledFrames(
    socket: StageSocket,
    order: StagedOrder,
    tradeId: number,
  ): readonly string[] {
    return this.#orderFrames(socket, order, {
      e: 'orderFill',
      X: 'Filled',
      z: order.size,
      t: tradeId,
      l: order.size,
      L: order.price,
      m: order.isMaker,
      n: feeText,
      N: 'USDC',
    });
  }

  protected override canceledFrames(socket: StageSocket, order: StagedOrder): readonly string[] {
    return this.#orderFrames(socket, order, { e: 'orderCancelled', X: 'Cancelled', z: '0' });
  }

  protected override bookFrame({ channels }: StageSocket, { side, level }: BookChange): string | undefined {
    if (!channels.has(depthChannel)) return undefined;
    this.#sequence += 1;
    const atUs = nowUs();
    return JSON.stringify({
      stream: depthChannel,
      data: {
        e: 'depth',
        E: atUs,
        s: symbol,
        a: side === 'sell' ? [level] : [],
        b: side === 'buy' ? [level] : [],
        U: this.#sequence,
        u: this.#sequence,
        T: atUs,
      },
    });
  }

  #orderFrames({ channels }: StageSocket, order: StagedOrder, words: Fields): readonly string[] {
    const channel = [...channels].find((each) => each.startsWith(ordersChannel));
    if (channel === undefined) return [];
    const { clientId, venueOrderId, side, price, size, isMaker } = order;
    const atUs = nowUs();
    const data = {
      s: symbol,
      c: Number(clientId),
      S: side === 'buy' ? 'Bid' : 'Ask',
      o: 'LIMIT',
      f: isMaker ? 'GTC' : 'IOC',
      q: size,
      p: price,
      r: false,
      i: venueOrderId,
      t: null,
      Z: '0',
      V: 'RejectTaker',
      O: 'USER',
      y: isMaker,
      ...words,
      E: atUs,
      T: atUs,
    };
    return [JSON.stringify({ stream: channel, data })];
  }
}

function orderOf(body: unknown): Omit<StagedOrder, 'venueOrderId'> {
  const { clientId, side, price, quantity, postOnly } = asRecord(body) ?? {};
  return {
    clientId: typeof clientId === 'number' ? String(clientId) : '0',
    side: side === 'Bid' ? 'buy' : 'sell',
    price: typeof price === 'string' ? price : '3000',
    size: String(quantity),
    isMaker: postOnly === true,
  };
}

const replyOf = ({ clientId, venueOrderId, side, price, size, isMaker }: StagedOrder): Fields => ({
  clientId: Number(clientId),
  createdAt: Date.now(),
  executedQuantity: isMaker ? '0' : size,
  executedQuoteQuantity: '0',
  id: venueOrderId,
  orderType: 'Limit',
  postOnly: isMaker,
  price,
  quantity: size,
  reduceOnly: false,
  selfTradePrevention: 'RejectTaker',
  side: side === 'buy' ? 'Bid' : 'Ask',
  status: isMaker ? 'New' : 'Filled',
  symbol,
  timeInForce: isMaker ? 'GTC' : 'IOC',
});

const reply = (body: unknown): StageReply => ({ status: 200, body: JSON.stringify(body) });
const nowUs = (): number => Date.now() * 1_000;
