// What is at stake in a run over the wire: real money, the play money of test networks, or nothing at all. Both legs must have the
// same at stake: a pair of which one half is real is no hedge.
import { accepted, refused, type Checked } from '../../../core/checked.ts';
import type { VenueSite } from '../../../venues/adapter.ts';
import type { LocatedVenue } from '../../access/venue-access.ts';

export type Stakes = 'mainnet' | 'testnet' | 'local';

type Where = Pick<LocatedVenue, 'site'> & { readonly adapter: Pick<LocatedVenue['adapter'], 'name'> };

export function stakesOf(primary: Where, hedge: Where): Checked<Stakes> {
  const stakes = stakesAt(primary.site);
  if (stakes === stakesAt(hedge.site)) return accepted(stakes);
  return refused(
    'mixed-environments',
    `${placeOf(primary)}, and ${placeOf(hedge)}`,
    'use the same kind of place for both: two mainnets, two test networks, or two local servers',
  );
}

const stakesAt = (site: VenueSite): Stakes => {
  if (site.kind === 'local') return 'local';
  return site.environment === 'prod' ? 'mainnet' : 'testnet';
};

/** "grvt is on a test network (testnet)". */
function placeOf({ adapter: { name }, site }: Where): string {
  if (site.kind === 'local') return `${name} is a local server (${site.origin})`;
  return `${name} is on ${stakesAt(site) === 'mainnet' ? 'its mainnet' : 'a test network'} (${site.environment})`;
}
