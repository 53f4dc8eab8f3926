// The floor: what any client must do between a fill and its hedge, and nothing else. It reads the one field that says "filled", signs,
// and sends an order whose text is fixed. What it signs with, and what it sends with, is what ours uses.
import { createPrivateKey, sign } from 'node:crypto';
import { createRequire } from 'node:module';
import { sign as signStark } from '@scure/starknet';
import type secp256k1 from 'secp256k1';
import { Pool } from 'undici';
import { WebSocket } from 'ws';
import { beBot } from './bot.ts';
import type { BotOrder, VenueName, VenuePlace } from './messages.ts';
import { orderSize } from './order-size.ts';

type Json = Readonly<Record<string, unknown>>;

/** How a venue is spoken to, and what of its words matters. */
interface Bare {
  readonly path: string;
  readonly subscriptions: readonly object[];
  /** Whether a frame says that one of our orders was filled. */
  isFill(frame: Json): boolean;
  /** Signs an order and sends it. */
  send(socket: WebSocket, pool: Pool, id: number, isMaker: boolean): void;
}

const keyBytes = Buffer.alloc(32, 7);
const makerPrice = '2999.9';
const takerPrice = '2990';

beBot(async ({ primary, hedge }: BotOrder) => {
  let lastId = 0;
  const next = (): number => (lastId += 1);
  const maker = await connect(primary, () => hedger(next(), false));
  const hedger = await connect(hedge, () => maker(next(), true));
  maker(next(), true);
});

/** Returns how an order is sent. */
async function connect(
  { venue, origin }: VenuePlace,
  onFill: () => void,
): Promise<(id: number, isMaker: boolean) => void> {
  const bare = venues[venue];
  const pool = new Pool(origin, { connections: 4, pipelining: 1, keepAliveTimeout: 60_000 });
  const socket = new WebSocket(`${origin.replace('http', 'ws')}${bare.path}`, { perMessageDeflate: false });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  for (const subscription of bare.subscriptions) socket.send(JSON.stringify(subscription));
  socket.on('message', (data: Buffer) => {
    if (bare.isFill(JSON.parse(data.toString()) as Json)) onFill();
  });
  return (id, isMaker) => bare.send(socket, pool, id, isMaker);
}

const backpackKey = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), keyBytes]),
  format: 'der',
  type: 'pkcs8',
});
const native = createRequire(import.meta.url)('secp256k1/bindings.js') as typeof secp256k1;
const digest = Buffer.alloc(32, 3);
const starkHash = `0x${'3'.repeat(62)}`;
const starkKey = keyBytes.toString('hex').slice(0, 62);

const venues: Readonly<Record<VenueName, Bare>> = {
  backpack: {
    path: '/',
    subscriptions: [{ method: 'SUBSCRIBE', params: ['account.orderUpdate'] }],
    isFill: ({ data }) => (data as Json)['e'] === 'orderFill',
    send(_socket, pool, id, isMaker) {
      const [flag, price] = isMaker ? ['"postOnly":true', makerPrice] : ['"timeInForce":"IOC"', takerPrice];
      const body = `{"clientId":${id},"orderType":"Limit","price":"${price}","quantity":"${orderSize}","side":"Ask","symbol":"ETH_USDC_PERP",${flag}}`;
      const now = Date.now();
      const text = `instruction=orderExecute&clientId=${id}&orderType=Limit&price=${price}&quantity=${orderSize}&side=Ask&symbol=ETH_USDC_PERP&timeInForce=IOC&timestamp=${now}&window=5000`;
      const headers = {
        'x-api-key': 'PykGIwbkYGRWXV/CP5RLqXvl0XGxKYeD1AaTWxQOqWY=',
        'x-signature': sign(null, Buffer.from(text), backpackKey).toString('base64'),
        'x-timestamp': String(now),
        'x-window': '5000',
        'content-type': 'application/json; charset=utf-8',
      };
      pool
        .request({ method: 'POST', path: '/api/v1/order', headers, body })
        .then((reply) => reply.body.text())
        .catch(fail);
    },
  },
  grvt: {
    path: '/trades/ws/full',
    subscriptions: ['v1.order', 'v1.fill'].map((stream, id) => ({
      jsonrpc: '2.0',
      method: 'subscribe',
      params: { stream, selectors: ['4724219064482495'] },
      id,
    })),
    isFill: ({ stream }) => stream === 'v1.fill',
    send(socket, _pool, id, isMaker) {
      digest.writeUInt32LE(id);
      const { signature, recid } = native.ecdsaSign(digest, keyBytes);
      const hex = Buffer.from(signature).toString('hex');
      const price = isMaker ? makerPrice : takerPrice;
      socket.send(
        `{"jsonrpc":"2.0","method":"v1/create_order","params":{"order":{"sub_account_id":"4724219064482495","is_market":false,"time_in_force":"IMMEDIATE_OR_CANCEL","post_only":${isMaker},"reduce_only":false,"legs":[{"instrument":"ETH_USDT_Perp","size":"${orderSize}","limit_price":"${price}","is_buying_asset":false}],"signature":{"signer":"0x42c9f56f2c9da534f64b8806d64813b29c62a01d","r":"0x${hex.slice(0, 64)}","s":"0x${hex.slice(64)}","v":${27 + recid},"expiration":"1780000000000000000","nonce":${id},"chain_id":"326"},"metadata":{"client_order_id":"${id}"}}},"id":${id + 9}}`,
      );
    },
  },
  paradex: {
    path: '/v1',
    subscriptions: ['orders', 'fills'].map((kind, id) => ({
      jsonrpc: '2.0',
      id,
      method: 'subscribe',
      params: { channel: `${kind}.ETH-USD-PERP` },
    })),
    isFill: ({ params }) => (params as Json | undefined)?.['channel'] === 'fills.ETH-USD-PERP',
    send(socket, _pool, id, isMaker) {
      const { r, s } = signStark(starkHash, starkKey);
      const price = isMaker ? makerPrice : takerPrice;
      socket.send(
        `{"jsonrpc":"2.0","id":${id + 9},"method":"order.create","params":{"market":"ETH-USD-PERP","side":"SELL","type":"LIMIT","size":"${orderSize}","price":"${price}","instruction":"${isMaker ? 'POST_ONLY' : 'IOC'}","client_id":"${id}","flags":[],"signature":"[\\"${r}\\",\\"${s}\\"]","signature_timestamp":${Date.now()},"recv_window":3000}}`,
      );
    },
  },
};

/** A floor that does not hold is no floor. */
function fail(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}
