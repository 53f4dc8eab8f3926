// What a venue says of an order of ours, as events that are not received yet.
import type { EngineEvent, OrderEndedEvent } from '../../core/events.ts';
import type { VenueFailure } from '../../core/failure.ts';
import { lots } from '../../core/money.ts';
import type { OrderRequest } from '../../core/order.ts';

export type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown
  ? Omit<Union, Key>
  : never;

/** An event as the venue or a person makes it, before it is received. */
export type Unstamped = DistributiveOmit<EngineEvent, 'atUs'>;

const venueOrderId = ({ clientOrderId }: OrderRequest): string => `v${clientOrderId}`;

export function acceptance(order: OrderRequest, venueTimeUs: number): Unstamped {
  const { clientOrderId, instrument } = order;
  const id = venueOrderId(order);
  return { kind: 'order-accepted', instrument, clientOrderId, venueOrderId: id, venueTimeUs };
}

export function ending(
  { instrument, clientOrderId }: OrderRequest,
  outcome: OrderEndedEvent['outcome'],
  cumulative: number,
  venueTimeUs: number,
): Unstamped {
  const cumulativeQuantity = lots(cumulative);
  return { kind: 'order-ended', instrument, clientOrderId, outcome, cumulativeQuantity, venueTimeUs };
}

export function failedPlace({ instrument, clientOrderId }: OrderRequest, failure: VenueFailure): Unstamped {
  return {
    kind: 'request-failed',
    request: 'place',
    instrument,
    clientOrderId,
    requestId: undefined,
    failure,
  };
}

export function orderReport(order: OrderRequest, isOpen: boolean, cumulative: number): Unstamped {
  const { instrument, clientOrderId } = order;
  return {
    kind: 'order-report',
    instrument,
    clientOrderId,
    venueOrderId: venueOrderId(order),
    isOpen,
    cumulativeQuantity: lots(cumulative),
  };
}
