// Which pair a run over the wire is of, known before any venue is asked: each leg is a venue, a place of it, an account and a base
// coin. A second run that shares a leg is kept out by it, and a run that died is found again by it.
import { assertPresent } from '../../../core/assert.ts';
import { accepted, type Checked } from '../../../core/checked.ts';
import type { LocatedVenue, VenueAccess } from '../../access/venue-access.ts';
import type { VenuesChoice } from '../../settings/market-choice.ts';

export interface LegIdentity {
  readonly venue: string;
  /** The venue's environment, or the origin of a local server. */
  readonly place: string;
  /** Tells accounts apart, and gives none away. */
  readonly account: string;
  /** A venue lists one perpetual of a base coin. */
  readonly base: string;
}

export interface PairIdentity {
  readonly primary: LegIdentity;
  readonly hedge: LegIdentity;
}

/** Nothing is sent anywhere. */
export async function identifyPair(
  access: VenueAccess,
  { primary, hedge }: Pick<VenuesChoice, 'primary' | 'hedge'>,
  base: string,
): Promise<Checked<PairIdentity>> {
  const primaryPlace = await access.locate(primary);
  if (!primaryPlace.ok) return primaryPlace;
  const hedgePlace = await access.locate(hedge);
  if (!hedgePlace.ok) return hedgePlace;
  return accepted({
    primary: legIdentity(primaryPlace.value, base),
    hedge: legIdentity(hedgePlace.value, base),
  });
}

export function legIdentity({ adapter, site, credentials }: LocatedVenue, base: string): LegIdentity {
  return {
    venue: adapter.name,
    place: site.kind === 'local' ? site.origin : site.environment,
    account: assertPresent(credentials, `${adapter.name} was located with keys`).fingerprint,
    base,
  };
}

/** A name for files: "grvt-prod-1a2b3c4d". */
export const accountFileName = ({ venue, place, account }: LegIdentity): string =>
  fileName([venue, place, account]);

/** "grvt-prod-1a2b3c4d-ETH". */
export const legFileName = ({ venue, place, account, base }: LegIdentity): string =>
  fileName([venue, place, account, base]);

const fileName = (parts: readonly string[]): string =>
  parts.map((part) => part.replaceAll(/[^A-Za-z0-9.]+/g, '_')).join('-');

/** One line that is the same whenever the pair is the same. */
export const pairName = ({ primary, hedge }: PairIdentity): string =>
  `${legFileName(primary)} ${legFileName(hedge)}`;
