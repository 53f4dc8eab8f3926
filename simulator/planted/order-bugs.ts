// Planted bugs on the way out: orders that leave twice, not at all, too large, at a wrong price, under a wrong id, or without what
// makes them safe; cancels and queries that do not leave, or do not stop.
import { addTicks, lots, ticks } from '../../src/core/money.ts';
import {
  removesDelta,
  type ClientOrderId,
  type OrderRequest,
  type RiskApproved,
} from '../../src/core/order.ts';
import { sideSign } from '../../src/core/side.ts';
import type { PortWrappers } from '../process/port-wrappers.ts';
import { wrapVenue } from './wrapped-venue.ts';

/** As if the gate had approved it. */
const changed = (order: RiskApproved, change: Partial<OrderRequest>): RiskApproved => ({
  ...order,
  ...change,
});

/** Some hedges never leave, and nobody is told. */
export const hedgeDropped = (): PortWrappers => ({
  venue: (inner, _leg, { random }) =>
    wrapVenue(inner, {
      place: (order) => {
        if (order.role !== 'hedge' || random.below(4) > 0) inner.place(order);
      },
    }),
});

/** A request that is repeated by the transport, as if it were safe to: each time it is another order. */
export const hedgeSentTwice = (): PortWrappers => ({
  venue: (inner, _leg, { random }) =>
    wrapVenue(inner, {
      place: (order) => {
        inner.place(order);
        if (order.role === 'hedge' && random.below(5) === 0)
          inner.place(changed(order, { clientOrderId: (order.clientOrderId + 500_000) as ClientOrderId }));
      },
    }),
});

/** Lots of one venue taken for lots of another: quotes are twice as large as was approved. */
export const quoteDoubled = (): PortWrappers => ({
  venue: (inner) =>
    wrapVenue(inner, {
      place: (order) => {
        const isBuild = order.role === 'quote' && !order.reduceOnly;
        inner.place(isBuild ? changed(order, { quantity: lots(2 * order.quantity) }) : order);
      },
    }),
});

/** A "tick" of ten dollars: each try is that much worse. */
export const priceOffTheBand = (): PortWrappers => ({
  venue: (inner) =>
    wrapVenue(inner, {
      place: (order) => {
        const { price, role, side } = order;
        const isPriced = price !== undefined && role === 'hedge';
        const worse = isPriced ? addTicks(price, sideSign(side) * 500) : price;
        inner.place(changed(order, { price: worse === undefined ? worse : ticks(Math.max(1, worse)) }));
      },
    }),
});

/** A flag that the adapter forgets to pass on. */
export const reduceOnlyForgotten = (): PortWrappers => ({
  venue: (inner) =>
    wrapVenue(inner, { place: (order) => inner.place(changed(order, { reduceOnly: false })) }),
});

/** A counter that begins anew with every process. */
export const idsReused = (): PortWrappers => {
  const firstIds = new Map<string, number>();
  return {
    venue: (inner, leg, { generation }) => {
      const again = (id: ClientOrderId): ClientOrderId => {
        const first = firstIds.get(leg) ?? id;
        firstIds.set(leg, first);
        const begunAt = firstIds.get(`${leg} ${generation}`) ?? id;
        firstIds.set(`${leg} ${generation}`, begunAt);
        return (generation === 1 ? id : id - begunAt + first) as ClientOrderId;
      };
      return wrapVenue(inner, {
        place: (order) => inner.place(changed(order, { clientOrderId: again(order.clientOrderId) })),
        cancel: (instrument, id) => inner.cancel(instrument, again(id)),
      });
    },
  };
};

/** A halted pair is believed to have nothing to cancel. */
export const haltCancelsNothing = (): PortWrappers => ({
  venue: (inner, _leg, context) =>
    wrapVenue(inner, {
      cancel: (...request) => {
        if (context.pair().halt === undefined) inner.cancel(...request);
      },
    }),
});

/** A paused pair is believed to have nothing to cancel. */
export const pauseCancelsNothing = (): PortWrappers => ({
  venue: (inner, _leg, context) =>
    wrapVenue(inner, {
      cancel: (...request) => {
        if (context.pair().pause === undefined) inner.cancel(...request);
      },
    }),
});

/** Paused is taken to mean that nothing is traded at all. */
export const pauseStopsHedges = (): PortWrappers => ({
  venue: (inner, _leg, context) =>
    wrapVenue(inner, {
      place: (order) => {
        if (context.pair().pause === undefined || !removesDelta(order.role)) inner.place(order);
      },
    }),
});

/** A retry without a pause and without an end, while the order lives. */
export const cancelStorm = (): PortWrappers => ({
  venue: (inner, _leg, context) =>
    wrapVenue(inner, {
      cancel: (instrument, id) => {
        const { clock } = context;
        const again = (): void => {
          const record = context.pair().primary.orders.find(id);
          if (record === undefined || record.state === 'done') return;
          inner.cancel(instrument, id);
          clock.wakeAt(clock.nowUs() + 200, again);
        };
        again();
      },
    }),
});

/** Nobody asks after orders of unknown outcome. */
export const unknownNeverAsked = (): PortWrappers => ({
  venue: (inner) => wrapVenue(inner, { queryOrder: () => undefined, queryFills: () => undefined }),
});

/** Trading hours of somebody's own clock: after 15:00 UTC no quote leaves. */
export const officeHours = (): PortWrappers => ({
  venue: (inner, _leg, { clock }) =>
    wrapVenue(inner, {
      place: (order) => {
        const hour = Math.floor(clock.nowUs() / 3_600_000_000) % 24;
        if (order.role !== 'quote' || hour < 15) inner.place(order);
      },
    }),
});

let callsEver = 0;

/** State outside the run: a counter that no seed begins anew. */
export const notDeterministic = (): PortWrappers => ({
  venue: (inner) =>
    wrapVenue(inner, {
      place: (order) => {
        callsEver += 1;
        if (order.role !== 'quote' || callsEver % 97 !== 0) inner.place(order);
      },
    }),
});
