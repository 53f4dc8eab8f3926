// A request that a venue did not grant, for people: its words name what to do, where that can be said.
import { refused, type CheckFailure } from '../../core/checked.ts';
import { describeFailure, saysNotTrading, type VenueFailure } from '../../core/failure.ts';

/** A venue that does not trade at the moment is unavailable, by whatever code it says so. */
export const refusedBy = (venue: string, failure: VenueFailure): CheckFailure =>
  refused(
    saysNotTrading(failure) ? 'venue-unavailable' : `venue-${failure.kind}`,
    `${venue}: ${describeFailure(failure)}`,
    'when nothing else is named: look at the status page of the venue, and try again',
  );
