// Orders as they left the process, and what it was told of them since: what a careful reader of the port knows, made of
// commands and events alone, so that nothing that the process believes is taken for it.
import type { CancelCommand, PlaceCommand } from '../../../src/core/commands.ts';
import type { FillEvent, OrderEvent } from '../../../src/core/events.ts';
import { provesNoEffect } from '../../../src/core/failure.ts';
import { limits, microseconds } from '../../../src/core/limits.ts';
import { addLots, lots, maxLots, zeroLots, type Lots } from '../../../src/core/money.ts';
import { removesDelta, type ClientOrderId, type OrderRequest } from '../../../src/core/order.ts';
import type { Side } from '../../../src/core/side.ts';
import type { LegName, Workload } from '../../scenario/scenario.ts';

export interface SentOrder {
  /** Sent again under its id before anybody knew it, it is one of the two: as it left last, and as large as it may be. */
  request: OrderRequest;
  readonly leg: LegName;
  readonly sentAtUs: number;
  /** Of the process that sent it first. */
  readonly generation: number;
  /** When its cancel was first sent and last, in µs. */
  cancelledAtUs: number | undefined;
  cancelAgainAtUs: number;
  /** When the venue was first heard to know it, in µs. */
  heardAtUs: number | undefined;
  /** When its end was told, in µs. */
  endedAtUs: number | undefined;
  /** Sum of its fills that were told, and the largest cumulative quantity that was stated. */
  toldFilled: Lots;
  toldCumulative: Lots;
  /** A request or an answer that leaves its outcome open was told. */
  isDoubted: boolean;
  notFoundCount: number;
  /** Since when its venue has said that it does not know it, in µs. */
  notFoundSinceUs: number | undefined;
}

export class SentOrders {
  readonly #all: Readonly<Record<LegName, Map<ClientOrderId, SentOrder>>> = {
    primary: new Map(),
    hedge: new Map(),
  };
  readonly #isOneAccount: boolean;
  /** Legs whose venue takes an id again once its order has ended. */
  readonly #forgetful: ReadonlySet<LegName>;
  readonly #live = new Set<SentOrder>();
  /** Orders that may count as absent, and whose absence nobody may have proven yet. */
  readonly #unproven = new Set<SentOrder>();

  /** `isOneAccount`: both legs are on one venue account. */
  constructor({ isOneAccount, forgetsOrderIds }: Pick<Workload, 'isOneAccount' | 'forgetsOrderIds'>) {
    this.#isOneAccount = isOneAccount;
    this.#forgetful = new Set(forgetsOrderIds);
  }

  /** Orders of which something may still fill, as far as was told. */
  live(): Iterable<SentOrder> {
    return this.#live;
  }

  get liveCount(): number {
    return this.#live.size;
  }

  /** Orders that nobody knows, while history and position may still be asked for the proof: their quantity may be held back. */
  *unproven(nowUs: number): Iterable<SentOrder> {
    const proofUs = microseconds(limits.absenceMs + limits.positionPollMs);
    for (const order of this.#unproven) {
      if (nowUs - (order.notFoundSinceUs ?? order.sentAtUs) < proofUs) yield order;
      else this.#unproven.delete(order);
    }
  }

  find(leg: LegName, id: ClientOrderId | undefined): SentOrder | undefined {
    return id === undefined ? undefined : this.#all[leg].get(id);
  }

  /**
   * An id that was used before stands for the order that it was used for: a venue takes it once. A forgetful one may take both, and while
   * the first of them may still fill, they count as one order of both quantities.
   */
  place(leg: LegName, { order }: PlaceCommand, nowUs: number, generation: number): void {
    const known = this.find(leg, order.clientOrderId);
    if (this.#forgetful.has(leg)) {
      if (known === undefined || !this.#live.has(known)) this.#add(leg, order, nowUs, generation);
      else known.request = { ...order, quantity: addLots(order.quantity, known.request.quantity) };
      return;
    }
    if (known?.heardAtUs !== undefined) return;
    if (known !== undefined && known.endedAtUs === undefined) {
      known.request = { ...order, quantity: maxLots(order.quantity, known.request.quantity) };
      return;
    }
    this.#add(leg, order, nowUs, generation);
  }

  #add(leg: LegName, order: OrderRequest, nowUs: number, generation: number): void {
    const sent = sentOrder(leg, order, nowUs, generation);
    this.#all[leg].set(order.clientOrderId, sent);
    this.#live.add(sent);
    this.#forgetNamesake(leg, order.clientOrderId);
  }

  /**
   * An order that is open on the record, and never left, or its end was told to a process that died before it could write that down.
   * Whoever reads the record cannot know either: it blocks until its absence is proven.
   */
  recall(leg: LegName, order: OrderRequest, nowUs: number, generation: number): void {
    const known = this.find(leg, order.clientOrderId);
    if (known !== undefined && known.endedAtUs === undefined) return;
    this.#unproven.add(sentOrder(leg, order, nowUs, generation));
  }

  /** A venue account takes an id once: of two orders on its instruments that have the same, one will never be. */
  #forgetNamesake(leg: LegName, id: ClientOrderId): void {
    const namesake = this.#isOneAccount ? this.find(leg === 'primary' ? 'hedge' : 'primary', id) : undefined;
    if (namesake !== undefined && namesake.heardAtUs === undefined) this.#live.delete(namesake);
  }

  cancel(leg: LegName, { clientOrderId }: CancelCommand, nowUs: number): void {
    const order = this.find(leg, clientOrderId);
    if (order === undefined) return;
    order.cancelledAtUs ??= nowUs;
    order.cancelAgainAtUs = nowUs;
  }

  /** A fill that was not told before. */
  fill(leg: LegName, { clientOrderId, quantity }: FillEvent, nowUs: number): void {
    const order = this.find(leg, clientOrderId);
    if (order === undefined) return;
    order.heardAtUs ??= nowUs;
    order.notFoundCount = 0;
    order.toldFilled = lots(order.toldFilled + quantity);
    if (order.toldFilled >= order.request.quantity) order.endedAtUs ??= nowUs;
    this.#settle(order);
  }

  told(leg: LegName, event: OrderEvent): void {
    const order = this.find(leg, event.clientOrderId) ?? this.#reportedElsewhere(leg, event);
    if (order === undefined) return;
    const nowUs = event.atUs;
    switch (event.kind) {
      case 'order-accepted':
        order.heardAtUs ??= nowUs;
        order.notFoundCount = 0;
        return;
      case 'order-ended':
        if (event.outcome === 'filled' && event.cumulativeQuantity === 0) return;
        order.heardAtUs ??= nowUs;
        this.#end(order, event.cumulativeQuantity, event.atUs);
        return;
      case 'order-report':
        order.heardAtUs ??= nowUs;
        order.notFoundCount = 0;
        if (!event.isOpen) this.#end(order, event.cumulativeQuantity, event.atUs);
        return;
      case 'order-not-found':
        order.notFoundCount += 1;
        order.notFoundSinceUs ??= nowUs;
        return;
      case 'request-failed':
        if (event.request !== 'place' || order.heardAtUs !== undefined) return;
        if (provesNoEffect(event.failure)) this.#end(order, zeroLots, event.atUs);
        else order.isDoubted = true;
        return;
      case 'fill':
        return;
    }
  }

  /** On one account the query of either leg finds the order of the other, and does not say whose it is. */
  #reportedElsewhere(leg: LegName, { kind, clientOrderId }: OrderEvent): SentOrder | undefined {
    if (!this.#isOneAccount || kind !== 'order-report') return undefined;
    return this.find(leg === 'primary' ? 'hedge' : 'primary', clientOrderId);
  }

  /** Forgets what may count as absent by now: nobody knows it, for long enough. */
  forgetAbsent(nowUs: number): void {
    for (const order of this.#live) {
      if (!isAbsent(order, nowUs) && !isUntellable(order, nowUs)) continue;
      this.#live.delete(order);
      this.#unproven.add(order);
    }
  }

  /** Lots that may still fill on a side of a leg, in orders that take away delta of our own making. */
  removingLots(leg: LegName, side: Side): Lots {
    let sum = 0;
    for (const order of this.#live) {
      const { request } = order;
      if (order.leg !== leg || request.side !== side) continue;
      if (removesDelta(request.role) && request.role !== 'offset') sum += openLots(order);
    }
    return lots(sum);
  }

  /** Another order of the leg that may add delta, and may still fill as far as was told. */
  besides(leg: LegName, { clientOrderId }: OrderRequest): SentOrder | undefined {
    for (const order of this.#live) {
      const { request } = order;
      if (order.leg !== leg || request.clientOrderId === clientOrderId || removesDelta(request.role))
        continue;
      if (openLots(order) > 0) return order;
    }
    return undefined;
  }

  #end(order: SentOrder, cumulative: Lots, nowUs: number): void {
    order.endedAtUs ??= nowUs;
    order.toldCumulative = maxLots(order.toldCumulative, cumulative);
    this.#settle(order);
  }

  #settle(order: SentOrder): void {
    if (order.endedAtUs !== undefined && order.toldFilled >= order.toldCumulative) this.#live.delete(order);
  }
}

function sentOrder(leg: LegName, request: OrderRequest, sentAtUs: number, generation: number): SentOrder {
  return {
    request,
    leg,
    sentAtUs,
    generation,
    cancelledAtUs: undefined,
    cancelAgainAtUs: 0,
    heardAtUs: undefined,
    endedAtUs: undefined,
    toldFilled: zeroLots,
    toldCumulative: zeroLots,
    isDoubted: false,
    notFoundCount: 0,
    notFoundSinceUs: undefined,
  };
}

/** What may still fill, as far as was told. */
export function openLots({ request, endedAtUs, toldFilled, toldCumulative }: SentOrder): Lots {
  const most = endedAtUs === undefined ? request.quantity : toldCumulative;
  return lots(Math.max(0, most - toldFilled));
}

/** Nothing was heard of it for so long, or something doubtful: its quantity counts both ways. */
export function isUnknown({ sentAtUs, heardAtUs, isDoubted, endedAtUs }: SentOrder, nowUs: number): boolean {
  if (endedAtUs !== undefined || heardAtUs !== undefined) return false;
  return isDoubted || nowUs - sentAtUs > microseconds(limits.takerReportMs + limits.positionRecheckMs);
}

/** The least that proves absence: enough answers over enough time. */
const isAbsent = ({ notFoundCount, sentAtUs }: SentOrder, nowUs: number): boolean =>
  notFoundCount >= limits.absenceAnswersMin && nowUs - sentAtUs >= microseconds(limits.absenceMs);

/** It ended, and what was stated of its fills has not come for so long that history and position may have settled it. */
const isUntellable = ({ endedAtUs }: SentOrder, nowUs: number): boolean =>
  endedAtUs !== undefined && nowUs - endedAtUs >= microseconds(limits.absenceMs);
