// Orders and fills as the simulated venue keeps them: its own record, apart from what the engine believes of them.
import type { VenueAccountKey } from '../../core/instrument.ts';
import {
  lots,
  minLots,
  subtractLots,
  zeroLots,
  type Lots,
  type Money,
  type QuoteAmount,
  type Ticks,
} from '../../core/money.ts';
import type { VenueFailure } from '../../core/failure.ts';
import type { ClientOrderId, OrderRequest, TimeInForce } from '../../core/order.ts';
import type { Side } from '../../core/side.ts';
import { joinQueue, type QueuePosition } from './models/queue.ts';

/** What a venue is told of an order. */
export type OrderTerms = Pick<
  OrderRequest,
  'clientOrderId' | 'side' | 'quantity' | 'price' | 'timeInForce' | 'postOnly' | 'reduceOnly'
>;

export type Refusal = Extract<VenueFailure, { readonly kind: 'refused' }>;

/** How an accepted order ended. */
export type OrderEnd = 'filled' | 'canceled' | 'expired';

export interface VenueOrder {
  readonly account: VenueAccountKey;
  readonly symbol: string;
  readonly clientOrderId: ClientOrderId;
  readonly side: Side;
  readonly timeInForce: TimeInForce;
  readonly postOnly: boolean;
  readonly reduceOnly: boolean;
  /** Changes on replacement at venues that give a new id. */
  venueOrderId: string;
  /** The worst price it may trade at; a market order has the farthest there is. */
  limit: Ticks;
  readonly isMarket: boolean;
  /** As ordered, or as last replaced. */
  quantity: Lots;
  filled: Lots;
  /** What still works: ≤ quantity − filled, less where reduce-only has cut it, 0 once ended. */
  remaining: Lots;
  /** `undefined` while it works. */
  end: OrderEnd | undefined;
  /** Its place in the queue while it rests. */
  queue: QueuePosition;
}

/** One account's side of one trade. */
export interface VenueFill {
  /** Unique on the instrument; both sides of a trade between two accounts share it. */
  readonly tradeId: string;
  readonly account: VenueAccountKey;
  readonly symbol: string;
  readonly clientOrderId: ClientOrderId;
  readonly venueOrderId: string;
  readonly side: Side;
  readonly price: Ticks;
  readonly quantity: Lots;
  readonly liquidity: 'maker' | 'taker';
  readonly fee: Money;
  readonly venueTimeUs: number;
  /** The other side; `undefined` for the outside market. */
  readonly counterparty: VenueAccountKey | undefined;
}

/** Funding that was booked on an account for what it held of an instrument. */
export interface VenuePayment {
  readonly symbol: string;
  /** Unique on the instrument. */
  readonly paymentId: string;
  /** Received > 0, paid < 0. */
  readonly amount: QuoteAmount;
  readonly venueTimeUs: number;
}

export function createVenueOrder(
  account: VenueAccountKey,
  symbol: string,
  terms: OrderTerms,
  venueOrderId: string,
): VenueOrder {
  return {
    account,
    symbol,
    clientOrderId: terms.clientOrderId,
    side: terms.side,
    timeInForce: terms.timeInForce,
    postOnly: terms.postOnly,
    reduceOnly: terms.reduceOnly,
    venueOrderId,
    limit: terms.price ?? farthestPrice(terms.side),
    isMarket: terms.price === undefined,
    quantity: terms.quantity,
    filled: zeroLots,
    remaining: terms.quantity,
    end: undefined,
    queue: joinQueue(zeroLots),
  };
}

/** Whether the order may trade at the price. */
export function accepts(order: VenueOrder, price: Ticks): boolean {
  return order.side === 'buy' ? price <= order.limit : price >= order.limit;
}

/** Moves a quantity from working to filled. */
export function fillOrder(order: VenueOrder, quantity: Lots): void {
  order.filled = lots(order.filled + quantity);
  order.remaining = subtractLots(order.remaining, quantity);
}

/** Cuts what still works down to `quantity`; what is cut will never trade. */
export function cutOrder(order: VenueOrder, quantity: Lots): void {
  order.remaining = minLots(order.remaining, quantity);
}

const farthestPrice = (side: Side): Ticks => (side === 'buy' ? Number.MAX_SAFE_INTEGER : 1) as Ticks;
