// What a run is trading is not closed beside it: it would see its orders vanish and its position change by another hand, answer on the
// other leg, and build again when all looks flat. It has a way to end flat itself.
import { accepted, refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import type { Fence } from '../../journal/fence.ts';
import type { VenueAccess } from '../access/venue-access.ts';
import type { Environment } from '../access/variables.ts';
import { fenceLegs } from '../run/wire/fence-pair.ts';
import { legIdentity, type LegIdentity } from '../run/wire/pair-identity.ts';
import type { HoldingsQuestion } from './holdings.ts';

export interface KeepingAway extends HoldingsQuestion {
  readonly environment: Environment;
  readonly watch: { readonly onTrouble: (failure: CheckFailure) => void };
}

/** Where no fence can be kept at all that is told, and no reason not to close. Nothing is sent anywhere. */
export async function keepOthersAway(
  access: VenueAccess,
  { venues, ticker, environment, watch }: KeepingAway,
): Promise<Checked<Pick<Fence, 'release'>>> {
  const legs: LegIdentity[] = [];
  for (const venue of venues) {
    const located = await access.locate(venue);
    if (!located.ok) return located;
    legs.push(legIdentity(located.value, ticker));
  }
  const fence = fenceLegs(legs, environment);
  if (fence.ok) return fence;
  if (fence.code === 'pair-in-use')
    return refused(
      fence.code,
      fence.message,
      'stop it first: Ctrl-C ends it flat; where it does not answer, end its process, and close then',
    );
  watch.onTrouble(fence);
  return accepted({ release: () => undefined });
}
