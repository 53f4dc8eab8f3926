// What each ordered pair of venues costs at least, in fees alone: maker on the primary and taker on the hedge, for BUILD as for UNWIND.
// Spread and funding come on top, or off.
import { feePerMillion } from '../../../core/mode-fees.ts';
import type { FeeSchedule } from '../../../core/instrument.ts';
import { feeRate, type FeeRate, type QuoteAmount } from '../../../core/money.ts';

export interface FeesOfVenue {
  readonly venue: string;
  readonly fees: FeeSchedule;
}

export interface FeeFloor {
  readonly primary: string;
  readonly hedge: string;
  /** Of the primary; a rebate is < 0. */
  readonly maker: FeeRate;
  /** Of the hedge. */
  readonly taker: FeeRate;
  /**
   * Of 1 000 000 of primary volume. BUILD and UNWIND both are volume, and both pay this share of it: so much per million, however
   * often it goes round.
   */
  readonly perMillion: QuoteAmount;
}

/** The cheapest first; among equals by name. */
export function feeFloors(venues: readonly FeesOfVenue[]): FeeFloor[] {
  const byName = venues.toSorted((left, right) => compare(left.venue, right.venue));
  const floors = byName.flatMap((primary) =>
    byName.filter((hedge) => hedge !== primary).map((hedge) => floorOf(primary, hedge)),
  );
  return floors.sort((left, right) => compare(left.perMillion, right.perMillion));
}

function floorOf(primary: FeesOfVenue, hedge: FeesOfVenue): FeeFloor {
  const { maker } = primary.fees;
  const { taker } = hedge.fees;
  return {
    primary: primary.venue,
    hedge: hedge.venue,
    maker,
    taker,
    perMillion: feePerMillion(feeRate(maker + taker)),
  };
}

const compare = <Value extends bigint | string>(left: Value, right: Value): number =>
  left < right ? -1 : left > right ? 1 : 0;
