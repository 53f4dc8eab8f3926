// One leg of a paper run: a venue that is open for its public data, and what is simulated there.
import { accepted, type Checked } from '../../../core/checked.ts';
import type { Instrument } from '../../../core/instrument.ts';
import type { ReachedVenue, VenueAccess } from '../../access/venue-access.ts';

export interface MarketLeg {
  readonly reached: ReachedVenue;
  readonly instrument: Instrument;
}

/** The leg with the instrument as the venue lists it, its public streams open. */
export async function openMarketLeg(
  access: VenueAccess,
  name: string,
  ticker: string,
): Promise<Checked<MarketLeg>> {
  const reached = await access.open(name);
  if (!reached.ok) return reached;
  const { venue } = reached.value;
  const listed = await venue.instrumentOf(ticker);
  if (!listed.ok) return listed;
  const followed = await venue.follow(listed.value);
  return followed.ok ? accepted({ reached: reached.value, instrument: listed.value }) : followed;
}
