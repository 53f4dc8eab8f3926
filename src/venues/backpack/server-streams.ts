// The streams of the local server: who is subscribed to what, and the frames that the exchange's events become.
import { formatUnits } from '../../core/decimal.ts';
import type { FundingTerms } from '../../core/funding.ts';
import type { LevelBuffer } from '../../core/levels.ts';
import type { Connection } from '../local/connection.ts';
import type { LocalOrder } from '../local/local-order.ts';
import type { LocalServer, SocketHandler } from '../local/local-server.ts';
import { jsonOf } from '../local/request.ts';
import type { VenueFill } from '../simulated/venue-order.ts';
import type { Auth } from './server-auth.ts';
import { expiryReasonOf, sideText, type Listed } from './server-words.ts';

const orderStream = 'account.orderUpdate';

/** Takes SUBSCRIBE and UNSUBSCRIBE; says nothing to what it takes, as the venue does. */
export function openSocket(
  server: LocalServer,
  auth: Auth,
  welcome: (channel: string) => string | undefined,
) {
  return (connection: Connection): SocketHandler => ({
    received: (text) => {
      const message = jsonOf({ body: text }) as
        { readonly method?: unknown; readonly params?: unknown; readonly signature?: unknown } | undefined;
      const channels = Array.isArray(message?.params) ? message.params.map(String) : [];
      const { streams } = server;
      if (message?.method === 'UNSUBSCRIBE') {
        for (const channel of channels) streams.unsubscribe(connection, channel);
        return;
      }
      if (message?.method !== 'SUBSCRIBE' || channels.length === 0) {
        connection.say(errorFrame(4000, 'Invalid request'));
        return;
      }
      if (channels.some((channel) => channel.startsWith('account.'))) {
        const account = auth.checkSubscription(Array.isArray(message.signature) ? message.signature : []);
        if (typeof account !== 'string') {
          connection.say(errorFrame(4002, account.message));
          return;
        }
        connection.account = account;
      }
      for (const channel of channels) {
        streams.subscribe(connection, channel);
        const frame = welcome(channel);
        if (frame !== undefined) connection.send(frame, 'public');
      }
    },
  });
}

const errorFrame = (code: number, message: string): string =>
  JSON.stringify({ id: null, error: { code, message } });

/** Tells everything that happens at the exchange to whom it concerns. */
export function publish({ exchange, streams }: LocalServer, listings: ReadonlyMap<string, Listed>): void {
  const toAccount = (local: LocalOrder, words: Readonly<Record<string, unknown>>, atUs: number): void => {
    const listing = listings.get(local.symbol);
    if (listing === undefined) return;
    for (const channel of [orderStream, `${orderStream}.${local.symbol}`])
      streams.publish(channel, 'private', () =>
        frameOf(channel, { ...orderFields(local, listing), ...words, E: atUs, T: atUs }),
      );
  };
  const toPublic = (channel: string, data: () => Readonly<Record<string, unknown>>): void =>
    streams.publish(channel, 'public', () => frameOf(channel, data()));
  exchange.listen({
    accepted: (local, atUs) => toAccount(local, { e: 'orderAccepted', X: 'New' }, atUs),
    filled: (local, fill) => {
      const listing = listings.get(local.symbol);
      if (listing !== undefined) toAccount(local, fillFields(local, fill, listing), fill.venueTimeUs);
    },
    ended: (local, atUs) => {
      const { end } = local.order;
      if (end === 'canceled') toAccount(local, { e: 'orderCancelled', X: 'Cancelled' }, atUs);
      if (end === 'expired')
        toAccount(local, { e: 'orderExpired', X: 'Expired', R: expiryReasonOf(local) }, atUs);
    },
    levelsChanged: ({ instrument, sequence, venueTimeUs, levels }) => {
      const listing = listings.get(instrument.symbol);
      if (listing === undefined) return;
      toPublic(`depth.${instrument.symbol}`, () => ({
        e: 'depth',
        E: venueTimeUs,
        s: instrument.symbol,
        a: levelTexts(levels, 'sell', listing),
        b: levelTexts(levels, 'buy', listing),
        U: sequence,
        u: sequence,
        T: venueTimeUs,
      }));
    },
    traded: ({ instrument, tradeId, price, quantity, aggressor, venueTimeUs }) => {
      const grid = listings.get(instrument.symbol)?.grid;
      if (grid === undefined) return;
      toPublic(`trade.${instrument.symbol}`, () => ({
        e: 'trade',
        E: venueTimeUs,
        s: instrument.symbol,
        p: grid.priceText(price),
        q: grid.quantityText(quantity),
        b: '0',
        a: '0',
        t: Number(tradeId),
        T: venueTimeUs,
        m: aggressor === 'sell',
      }));
    },
    fundingPublished: ({ symbol }, terms) =>
      toPublic(`markPrice.${symbol}`, () => markFields(symbol, terms, exchange.nowUs())),
  });
}

/** Every frame has this shape. */
export const frameOf = (stream: string, data: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ stream, data });

export const markFields = (
  symbol: string,
  { rate, nextAtUs }: FundingTerms,
  atUs: number,
): Readonly<Record<string, unknown>> => ({
  e: 'markPrice',
  E: atUs,
  s: symbol,
  f: formatUnits(rate),
  n: Math.floor(nextAtUs / 1_000),
  T: atUs,
});

function orderFields(local: LocalOrder, { grid }: Listed): Readonly<Record<string, unknown>> {
  const { order, clientId, symbol, filledNotional } = local;
  return {
    s: symbol,
    ...(clientId === undefined ? {} : { c: Number(clientId) }),
    S: sideText(order.side),
    o: order.isMarket ? 'MARKET' : 'LIMIT',
    f: order.timeInForce.toUpperCase(),
    q: grid.quantityText(order.quantity),
    ...(order.isMarket ? {} : { p: grid.priceText(order.limit) }),
    r: order.reduceOnly,
    i: order.venueOrderId,
    t: null,
    z: grid.quantityText(order.filled),
    Z: formatUnits(filledNotional),
    V: 'RejectTaker',
    O: clientId === undefined ? 'LIQUIDATION_AUTOCLOSE' : 'USER',
    y: order.postOnly,
  };
}

function fillFields(
  { order }: LocalOrder,
  fill: VenueFill,
  { grid }: Listed,
): Readonly<Record<string, unknown>> {
  return {
    e: 'orderFill',
    X: order.filled === order.quantity ? 'Filled' : 'PartiallyFilled',
    t: Number(fill.tradeId),
    l: grid.quantityText(fill.quantity),
    L: grid.priceText(fill.price),
    m: fill.liquidity === 'maker',
    n: formatUnits(fill.fee.amount),
    N: fill.fee.asset,
  };
}

function levelTexts(levels: LevelBuffer, side: 'buy' | 'sell', { grid }: Listed): string[][] {
  const texts: string[][] = [];
  for (let index = 0; index < levels.count; index += 1) {
    if (levels.side(index) !== side) continue;
    texts.push([grid.priceText(levels.price(index)), grid.quantityText(levels.quantity(index))]);
  }
  return texts;
}
