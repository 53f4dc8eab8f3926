// One leg of a run over the wire: a venue that is open, what is traded there, and how the account stood before the run.
import { assertPresent } from '../../../core/assert.ts';
import { accepted, type Checked } from '../../../core/checked.ts';
import type { Instrument } from '../../../core/instrument.ts';
import type { Venue } from '../../../ports/venue.ts';
import type { AccountState } from '../../../venues/adapter.ts';
import type { ReachedVenue, VenueAccess } from '../../access/venue-access.ts';

export interface WireLeg {
  readonly reached: ReachedVenue;
  readonly instrument: Instrument;
  readonly account: AccountState;
}

/** The leg with the instrument as the venue lists it, its streams open. */
export async function openLeg(access: VenueAccess, name: string, ticker: string): Promise<Checked<WireLeg>> {
  const reached = await access.open(name);
  if (!reached.ok) return reached;
  const { venue } = reached.value;
  const listed = await venue.instrumentOf(ticker);
  if (!listed.ok) return listed;
  const [followed, account] = await Promise.all([venue.follow(listed.value), venue.accountState()]);
  if (!followed.ok) return followed;
  return account.ok
    ? accepted({ reached: reached.value, instrument: listed.value, account: account.value })
    : account;
}

export const tradingOf = ({ reached, instrument }: WireLeg): Venue =>
  assertPresent(reached.venue.trading, `${instrument.venue} was opened with keys`);

/** Of the account that is traded. */
export const fingerprintOf = ({ reached: { adapter, credentials } }: WireLeg): string =>
  assertPresent(credentials, `${adapter.name} was opened with keys`).fingerprint;
