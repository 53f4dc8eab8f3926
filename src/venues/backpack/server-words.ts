// What the local server says: orders, histories, the account and errors in the venue's own shapes, made of the exchange's records.
import { formatUnits } from '../../core/decimal.ts';
import type { RefusalReason } from '../../core/failure.ts';
import type { Instrument } from '../../core/instrument.ts';
import type { LocalOrder } from '../local/local-order.ts';
import { jsonReply, type Reply } from '../local/request.ts';
import type { Refusal, VenueFill } from '../simulated/venue-order.ts';
import { InstrumentGrid } from '../wire/decimal-grid.ts';
import type { AuthError } from './server-auth.ts';

/** An instrument that the server lists, and how it writes its prices and sizes. */
export interface Listed {
  readonly instrument: Instrument;
  readonly grid: InstrumentGrid;
}

export const listed = (instrument: Instrument): Listed => ({
  instrument,
  grid: new InstrumentGrid(instrument),
});

export const sideText = (side: 'buy' | 'sell'): string => (side === 'buy' ? 'Bid' : 'Ask');

function statusOf({ order }: LocalOrder): string {
  switch (order.end) {
    case 'filled':
      return 'Filled';
    case 'canceled':
      return 'Cancelled';
    case 'expired':
      return 'Expired';
    case undefined:
      return order.filled > 0 ? 'PartiallyFilled' : 'New';
  }
}

/** Why the venue ended an order by itself. */
export function expiryReasonOf({ order }: LocalOrder): string {
  if (order.reduceOnly && order.filled === 0) return 'ReduceOnlyNotReduced';
  if (order.isMarket) return 'InsufficientLiquidity';
  return order.timeInForce === 'fok' ? 'FillOrKill' : 'ImmediateOrCancel';
}

/** An order as requests about it are answered. */
export function orderBody(local: LocalOrder, { grid }: Listed): Record<string, unknown> {
  const { order, clientId, symbol, createdAtUs, filledNotional } = local;
  return {
    clientId: clientId === undefined ? null : Number(clientId),
    createdAt: Math.floor(createdAtUs / 1_000),
    executedQuantity: grid.quantityText(order.filled),
    executedQuoteQuantity: formatUnits(filledNotional),
    id: order.venueOrderId,
    orderType: order.isMarket ? 'Market' : 'Limit',
    ...(order.isMarket ? {} : { postOnly: order.postOnly, price: grid.priceText(order.limit) }),
    quantity: grid.quantityText(order.quantity),
    reduceOnly: order.reduceOnly,
    selfTradePrevention: 'RejectTaker',
    side: sideText(order.side),
    status: statusOf(local),
    symbol,
    timeInForce: order.timeInForce.toUpperCase(),
  };
}

/** An order as the history keeps it. */
export const historyRow = (local: LocalOrder, listing: Listed): Record<string, unknown> => ({
  ...orderBody(local, listing),
  createdAt: naiveTime(local.createdAtUs),
  expiryReason: local.order.end === 'expired' ? expiryReasonOf(local) : null,
  systemOrderType: null,
});

export function fillRow(
  fill: VenueFill,
  clientId: string | undefined,
  { grid }: Listed,
): Record<string, unknown> {
  return {
    clientId: clientId ?? null,
    fee: formatUnits(fill.fee.amount),
    feeSymbol: fill.fee.asset,
    isMaker: fill.liquidity === 'maker',
    orderId: fill.venueOrderId,
    price: grid.priceText(fill.price),
    quantity: grid.quantityText(fill.quantity),
    side: sideText(fill.side),
    symbol: fill.symbol,
    systemOrderType: null,
    timestamp: naiveTime(fill.venueTimeUs),
    tradeId: Number(fill.tradeId),
  };
}

/** "2025-07-27T17:39:00.092345": UTC, without saying so. */
export function naiveTime(atUs: number): string {
  const wholeSeconds = new Date(Math.floor(atUs / 1_000)).toISOString().slice(0, 19);
  return `${wholeSeconds}.${String(atUs % 1_000_000).padStart(6, '0')}`;
}

const words: Readonly<Record<RefusalReason, readonly [status: number, code: string, message: string]>> = {
  'post-only-would-cross': [400, 'INVALID_ORDER', 'Order would immediately match and take'],
  'reduce-only-would-increase': [400, 'INVALID_ORDER', 'Reduce only order would not reduce the position'],
  'would-not-fill-completely': [400, 'INVALID_ORDER', 'Fill or kill order would not fill completely'],
  'insufficient-margin': [400, 'INSUFFICIENT_MARGIN', 'Insufficient margin'],
  'invalid-price': [400, 'INVALID_PRICE', 'Price is below the minimum allowed value'],
  'invalid-quantity': [400, 'INVALID_QUANTITY', 'Quantity must be positive'],
  'below-minimum': [400, 'INVALID_QUANTITY', 'Quantity is below the minimum allowed value'],
  'unknown-instrument': [
    400,
    'INVALID_CLIENT_REQUEST',
    'failed to parse "MarketSymbol": Invalid market symbol',
  ],
  'unknown-order': [404, 'RESOURCE_NOT_FOUND', 'Order not found'],
  // What the venue says of an id that is in use is not documented.
  'duplicate-client-order-id': [400, 'INVALID_ORDER', 'Client order ID is already in use'],
  'not-trading': [400, 'TRADING_PAUSED', 'Trading is paused'],
  other: [400, 'INVALID_ORDER', 'Invalid order'],
};

export function refusalReply({ reason }: Pick<Refusal, 'reason'>): Reply {
  const [status, code, message] = words[reason];
  return jsonReply(status, { code, message });
}

export const errorReply = ({ status, code, message }: AuthError): Reply =>
  jsonReply(status, { code, message });
