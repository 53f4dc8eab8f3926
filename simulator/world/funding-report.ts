// The answer to a query of funding payments, as the venue's history has them: or without those that a late history leaves out.
import type { EngineEvent, FundingPaymentEvent } from '../../src/core/events.ts';
import type { Instrument } from '../../src/core/instrument.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { SimulatedVenue } from '../../src/venues/simulated/simulated-venue.ts';
import type { VenuePayment } from '../../src/venues/simulated/venue-order.ts';
import type { LegName } from '../scenario/scenario.ts';
import type { FaultsInForce } from './fault-board.ts';

interface Parts {
  readonly leg: LegName;
  readonly instrument: Instrument;
  readonly venue: SimulatedVenue;
  readonly clock: Clock;
  readonly board: FaultsInForce;
}

/** The payments and the report, in order; to be stamped on delivery. */
export function answerFunding(
  { leg, instrument, venue, clock, board }: Parts,
  requestId: number,
  sinceUs: number,
): EngineEvent[] {
  let payments = venue.ledger.paymentsSince(venue.account, instrument.symbol, sinceUs);
  const lateMs = board.active('fills-late', leg)?.amount ?? 0;
  const isTooNew = ({ venueTimeUs }: VenuePayment): boolean => venueTimeUs > clock.nowUs() - lateMs * 1_000;
  if (payments.some(isTooNew) && board.strike('fills-late', leg) !== undefined)
    payments = payments.filter((payment) => !isTooNew(payment));
  return [
    ...payments.map((payment) => paymentEvent(instrument, payment)),
    { kind: 'funding-report', instrument: instrument.key, requestId, atUs: 0 },
  ];
}

export function paymentEvent(
  { key: instrument, quote: asset }: Instrument,
  { paymentId, amount, venueTimeUs }: VenuePayment,
): FundingPaymentEvent {
  return {
    kind: 'funding-payment',
    instrument,
    paymentId,
    amount: { asset, amount },
    venueTimeUs,
    atUs: 0,
  };
}
