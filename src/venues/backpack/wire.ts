// What goes over the wire by request: orders as they leave, and the shapes of answers. Prices, sizes and amounts stay text until
// the instrument's grid makes whole ticks and lots of them.
import { z } from 'zod';
import type { OrderRequest } from '../../core/order.ts';
import type { InstrumentGrid } from '../wire/decimal-grid.ts';

export const paths = {
  account: '/api/v1/account',
  collateral: '/api/v1/capital/collateral',
  depth: '/api/v1/depth',
  fills: '/wapi/v1/history/fills',
  funding: '/wapi/v1/history/funding',
  markets: '/api/v1/markets',
  order: '/api/v1/order',
  orderHistory: '/wapi/v1/history/orders',
  orders: '/api/v1/orders',
  positions: '/api/v1/position',
  time: '/api/v1/time',
} as const;

/** An order in both its forms: the parameters as they are signed, in the order of the alphabet, and the body. */
export interface EncodedOrder {
  readonly query: string;
  readonly body: string;
}

/** Written by hand: between a fill and its hedge every microsecond counts. */
export function encodeOrder(
  symbol: string,
  grid: InstrumentGrid,
  order: Pick<OrderRequest, 'side' | 'price' | 'quantity' | 'postOnly' | 'reduceOnly' | 'timeInForce'>,
  clientId: number,
): EncodedOrder {
  const side = order.side === 'buy' ? 'Bid' : 'Ask';
  const quantity = grid.quantityText(order.quantity);
  let query = `clientId=${clientId}&orderType=`;
  let body = `{"clientId":${clientId},"orderType":`;
  query += order.price === undefined ? 'Market' : 'Limit';
  body += order.price === undefined ? '"Market"' : '"Limit"';
  if (order.postOnly) {
    query += '&postOnly=true';
    body += ',"postOnly":true';
  }
  if (order.price !== undefined) {
    const price = grid.priceText(order.price);
    query += `&price=${price}`;
    body += `,"price":"${price}"`;
  }
  query += `&quantity=${quantity}`;
  body += `,"quantity":"${quantity}"`;
  if (order.reduceOnly) {
    query += '&reduceOnly=true';
    body += ',"reduceOnly":true';
  }
  query += `&side=${side}&symbol=${symbol}`;
  body += `,"side":"${side}","symbol":"${symbol}"`;
  // Good till cancelled is what the venue takes where nothing is said.
  if (order.timeInForce !== 'gtc') {
    const timeInForce = order.timeInForce === 'ioc' ? 'IOC' : 'FOK';
    query += `&timeInForce=${timeInForce}`;
    body += `,"timeInForce":"${timeInForce}"`;
  }
  return { query, body: `${body}}` };
}

export function encodeCancel(symbol: string, clientId: number): EncodedOrder {
  return {
    query: `clientId=${clientId}&symbol=${symbol}`,
    body: `{"clientId":${clientId},"symbol":"${symbol}"}`,
  };
}

export const encodeCancelAll = (symbol: string): EncodedOrder => ({
  query: `symbol=${symbol}`,
  body: `{"symbol":"${symbol}"}`,
});

const decimal = z.string();
const clientId = z.union([z.number(), z.string()]).nullish();
/** Dates and times of histories have no zone, and mean UTC. */
const naiveTime = z.string();

const marginFunction = z.object({ base: decimal });

export const marketsShape = z.array(
  z.object({
    symbol: z.string(),
    baseSymbol: z.string(),
    quoteSymbol: z.string(),
    marketType: z.string(),
    filters: z.object({
      price: z.object({ tickSize: decimal }),
      quantity: z.object({ minQuantity: decimal, stepSize: decimal }),
    }),
    imfFunction: marginFunction.nullish(),
    mmfFunction: marginFunction.nullish(),
    /** In ms; the venue has sent it as text, too. */
    fundingInterval: z.union([z.number(), z.string()]).nullish(),
    orderBookState: z.string(),
  }),
);
export type Market = z.infer<typeof marketsShape>[number];

/** Fees in basis points, < 0 for a rebate. */
export const accountShape = z.object({
  futuresMakerFee: decimal,
  futuresTakerFee: decimal,
  leverageLimit: decimal,
  liquidating: z.boolean().nullish(),
});
export type Account = z.infer<typeof accountShape>;

export const timeShape = z.coerce.number().int();

const level = z.tuple([decimal, decimal]);
export const depthShape = z.object({
  asks: z.array(level),
  bids: z.array(level),
  lastUpdateId: z.coerce.number().int(),
  /** In µs. */
  timestamp: z.number().int(),
});
export type Depth = z.infer<typeof depthShape>;

export const orderShape = z.object({
  id: z.string(),
  clientId,
  symbol: z.string(),
  side: z.enum(['Bid', 'Ask']),
  status: z.string(),
  price: decimal.nullish(),
  quantity: decimal.nullish(),
  executedQuantity: decimal.nullish(),
  /** In ms as a number, and in histories as text. */
  createdAt: z.union([z.number().int(), naiveTime]).nullish(),
});
export type Order = z.infer<typeof orderShape>;
export const ordersShape = z.array(orderShape);

export const fillsShape = z.array(
  z.object({
    clientId,
    fee: decimal,
    feeSymbol: z.string(),
    isMaker: z.boolean(),
    orderId: z.string(),
    price: decimal,
    quantity: decimal,
    side: z.enum(['Bid', 'Ask']),
    timestamp: naiveTime,
    tradeId: z.number().int().nullish(),
  }),
);
export type Fill = z.infer<typeof fillsShape>[number];

export const fundingShape = z.array(
  z.object({ symbol: z.string(), quantity: decimal, intervalEndTimestamp: naiveTime }),
);

export const positionsShape = z.array(
  z.object({ symbol: z.string(), netQuantity: decimal, entryPrice: decimal.nullish() }),
);

export const collateralShape = z.object({
  netEquity: decimal,
  netEquityAvailable: decimal,
  netExposureFutures: decimal,
  mmf: decimal,
  collateral: z.array(z.object({ symbol: z.string(), totalQuantity: decimal, availableQuantity: decimal })),
});

/** "2025-07-27T17:39:00.092" in µs since the epoch; `undefined` for anything else. */
export function parseNaiveTimeUs(text: string): number | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z?$/.exec(text);
  if (match === null) return undefined;
  const wholeMs = Date.parse(`${match[1]}Z`);
  const micros = Number((match[2] ?? '').padEnd(6, '0').slice(0, 6));
  return Number.isNaN(wholeMs) ? undefined : wholeMs * 1_000 + micros;
}

/** When the order was created, in µs since the epoch. */
export function createdAtUs({ createdAt }: Order): number | undefined {
  if (typeof createdAt === 'number') return createdAt * 1_000;
  return typeof createdAt === 'string' ? parseNaiveTimeUs(createdAt) : undefined;
}

/** How far after the time that it shows an event may have been, in µs: histories have been seen with whole ms. */
export const naiveTimeDoubtUs = (text: string): number => (/\.\d{4,}Z?$/.test(text) ? 0 : 999);

const uint32Pattern = /^\d{1,10}$/;

/** Client ids come as numbers, and in histories as text. `undefined` for orders that have none. */
export function parseClientId(value: number | string | null | undefined): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && uint32Pattern.test(value) ? Number(value) : undefined;
}
