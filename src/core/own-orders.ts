// The orders of one instrument that are ours: those whose end is not proven, and the last ended ones for late fills.
import { assert } from './assert.ts';
import { limits } from './limits.ts';
import { addLots, subtractLots, zeroLots, type Lots } from './money.ts';
import {
  isRestingHedge,
  openQuantity,
  removesDelta,
  transition,
  type ClientOrderId,
  type OrderRecord,
  type OrderRole,
} from './order.ts';
import type { Side } from './side.ts';

export class OwnOrders {
  readonly #live = new Map<ClientOrderId, OrderRecord>();
  /** The same as a list, made anew when one is added or ends: every message and every decision reads it, and walking a map makes an iterator. */
  #list: readonly OrderRecord[] = [];
  readonly #ended = new Map<ClientOrderId, OrderRecord>();
  /** Ids of the last that ended, in a ring: a map finds its oldest entry by walking past all that were deleted before. */
  readonly #endings: (ClientOrderId | undefined)[] = [];
  #endedCount = 0;
  #newestForgotten: ClientOrderId | undefined;

  add(order: OrderRecord): void {
    const id = order.request.clientOrderId;
    assert(!this.#live.has(id) && !this.#ended.has(id), 'a client order id is used once');
    this.#live.set(id, order);
    this.#list = [...this.#live.values()];
  }

  /** Live or ended; `undefined` for an order that is not ours. */
  find(id: ClientOrderId): OrderRecord | undefined {
    return this.#live.get(id) ?? this.#ended.get(id);
  }

  /** Orders whose end is not proven. */
  [Symbol.iterator](): IterableIterator<OrderRecord> {
    return this.#live.values();
  }

  get liveCount(): number {
    return this.#list.length;
  }

  /** Orders whose end is not proven at this moment. */
  get live(): readonly OrderRecord[] {
    return this.#list;
  }

  /** An order that is not known, and may have been: ids only grow, so one that is no newer than what was forgotten. */
  isForgotten(id: ClientOrderId): boolean {
    return this.#newestForgotten !== undefined && id <= this.#newestForgotten && this.find(id) === undefined;
  }

  /** The order's end is proven, and all its fills are booked. Returns the order that is forgotten for it. */
  end(order: OrderRecord): ClientOrderId | undefined {
    const id = order.request.clientOrderId;
    transition(order, 'done');
    if (!this.#live.delete(id)) return undefined;
    this.#list = [...this.#live.values()];
    this.#ended.set(id, order);
    const place = this.#endedCount % limits.endedOrdersKept;
    const oldest = this.#endings[place];
    this.#endings[place] = id;
    this.#endedCount += 1;
    if (oldest === undefined) return undefined;
    this.#ended.delete(oldest);
    if (this.#newestForgotten === undefined || oldest > this.#newestForgotten) this.#newestForgotten = oldest;
    return oldest;
  }

  /** The venue states more fills of it than its end had: they are still to come. */
  reopen(order: OrderRecord): void {
    const id = order.request.clientOrderId;
    assert(this.#ended.delete(id), 'only an order that has ended is opened again');
    this.#endings[this.#endings.indexOf(id)] = undefined;
    transition(order, 'unknown');
    this.#live.set(id, order);
    this.#list = [...this.#live.values()];
  }

  /** What may still fill on one side: submitting, open, cancelling and unknown alike. */
  openOnSide(side: Side): Lots {
    if (this.#list.length === 0) return zeroLots;
    return this.#sumOpen((order) => order.request.side === side);
  }

  /**
   * What may still fill on one side in orders that remove net delta of our own making, and what the venue has stated of
   * quotes without its fills having arrived: both take away of a delta that is booked.
   */
  openHedgingOnSide(side: Side): Lots {
    let sum: Lots = zeroLots;
    for (const order of this.#list) {
      const { role, side: orderSide } = order.request;
      if (orderSide !== side) continue;
      if (hedgingRoles.has(role)) sum = addLots(sum, openQuantity(order));
      else if (!removesDelta(role) && order.reportedFilled > order.filled)
        sum = addLots(sum, subtractLots(order.reportedFilled, order.filled));
    }
    return sum;
  }

  /** What may still fill in answers to a position change that is not ours. */
  openInOffsets(): Lots {
    return this.#sumOpen((order) => order.request.role === 'offset');
  }

  /** What may still fill in quotes and probes, and in anything else whose fate is unknown, both sides. */
  openInQuotesOrUnknown(): Lots {
    return this.#sumOpen((order) => !removesDelta(order.request.role) || order.state === 'unknown');
  }

  hasRestingHedge(): boolean {
    for (const order of this.#list) if (isRestingHedge(order)) return true;
    return false;
  }

  hasUnknownTaker(): boolean {
    for (const order of this.#list) {
      if (order.state === 'unknown' && removesDelta(order.request.role)) return true;
    }
    return false;
  }

  /** An order's fate hangs on the venue's history and position: fills are missing, or the venue does not know it. */
  isAwaitingProof(): boolean {
    for (const { filled, reportedFilled, notFoundCount } of this.#list)
      if (filled < reportedFilled || notFoundCount > 0) return true;
    return false;
  }

  #sumOpen(isCounted: (order: OrderRecord) => boolean): Lots {
    let sum: Lots = zeroLots;
    for (const order of this.#list) if (isCounted(order)) sum = addLots(sum, openQuantity(order));
    return sum;
  }
}

const hedgingRoles: ReadonlySet<OrderRole> = new Set(['hedge', 'reduce', 'trim']);
