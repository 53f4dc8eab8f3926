// Both legs of a run over the wire, open and with prices: found before anything is decided, because what a venue lists decides.
import { assertPresent } from '../../../core/assert.ts';
import type { PairPrices } from '../../../core/check-at-prices.ts';
import { accepted, refused, type Checked } from '../../../core/checked.ts';
import { limits } from '../../../core/limits.ts';
import type { VenueAccess } from '../../access/venue-access.ts';
import type { VenuesChoice } from '../../settings/market-choice.ts';
import { stakesOf, type Stakes } from './stakes.ts';
import type { WaitingRoom } from './waiting-room.ts';
import { openLeg, type WireLeg } from './wire-leg.ts';

export interface OpenPair {
  readonly primary: WireLeg;
  readonly hedge: WireLeg;
  readonly prices: PairPrices;
  readonly stakes: Stakes;
}

export async function openPair(
  access: VenueAccess,
  waitingRoom: WaitingRoom,
  choice: VenuesChoice,
  ticker: string,
): Promise<Checked<OpenPair>> {
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
  const primary = await openLeg(access, choice.primary, ticker);
  if (!primary.ok) return primary;
  const hedge = await openLeg(access, choice.hedge, ticker);
  if (!hedge.ok) return hedge;
  const prices = await pricesOf(access, waitingRoom, primary.value, hedge.value);
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
  primary: WireLeg,
  hedge: WireLeg,
): Promise<Checked<PairPrices>> {
  const legs = [primary.instrument, hedge.instrument];
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
    primary: assertPresent(waitingRoom.touch(primary.instrument.key), 'a price of the primary'),
    hedge: assertPresent(waitingRoom.touch(hedge.instrument.key), 'a price of the hedge'),
  });
}
