// Both legs of a run over the wire, open and with prices: found before anything is decided, because what a venue lists decides.
import { assertPresent } from '../../../core/assert.ts';
import type { PairPrices } from '../../../core/check-at-prices.ts';
import { accepted, refused, type Checked } from '../../../core/checked.ts';
import type { Instrument } from '../../../core/instrument.ts';
import { limits } from '../../../core/limits.ts';
import type { VenueAccess } from '../../access/venue-access.ts';
import type { VenuesChoice } from '../../settings/market-choice.ts';
import { stakesOf, type Stakes } from './stakes.ts';
import type { WaitingRoom } from './waiting-room.ts';
import type { WireLeg } from './wire-leg.ts';

export interface OpenLegs<Leg> {
  readonly primary: Leg;
  readonly hedge: Leg;
  readonly prices: PairPrices;
  readonly stakes: Stakes;
}

export type OpenPair = OpenLegs<WireLeg>;

interface Listed {
  readonly instrument: Instrument;
}

export interface OpenPairOptions<Leg extends Listed> {
  readonly access: VenueAccess;
  readonly waitingRoom: WaitingRoom;
  readonly choice: VenuesChoice;
  readonly ticker: string;
  readonly openLeg: (access: VenueAccess, name: string, ticker: string) => Promise<Checked<Leg>>;
}

export async function openPair<Leg extends Listed>({
  access,
  waitingRoom,
  choice,
  ticker,
  openLeg,
}: OpenPairOptions<Leg>): Promise<Checked<OpenLegs<Leg>>> {
  if (choice.primary === choice.hedge) {
    return refused(
      'same-instrument-twice',
      `primary and hedge are both ${ticker} on ${choice.primary}`,
      'name two venues',
    );
  }
  // Nothing is sent anywhere before it is known that both are meant to be there.
  const primaryPlace = await access.locate(choice.primary);
  if (!primaryPlace.ok) return primaryPlace;
  const hedgePlace = await access.locate(choice.hedge);
  if (!hedgePlace.ok) return hedgePlace;
  const stakes = stakesOf(primaryPlace.value, hedgePlace.value);
  if (!stakes.ok) return stakes;
  // Side by side, because each takes several round trips; whoever refuses waits for the other, so that nothing is under way any more.
  const [primary, hedge] = await Promise.all([
    openLeg(access, choice.primary, ticker),
    openLeg(access, choice.hedge, ticker),
  ]);
  if (!primary.ok) return primary;
  if (!hedge.ok) return hedge;
  const prices = await pricesOf(access, waitingRoom, primary.value.instrument, hedge.value.instrument);
  if (!prices.ok) return prices;
  return accepted({
    primary: primary.value,
    hedge: hedge.value,
    prices: prices.value,
    stakes: stakes.value,
  });
}

/** What both books show first. */
async function pricesOf(
  { clock }: VenueAccess,
  waitingRoom: WaitingRoom,
  primary: Instrument,
  hedge: Instrument,
): Promise<Checked<PairPrices>> {
  const legs = [primary, hedge];
  const silent = await waitingRoom.unpriced(
    legs.map(({ key }) => key),
    { clock, patienceMs: limits.followMs },
  );
  const empty = legs.find(({ key }) => silent.includes(key));
  if (empty !== undefined) {
    const { symbol, venue } = empty;
    return refused(
      'no-price',
      `the book of ${symbol} on ${venue} has no price on both sides`,
      'wait until it is traded, or take another --ticker',
    );
  }
  return accepted({
    primary: assertPresent(waitingRoom.touch(primary.key), 'a price of the primary'),
    hedge: assertPresent(waitingRoom.touch(hedge.key), 'a price of the hedge'),
  });
}
