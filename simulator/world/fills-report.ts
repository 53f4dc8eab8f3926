// The answer to a query of fills, as the venue's history has them: or with what a late or truncated history leaves out.
import type { EngineEvent, FillEvent } from '../../src/core/events.ts';
import type { Instrument } from '../../src/core/instrument.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { SimulatedVenue } from '../../src/venues/simulated/simulated-venue.ts';
import type { VenueFill } from '../../src/venues/simulated/venue-order.ts';
import type { LegName } from '../scenario/scenario.ts';
import type { FaultsInForce } from './fault-board.ts';

interface Parts {
  readonly leg: LegName;
  readonly instrument: Instrument;
  readonly venue: SimulatedVenue;
  readonly clock: Clock;
  readonly board: FaultsInForce;
}

/** The fills and the report, in order; to be stamped on delivery. */
export function answerFills(
  { leg, instrument, venue, clock, board }: Parts,
  requestId: number,
  sinceUs: number,
): EngineEvent[] {
  let fills = venue.ledger.fillsSince(venue.account, instrument.symbol, sinceUs);
  const late = board.active('fills-late', leg);
  const knownUntilUs = clock.nowUs() - (late?.amount ?? 0) * 1_000;
  const isTooNew = (fill: VenueFill): boolean => fill.venueTimeUs > knownUntilUs;
  if (late !== undefined && fills.some(isTooNew) && board.strike('fills-late', leg) !== undefined)
    fills = fills.filter((fill) => !isTooNew(fill));
  const page = board.active('fills-truncated', leg)?.amount;
  if (page !== undefined && fills.length > page && board.strike('fills-truncated', leg) !== undefined)
    fills = fills.slice(0, page);
  return [
    ...fills.map((fill) => fillEvent(instrument, fill)),
    { kind: 'fills-report', instrument: instrument.key, requestId, atUs: 0 },
  ];
}

export function fillEvent(instrument: Instrument, fill: VenueFill): FillEvent {
  return {
    kind: 'fill',
    instrument: instrument.key,
    clientOrderId: fill.clientOrderId,
    tradeId: fill.tradeId,
    venueOrderId: fill.venueOrderId,
    side: fill.side,
    price: fill.price,
    quantity: fill.quantity,
    liquidity: fill.liquidity,
    fee: fill.fee,
    venueTimeUs: fill.venueTimeUs,
    atUs: 0,
  };
}
