// What a trade that adds risk does to the margin of both venues: its hedge will have to be carried too.
import { lotsToBase } from '../core/instrument.ts';
import {
  absLots,
  addLots,
  lots,
  negateLots,
  wholeLots,
  type BaseQuantity,
  type Lots,
} from '../core/money.ts';
import type { OtherRuns } from '../core/other-runs.ts';
import type { OrderRequest } from '../core/order.ts';
import { shareRoundedUp } from '../core/share.ts';
import { sideSign } from '../core/side.ts';
import { carriedWith, type MarginAfter } from './carried.ts';
import type { CarriedPosition } from './cross-margin.ts';
import { checkFreeMargin } from './free-margin.ts';
import { checkLiquidationDistance } from './liquidation-distance.ts';
import { checkMarginKnown } from './margin-known.ts';
import { checkOtherRunsKnown } from './other-runs.ts';
import type { Refusal } from './refusal.ts';
import type { MarginLeg, MarginView, RiskLeg, RiskView } from './view.ts';

/** Everything that works on the order's side is reckoned as filled, and as hedged by the same quantity on the other leg. */
export function checkMarginAfterTrade(
  order: OrderRequest,
  leg: RiskLeg,
  view: RiskView,
): Refusal | undefined {
  const inFlight = addLots(leg.orders.openOnSide(order.side), order.quantity);
  const position = addLots(leg.position, lots(sideSign(order.side) * inFlight));
  const other = leg === view.primary ? view.hedge : view.primary;
  const covered = lotsCovering(other, lotsToBase(leg.instrument, absLots(position)));
  const covering = position > 0 ? negateLots(covered) : covered;
  return checkLegs(view, { leg, position }, { leg: other, position: covering });
}

/**
 * The same before a BUILD has a direction: both legs as short of the whole size, because a short is asked for more as its price
 * moves against it.
 */
export function checkMarginForBuild(view: MarginView): Refusal | undefined {
  const short = (leg: MarginLeg): LegAfter => ({
    leg,
    position: negateLots(lotsCovering(leg, view.config.size)),
  });
  return checkLegs(view, short(view.primary), short(view.hedge));
}

interface LegAfter {
  readonly leg: MarginLeg;
  readonly position: Lots;
}

function checkLegs(view: MarginView, ...both: readonly [LegAfter, LegAfter]): Refusal | undefined {
  const after: MarginAfter[] = [];
  for (const { leg, position } of both) {
    const { instrument, touch, marginCheck } = leg;
    const unknown = checkMarginKnown(leg, view.nowUs) ?? checkOtherRunsKnown(leg, view.nowUs);
    const figures = marginCheck.latest;
    if (unknown !== undefined || figures === undefined) return unknown;
    if (touch === undefined)
      return {
        code: 'no-price',
        text: `the book of ${instrument.key} does not say what a position is worth`,
      };
    after.push(besideOtherRuns(carriedWith(leg, touch, figures, position), leg.otherRuns));
  }
  const [one, other] = after as [MarginAfter, MarginAfter];
  const { marginLimits } = view.config;
  const check = ({ leg }: LegAfter, margin: MarginAfter): Refusal | undefined =>
    checkFreeMargin(leg.instrument, margin.initial, marginLimits) ??
    checkLiquidationDistance(leg.instrument, margin.maintenance, marginLimits);
  if (both[0].leg.instrument.venueAccount !== both[1].leg.instrument.venueAccount)
    return check(both[0], one) ?? check(both[1], other);
  return check(both[0], besideTheOther(one, other)) ?? check(both[1], besideTheOther(other, one));
}

/** What other runs on the account may yet build must find its margin there, too; its maintenance is no more than that. */
function besideOtherRuns({ initial, maintenance }: MarginAfter, others: OtherRuns | undefined): MarginAfter {
  const toCome = others?.marginToCome ?? 0n;
  const beside = (position: CarriedPosition): CarriedPosition => ({
    ...position,
    others: position.others + toCome,
  });
  return { initial: beside(initial), maintenance: beside(maintenance) };
}

/** Legs of one account stand on one equity. That one gains where the other loses is left out: against us. */
function besideTheOther(own: MarginAfter, other: MarginAfter): MarginAfter {
  const beside = (mine: CarriedPosition, theirs: CarriedPosition): CarriedPosition => ({
    equity: mine.equity,
    others: mine.others + shareRoundedUp(theirs.notional, theirs.rate),
    notional: mine.notional,
    isLong: mine.isLong,
    rate: mine.rate,
  });
  return {
    initial: beside(own.initial, other.initial),
    maintenance: beside(own.maintenance, other.maintenance),
  };
}

/** A part of a lot counts as a whole one. */
function lotsCovering({ instrument }: Pick<MarginLeg, 'instrument'>, quantity: BaseQuantity): Lots {
  const perLot = instrument.baseUnitsPerLot;
  return wholeLots((quantity + perLot - 1n) / perLot);
}
