// An order's life: submitting → open → cancelling → done, with "unknown" as a state of its own. Only proof ends an order.
import { assert } from './assert.ts';
import type { Brand } from './brand.ts';
import type { InstrumentKey } from './instrument.ts';
import { addLots, subtractLots, zeroLots, type Lots, type Ticks } from './money.ts';
import type { Side } from './side.ts';

/** Derived from the run's epoch and a counter, so that an order can be found again before its record is durable. */
export type ClientOrderId = Brand<number, 'client-order-id'>;

/**
 * Why an order exists. `quote` works towards the primary target; `hedge`, `reduce` and `trim` remove net delta of our own
 * making; `offset` answers, on the other leg, a position change that is not ours. `probe` shows that the venue takes and
 * cancels an order of ours, and is meant to come to nothing.
 */
export type OrderRole = 'quote' | 'hedge' | 'trim' | 'reduce' | 'offset' | 'probe';

const deltaRemovingRoles: ReadonlySet<OrderRole> = new Set(['hedge', 'trim', 'reduce', 'offset']);

/** Whether the order takes away a net delta that is there; otherwise it may make one, and obeys every limit. */
export const removesDelta = (role: OrderRole): boolean => deltaRemovingRoles.has(role);

export type TimeInForce = 'gtc' | 'ioc' | 'fok';

export interface OrderRequest {
  readonly clientOrderId: ClientOrderId;
  readonly instrument: InstrumentKey;
  readonly role: OrderRole;
  readonly side: Side;
  readonly quantity: Lots;
  /** `undefined` is a market order without a bound. */
  readonly price: Ticks | undefined;
  readonly timeInForce: TimeInForce;
  readonly postOnly: boolean;
  readonly reduceOnly: boolean;
  /** The cycle whose fills this order makes; 0 outside any cycle. */
  readonly cycle: number;
  /** Ticks beyond the touch that was live at sending, for the statistics of hedges; 0 for a quote. */
  readonly tickOffset: number;
}

declare const approval: unique symbol;
/** An order that passed the risk gate. Only `risk/gate.ts` mints it, and the venue port takes nothing else. */
export type RiskApproved<Order extends OrderRequest = OrderRequest> = Order & { readonly [approval]: true };

export type OrderState = 'submitting' | 'open' | 'cancelling' | 'unknown' | 'done';

const legalTransitions: Readonly<Record<OrderState, readonly OrderState[]>> = {
  submitting: ['open', 'cancelling', 'unknown', 'done'],
  open: ['cancelling', 'unknown', 'done'],
  cancelling: ['open', 'unknown', 'done'],
  unknown: ['open', 'cancelling', 'done'],
  // Only for more fills than its end had stated: nothing else takes an end back.
  done: ['unknown'],
};

/** What we know of one order of ours. Its quantities are the venue's words, its fills are ours to book. */
export interface OrderRecord {
  readonly request: OrderRequest;
  readonly sentAtUs: number;
  state: OrderState;
  venueOrderId: string | undefined;
  /** Sum of its unique booked fills. */
  filled: Lots;
  /** The largest cumulative quantity that the venue has stated; fills up to it are still to be booked. */
  reportedFilled: Lots;
  /** When the venue said that the order has ended, in µs: no more than `reportedFilled` can come. */
  endedAtUs: number | undefined;
  /** What its end came to was counted, in statistics and in patience: once, even if more of its fills are stated later. */
  isCounted: boolean;
  /** When its cancel was first sent, in µs: from then on its end is awaited. */
  cancelledAtUs: number | undefined;
  /** The venue has refused its cancel as of an order that is not open: it is asked after, and cancelled only if it is open after all. */
  isSaidNotOpen: boolean;
  /** When its outcome was last asked for or its cancel sent, in µs; paces queries. */
  askedAtUs: number;
  /** The venue's time of its acceptance, in µs: from then on the venue's book shows it. */
  acceptedVenueTimeUs: number | undefined;
  /** "Not found" answers in a row, and when the first came: absence is proven over a number and a time. */
  notFoundCount: number;
  notFoundSinceUs: number | undefined;
}

export function createOrderRecord(request: OrderRequest, sentAtUs: number): OrderRecord {
  return {
    request,
    sentAtUs,
    state: 'submitting',
    venueOrderId: undefined,
    filled: zeroLots,
    reportedFilled: zeroLots,
    endedAtUs: undefined,
    isCounted: false,
    cancelledAtUs: undefined,
    isSaidNotOpen: false,
    askedAtUs: sentAtUs,
    acceptedVenueTimeUs: undefined,
    notFoundCount: 0,
    notFoundSinceUs: undefined,
  };
}

/** Moves an order along; an illegal transition is a bug, a repeated state is nothing. */
export function transition(order: OrderRecord, next: OrderState): void {
  if (order.state === next) return;
  assert(
    legalTransitions[order.state].includes(next),
    () =>
      `an order goes from ${order.state} to ${legalTransitions[order.state].join(' or ')}, not to ${next}`,
  );
  order.state = next;
}

/** A hedge that works as maker: live, it is an attempt and no more. */
export const isRestingHedge = ({ request }: OrderRecord): boolean =>
  request.role === 'hedge' && request.timeInForce === 'gtc';

/** What may still fill: everything not filled, until the order's end is proven. */
export function openQuantity(order: OrderRecord): Lots {
  if (order.state === 'done') return zeroLots;
  if (order.endedAtUs !== undefined) return subtractLots(order.reportedFilled, order.filled);
  return subtractLots(order.request.quantity, order.filled);
}

/** The venue knows the order: whatever "not found" it answered before proves nothing. */
export function hearOf(order: OrderRecord): void {
  order.notFoundCount = 0;
  order.notFoundSinceUs = undefined;
}

/** Books a fill on the order; more than was ordered is the venue's overfill, and is booked all the same. */
export function addFill(order: OrderRecord, quantity: Lots): void {
  order.filled = addLots(order.filled, quantity);
  if (order.filled > order.reportedFilled) order.reportedFilled = order.filled;
}

const counterBits = 20;
export const ordersPerEpochMax = 2 ** counterBits - 1;

/** epoch (seconds of the clock at start) × 2^20 + counter: unique across restarts that are a second apart. */
export function deriveClientOrderId(epochSeconds: number, counter: number): ClientOrderId {
  assert(counter >= 1 && counter <= ordersPerEpochMax, 'the order counter stays inside its epoch');
  const id = epochSeconds * 2 ** counterBits + counter;
  assert(Number.isSafeInteger(id), 'a client order id is a safe integer');
  return id as ClientOrderId;
}
