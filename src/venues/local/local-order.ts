// An order on a local venue, as its server needs it: the matching engine's own record, and beside it what only the wire knows.
import type { VenueAccountKey } from '../../core/instrument.ts';
import type { QuoteAmount } from '../../core/money.ts';
import type { OrderTerms, VenueOrder } from '../simulated/venue-order.ts';

/** What a client asks for. Tick, lot and minima are checked by the exchange; what does not parse is the server's to refuse. */
export interface LocalTerms extends Omit<OrderTerms, 'clientOrderId'> {
  readonly symbol: string;
  /** As the client gave it, number or text; `undefined` where it gave none. */
  readonly clientId: string | undefined;
  /** When the venue ends it by itself, in µs; `undefined` lets it rest. */
  readonly expiresAtUs: number | undefined;
}

/** How a client names an order of its own. */
export type OrderReference = { readonly clientId: string } | { readonly venueOrderId: string };

export interface LocalOrder {
  readonly kind: 'order';
  readonly account: VenueAccountKey;
  readonly symbol: string;
  readonly clientId: string | undefined;
  readonly expiresAtUs: number | undefined;
  /** Side, limit, quantities and end as they stand now; the matching engine keeps them up to date. */
  readonly order: VenueOrder;
  readonly createdAtUs: number;
  updatedAtUs: number;
  /** Price × quantity over all its fills, in the quote asset. */
  filledNotional: QuoteAmount;
  /** Charged > 0. */
  fees: QuoteAmount;
}
