// What the local server's orders, fills and refusals look like on the wire.
import { formatUnits } from '../../core/decimal.ts';
import type { RefusalReason } from '../../core/failure.ts';
import type { Instrument } from '../../core/instrument.ts';
import type { Side } from '../../core/side.ts';
import type { LocalOrder } from '../local/local-order.ts';
import { jsonReply, type Reply } from '../local/request.ts';
import type { VenueFill, VenuePayment } from '../simulated/venue-order.ts';
import { InstrumentGrid } from '../wire/decimal-grid.ts';
import type { AuthError } from './server-auth.ts';

/** An instrument and how its prices and quantities are written. */
export interface Listed {
  readonly instrument: Instrument;
  readonly grid: InstrumentGrid;
}

export const listed = (instrument: Instrument): Listed => ({
  instrument,
  grid: new InstrumentGrid(instrument),
});

const sideText = (side: Side): 'BUY' | 'SELL' => (side === 'buy' ? 'BUY' : 'SELL');
export const millis = (atUs: number): number => Math.floor(atUs / 1_000);

/** What the venue looks at only after it has taken an order: such an order is closed for this reason. */
export const closedFor: Readonly<Partial<Record<RefusalReason, string>>> = {
  'post-only-would-cross': 'POST_ONLY_WOULD_CROSS',
  'reduce-only-would-increase': 'REDUCE_ONLY_WILL_INCREASE',
  'insufficient-margin': 'NOT_ENOUGH_MARGIN',
};

type Words = readonly [error: string, message: string];

/** What the venue says before it takes a request. */
const refusals: Readonly<Record<RefusalReason, Words>> = {
  'post-only-would-cross': ['VALIDATION_ERROR', 'a post-only order would cross'],
  'reduce-only-would-increase': ['VALIDATION_ERROR', 'a reduce-only order would increase the position'],
  'would-not-fill-completely': ['VALIDATION_ERROR', 'unknown instruction'],
  'insufficient-margin': ['VALIDATION_ERROR', 'not enough margin'],
  'invalid-price': ['VALIDATION_ERROR', 'price is not a positive multiple of the tick'],
  'invalid-quantity': ['VALIDATION_ERROR', 'size is not a positive multiple of the increment'],
  'below-minimum': ['VALIDATION_ERROR', 'the order is below the minimum notional'],
  'unknown-instrument': ['MARKET_NOT_FOUND', 'no such market'],
  'unknown-order': ['CLIENT_ORDER_ID_NOT_FOUND', 'no such order'],
  'duplicate-client-order-id': ['DUPLICATED_CLIENT_ID', 'the client id was used before'],
  'not-trading': ['SYSTEM_STATUS_CANCEL_ONLY', 'the venue takes cancels only'],
  other: ['VALIDATION_ERROR', 'the order is refused'],
};

export function refusalError(reason: RefusalReason): AuthError {
  const [error, message] = refusals[reason];
  return { status: 400, error, message };
}

export const errorReply = ({ status, error, message }: AuthError): Reply =>
  jsonReply(status, { data: null, error, message });

export function orderBody(
  { order, clientId, symbol, createdAtUs, updatedAtUs, filledNotional }: LocalOrder,
  { grid, instrument }: Listed,
  address: string,
): Record<string, unknown> {
  const remaining = order.quantity - order.filled;
  return {
    account: address,
    avg_fill_price: order.filled === 0 ? '' : averagePrice(instrument, filledNotional, order.filled),
    cancel_reason: order.end === undefined ? '' : endReasons[order.end],
    client_id: clientId ?? '',
    created_at: millis(createdAtUs),
    flags: order.reduceOnly ? ['REDUCE_ONLY'] : [],
    id: order.venueOrderId,
    instruction: order.postOnly ? 'POST_ONLY' : order.timeInForce === 'ioc' ? 'IOC' : 'GTC',
    last_updated_at: millis(updatedAtUs),
    market: symbol,
    price: order.isMarket ? '0' : grid.priceText(order.limit),
    published_at: millis(updatedAtUs),
    received_at: millis(createdAtUs),
    remaining_size: grid.quantityText(remaining as typeof order.quantity),
    seq_no: updatedAtUs * 1_000,
    side: sideText(order.side),
    size: grid.quantityText(order.quantity),
    status: order.end === undefined ? 'OPEN' : 'CLOSED',
    stp: 'EXPIRE_TAKER',
    timestamp: millis(createdAtUs),
    trigger_price: '0',
    type: order.isMarket ? 'MARKET' : 'LIMIT',
  };
}

const endReasons = { filled: '', canceled: 'USER_CANCELED', expired: 'NOT_ENOUGH_LIQUIDITY' } as const;

export function fillBody(
  fill: VenueFill,
  order: LocalOrder | undefined,
  { grid }: Listed,
  address: string,
): Record<string, unknown> {
  return {
    account: address,
    client_id: order?.clientId ?? '',
    created_at: millis(fill.venueTimeUs),
    fee: formatUnits(fill.fee.amount),
    fee_currency: fill.fee.asset,
    fill_type: 'FILL',
    flags: [],
    id: fill.tradeId,
    liquidity: fill.liquidity === 'maker' ? 'MAKER' : 'TAKER',
    market: fill.symbol,
    order_id: fill.venueOrderId,
    price: grid.priceText(fill.price),
    realized_funding: '0',
    realized_pnl: '0',
    remaining_size: '0',
    side: sideText(fill.side),
    size: grid.quantityText(fill.quantity),
    underlying_price: grid.priceText(fill.price),
  };
}

export const paymentBody = (
  { paymentId, symbol, amount, venueTimeUs }: VenuePayment,
  address: string,
): Record<string, unknown> => ({
  account: address,
  created_at: millis(venueTimeUs),
  fill_id: '',
  id: paymentId,
  index: '0',
  market: symbol,
  payment: formatUnits(amount),
});

/** To 10^−18, rounded down. */
function averagePrice({ baseUnitsPerLot }: Instrument, filledNotional: bigint, filled: number): string {
  return formatUnits((filledNotional * 10n ** 18n) / (BigInt(filled) * baseUnitsPerLot));
}
