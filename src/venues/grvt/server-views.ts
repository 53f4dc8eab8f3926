// What the local server shows of orders, fills and positions, in the venue's fields.
import { formatUnits, ratioUnits } from '../../core/decimal.ts';
import { formatLots, formatPrice, lotsToBase, notional, type Instrument } from '../../core/instrument.ts';
import { formatQuote, type Lots } from '../../core/money.ts';
import type { LocalOrder } from '../local/local-order.ts';
import type { VenueFill } from '../simulated/venue-order.ts';
import { nanosecondsText } from './frames.ts';
import type { ArrivedOrder } from './server-order-check.ts';

export type Json = Readonly<Record<string, unknown>>;

/** Nobody's signature: of the venue's own orders, as for a liquidation. */
const unsigned = { signer: '', r: '', s: '', v: 0, expiration: '0', nonce: 0, chain_id: '0' };
const timeInForces = {
  gtc: 'GOOD_TILL_TIME',
  ioc: 'IMMEDIATE_OR_CANCEL',
  fok: 'FILL_OR_KILL',
} as const;
const noTrigger = {
  trigger_type: 'UNSPECIFIED',
  tpsl: { trigger_by: 'UNSPECIFIED', trigger_price: '0.0', close_position: false },
};

export interface OrderContext {
  readonly instrument: Instrument;
  readonly subAccountId: string;
  readonly signature: ArrivedOrder['signature'] | undefined;
}

/** An order that the exchange keeps. */
export function orderView(local: LocalOrder, { instrument, subAccountId, signature }: OrderContext): Json {
  const { order } = local;
  const average =
    order.filled === 0 ? 0n : ratioUnits(local.filledNotional, lotsToBase(instrument, order.filled));
  return {
    order_id: order.venueOrderId,
    sub_account_id: subAccountId,
    is_market: order.isMarket,
    time_in_force: timeInForces[order.timeInForce],
    post_only: order.postOnly,
    reduce_only: order.reduceOnly,
    legs: [
      {
        instrument: local.symbol,
        size: formatLots(instrument, order.quantity),
        limit_price: order.isMarket ? '0.0' : formatPrice(instrument, order.limit),
        is_buying_asset: order.side === 'buy',
      },
    ],
    signature: signature ?? unsigned,
    metadata: {
      client_order_id: local.clientId ?? '0',
      create_time: nanosecondsText(local.createdAtUs),
      trigger: noTrigger,
      broker: 'UNSPECIFIED',
    },
    state: {
      status: statusOf(local),
      reject_reason: reasonOf(local),
      book_size: [formatLots(instrument, order.remaining)],
      traded_size: [formatLots(instrument, order.filled)],
      update_time: nanosecondsText(local.updatedAtUs),
      avg_fill_price: [formatUnits(average)],
    },
  };
}

/** An order that has only been taken note of, or was turned away by the matching engine. */
export function arrivedView(arrived: ArrivedOrder, status: string, reason: string, nowUs: number): Json {
  const sizes = arrived.legs.map(({ size }) => size);
  const none = arrived.legs.map(() => '0.0');
  return {
    ...arrived,
    order_id: '0x00',
    metadata: {
      ...arrived.metadata,
      create_time: nanosecondsText(nowUs),
      trigger: noTrigger,
      broker: 'UNSPECIFIED',
    },
    state: {
      status,
      reject_reason: reason,
      book_size: sizes,
      traded_size: none,
      update_time: nanosecondsText(nowUs),
      avg_fill_price: none,
    },
  };
}

export function fillView(fill: VenueFill, clientId: string | undefined, context: OrderContext): Json {
  const { instrument, subAccountId } = context;
  const value = notional(instrument, fill.price, fill.quantity);
  const price = formatPrice(instrument, fill.price);
  return {
    event_time: nanosecondsText(fill.venueTimeUs),
    sub_account_id: subAccountId,
    instrument: fill.symbol,
    is_buyer: fill.side === 'buy',
    is_taker: fill.liquidity === 'taker',
    size: formatLots(instrument, fill.quantity),
    price,
    mark_price: price,
    index_price: price,
    interest_rate: 0,
    realized_pnl: '0.0',
    fee: formatQuote(fill.fee.amount),
    fee_rate: formatUnits(ratioUnits(fill.fee.amount, value)),
    trade_id: fill.tradeId,
    order_id: fill.venueOrderId,
    venue: 'ORDERBOOK',
    is_liquidation: clientId === undefined,
    client_order_id: clientId ?? '0',
    signer: context.signature?.signer ?? '',
    broker: 'UNSPECIFIED',
    is_rpi: false,
    fee_currency: fill.fee.asset,
  };
}

export function positionView(instrument: Instrument, subAccountId: string, size: Lots, nowUs: number): Json {
  return {
    event_time: nanosecondsText(nowUs),
    sub_account_id: subAccountId,
    instrument: instrument.symbol,
    size: formatLots(instrument, size),
    leverage: '10',
    margin_type: 'CROSS',
  };
}

function statusOf({ order }: LocalOrder): string {
  if (order.end === undefined) return 'OPEN';
  return order.end === 'filled' ? 'FILLED' : 'CANCELLED';
}

function reasonOf({ order }: LocalOrder): string {
  if (order.end === undefined || order.end === 'filled') return 'UNSPECIFIED';
  if (order.end === 'canceled') return 'CLIENT_CANCEL';
  if (order.isMarket) return 'MARKET_CANCEL';
  if (order.timeInForce === 'ioc') return 'IOC_CANCEL';
  return order.timeInForce === 'fok' ? 'FOK_CANCEL' : 'EXPIRED';
}
