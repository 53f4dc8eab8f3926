// A venue behind which another one stands: for contestants that do one thing differently. By itself it foresees no order, so that
// every hedge is signed after its fill.
import type { InstrumentKey, VenueAccountKey } from '../../src/core/instrument.ts';
import type { ClientOrderId, RiskApproved } from '../../src/core/order.ts';
import type { Venue } from '../../src/ports/venue.ts';

export class VenueBehind implements Venue {
  readonly account: VenueAccountKey;
  protected readonly venue: Venue;

  constructor(venue: Venue) {
    this.account = venue.account;
    this.venue = venue;
  }

  place(order: RiskApproved): void {
    this.venue.place(order);
  }

  cancel(instrument: InstrumentKey, clientOrderId: ClientOrderId): void {
    this.venue.cancel(instrument, clientOrderId);
  }

  queryOrder(instrument: InstrumentKey, clientOrderId: ClientOrderId): void {
    this.venue.queryOrder(instrument, clientOrderId);
  }

  queryPosition(instrument: InstrumentKey, requestId: number): void {
    this.venue.queryPosition(instrument, requestId);
  }

  queryFills(instrument: InstrumentKey, requestId: number, sinceVenueTimeUs: number): void {
    this.venue.queryFills(instrument, requestId, sinceVenueTimeUs);
  }

  queryFunding(instrument: InstrumentKey, requestId: number, sinceVenueTimeUs: number): void {
    this.venue.queryFunding(instrument, requestId, sinceVenueTimeUs);
  }

  queryMargin(instrument: InstrumentKey, requestId: number): void {
    this.venue.queryMargin(instrument, requestId);
  }
}
