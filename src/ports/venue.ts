// A venue account as the engine's loop sees it. Every method returns at once; what comes of it arrives as events.
import type { InstrumentKey, VenueAccountKey } from '../core/instrument.ts';
import type { EngineEvent } from '../core/events.ts';
import type { ClientOrderId, OrderRequest, RiskApproved } from '../core/order.ts';

export interface Venue {
  readonly account: VenueAccountKey;
  place(order: RiskApproved): void;
  /** This order will probably be placed soon: what it takes to write it is done now, where that takes time. Nothing leaves. */
  foresee?(order: OrderRequest): void;
  cancel(instrument: InstrumentKey, clientOrderId: ClientOrderId): void;
  queryOrder(instrument: InstrumentKey, clientOrderId: ClientOrderId): void;
  queryPosition(instrument: InstrumentKey, requestId: number): void;
  /** Own fills at or after `sinceVenueTimeUs`, as `fill` events, then one `fills-report`. */
  queryFills(instrument: InstrumentKey, requestId: number, sinceVenueTimeUs: number): void;
  /** Funding of the account's position paid at or after `sinceVenueTimeUs`, as `funding-payment` events, then one `funding-report`. */
  queryFunding(instrument: InstrumentKey, requestId: number, sinceVenueTimeUs: number): void;
  /** The margin of the whole account, in the instrument's quote asset. */
  queryMargin(instrument: InstrumentKey, requestId: number): void;
}

/** Where a venue delivers its events: the engine's loop. A borrowed buffer in an event is valid during the call only. */
export type EventSink = (event: EngineEvent) => void;
