// A leg's position as part of its account: what the venue said of the account, less what of that was the position itself.
import { valueAtMid } from '../core/instrument.ts';
import type { MarginFigures } from '../core/margin.ts';
import { absLots, negateLots, type Lots } from '../core/money.ts';
import { shareRoundedDown, type Share } from '../core/share.ts';
import type { Touch } from '../market/touch.ts';
import type { CarriedPosition } from './cross-margin.ts';
import type { MarginLeg } from './view.ts';

export interface MarginAfter {
  /** Judged by what must be there for a position to be opened. */
  readonly initial: CarriedPosition;
  /** Judged by what it is liquidated below. */
  readonly maintenance: CarriedPosition;
}

/** The leg as it would be with this signed position, at the mid of this moment. */
export function carriedWith(
  leg: MarginLeg,
  touch: Touch,
  figures: MarginFigures,
  position: Lots,
): MarginAfter {
  const { margin } = leg.instrument;
  const { equity, initialMargin, maintenanceMargin } = figures;
  const notional = worthOf(leg, touch, position);
  const isLong = position > 0;
  const carried = (reported: bigint, rate: Share): CarriedPosition => ({
    equity,
    others: othersOf(leg, touch, figures, reported, rate),
    notional,
    isLong,
    rate,
  });
  return {
    initial: carried(initialMargin, margin.initial),
    maintenance: carried(maintenanceMargin, margin.maintenance),
  };
}

/** Whether the figures are of the position that is booked: none of its fills was booked after they were asked for. */
export const areOfThePosition = ({ lastFillAtUs }: MarginLeg, { askedAtUs }: MarginFigures): boolean =>
  askedAtUs >= lastFillAtUs;

/**
 * What the account is asked for beside the position. Figures that may lack a fill, or hold one that we had not booked, are not
 * taken apart: then all that was reported counts as something else, and the position comes on top.
 */
function othersOf(
  leg: MarginLeg,
  touch: Touch,
  figures: MarginFigures,
  reported: bigint,
  rate: Share,
): bigint {
  if (!areOfThePosition(leg, figures)) return reported;
  const own = shareRoundedDown(valueAtMid(leg.instrument, touch.bid, touch.ask, absLots(leg.position)), rate);
  return reported > own ? reported - own : 0n;
}

/** At mid, rounded up. */
const worthOf = ({ instrument }: MarginLeg, { bid, ask }: Touch, position: Lots): bigint =>
  -valueAtMid(instrument, bid, ask, negateLots(absLots(position)));
