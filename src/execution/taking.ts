// What a taker order could do against a delta right now: one answer for judging and for sending, so that they never differ.
import { baseToLotsTowardsZero, lotsToBase } from '../core/instrument.ts';
import {
  absBase,
  absLots,
  addBase,
  addLots,
  baseQuantity,
  lots,
  maxLots,
  minLots,
  subtractLots,
  zeroBase,
  zeroLots,
  type BaseQuantity,
  type Lots,
} from '../core/money.ts';
import { oppositeSide, sideOfSign, sideSign, type Side } from '../core/side.ts';
import type { Leg } from './leg.ts';
import type { PairState } from './pair-state.ts';
import { isAtWorkAgain, mayBeDoneElsewhere } from './restart.ts';
import type { Refusal } from '../risk/refusal.ts';
import { isDoubted, shownBase, shownLots } from './shown.ts';
import { isOutOfRequests, mayTakeNow, tellWaiting } from './request-pacing.ts';
import { sendTaker } from './send.ts';
import { recordMiss, type TakerRounds } from './taker-rounds.ts';

/** The side that brings a delta back to zero. */
export const sideAgainst = (delta: BaseQuantity): Side => oppositeSide(sideOfSign(delta));

/**
 * What of a delta no order works against yet. Unknown and cancelling quantity makes it smaller, never larger, and so does what a
 * venue shows to be taken away already.
 */
function unhedgedBase(state: PairState, delta: BaseQuantity): BaseQuantity {
  return lessBase(untriedBase(state, delta), shownBase(state, sideAgainst(delta)));
}

/** The same, whatever a venue shows. An order that was sent again may be as large as whatever was naked before. */
function untriedBase(state: PairState, delta: BaseQuantity): BaseQuantity {
  if (state.restart?.strays.some(isAtWorkAgain) === true) return zeroBase;
  return lessBase(absBase(delta), workingBase(state, sideAgainst(delta)));
}

const lessBase = (whole: BaseQuantity, part: BaseQuantity): BaseQuantity =>
  part > whole ? zeroBase : baseQuantity(whole - part);

/** What may still fill on this side in orders that remove own delta, on both legs. */
export function workingBase({ primary, hedge }: PairState, side: Side): BaseQuantity {
  return addBase(
    lotsToBase(primary.instrument, primary.orders.openHedgingOnSide(side)),
    lotsToBase(hedge.instrument, hedge.orders.openHedgingOnSide(side)),
  );
}

export interface Reduction {
  readonly side: Side;
  readonly quantity: Lots;
  readonly reduceOnly: boolean;
}

/**
 * The order on this leg that takes away a delta of our own: reduce-only as far as the leg's own position goes, and only then,
 * where that is allowed, beyond. `undefined` when the venue would not take one now.
 */
export function reductionOn(
  state: PairState,
  delta: BaseQuantity,
  { leg, mayAdd }: Pick<Candidate, 'leg' | 'mayAdd'>,
): Reduction | undefined {
  if (!mayTake(state, leg)) return undefined;
  const side = sideAgainst(delta);
  const missing = baseToLotsTowardsZero(leg.instrument, unhedgedBase(state, delta));
  const reduced = minLots(missing, reducibleLots(state, leg, side));
  if (reduced >= leg.minimumLots) return { side, quantity: reduced, reduceOnly: true };
  const added = minLots(missing, mayAdd);
  return added >= leg.minimumLots ? { side, quantity: added, reduceOnly: false } : undefined;
}

/** The order on this leg that answers a foreign change of the other: reduce-only, and at most the pair's own size. */
export function offsetOn(state: PairState, leg: Leg, foreignBase: BaseQuantity): Reduction | undefined {
  return mayTake(state, leg) ? possibleOffset(state, leg, foreignBase) : undefined;
}

/** The same, whatever the moment forbids: `undefined` when the change cannot be answered at all, now or later. */
export function possibleOffset(state: PairState, leg: Leg, foreignBase: BaseQuantity): Reduction | undefined {
  if (foreignBase === 0n) return undefined;
  const side = sideAgainst(foreignBase);
  const size = baseToLotsTowardsZero(leg.instrument, state.config.size);
  const foreign = baseToLotsTowardsZero(leg.instrument, absBase(foreignBase));
  const missing = subtractLots(minLots(foreign, size), leg.orders.openInOffsets());
  const quantity = minLots(missing, reducibleLots(state, leg, side));
  return quantity >= leg.minimumLots ? { side, quantity, reduceOnly: true } : undefined;
}

/** No bound but what is naked. */
export const whateverIsNaked: Lots = lots(Number.MAX_SAFE_INTEGER);

export interface Candidate {
  readonly leg: Leg;
  /** How much the leg may grow by an order that cannot be reduce-only. */
  readonly mayAdd: Lots;
  /** Sends the order in its own way; without one it is an IOC that reaches as far as the band. */
  readonly sendIt?: (reduction: Reduction) => Refusal | undefined;
}

/** Sends what can be sent, on the first leg of these that can; what the gate refuses counts as a miss. */
export function tryTaking(state: PairState, rounds: TakerRounds, candidates: readonly Candidate[]): void {
  const { minimumBase } = state.hedge;
  const isWorkedOn = untriedBase(state, state.ownDelta) < minimumBase;
  // Our own request rate is waited for, and told; a venue that sends us away cannot be tried.
  const isWaiting = candidates.some(({ leg }) => isOutOfRequests(leg, state.nowUs));
  if (isWorkedOn || isWaiting) rounds.possibleAtUs = state.nowUs;
  if (unhedgedBase(state, state.ownDelta) < minimumBase || state.nowUs < rounds.nextTryAtUs) return;
  for (const { leg } of candidates) tellWaiting(state, leg);
  for (const candidate of candidates) {
    const reduction = reductionOn(state, state.ownDelta, candidate);
    if (reduction === undefined) continue;
    const { leg, sendIt } = candidate;
    rounds.possibleAtUs = state.nowUs;
    const role = leg === state.hedge ? 'hedge' : 'reduce';
    const refusal = sendIt === undefined ? sendTaker(state, leg, { ...reduction, role }) : sendIt(reduction);
    if (refusal !== undefined) recordMiss(rounds, state.nowUs);
    return;
  }
}

/** How much of the leg's position an order of this side may close, beside what works on that side or is shown to be gone. */
export function reducibleLots(state: PairState, leg: Leg, side: Side): Lots {
  if (leg.position * sideSign(side) >= 0) return zeroLots;
  const working = addLots(leg.orders.openOnSide(side), shownLots(state, leg, side));
  return maxLots(zeroLots, subtractLots(absLots(leg.position), working));
}

/**
 * There is a price, no rate limit, no order without a record that may have done it on the other venue, and no doubt about the position. Doubt ends by itself, because reduce-only cannot enlarge, and
 * with a snapshot: what that shows to be gone is not reduced again.
 */
function mayTake(state: PairState, leg: Leg): boolean {
  const { nowUs } = state;
  if (leg.touch === undefined || mayBeDoneElsewhere(state, leg)) return false;
  return mayTakeNow(leg, nowUs) && !isDoubted(leg, nowUs);
}
