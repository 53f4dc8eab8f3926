// How much of an account is left, and how far it is from liquidation, once a position has been taken and the price has moved
// against it. Cross margin, exact, rounded against us.
import { floorDivide } from '../core/decimal.ts';
import { quoteAmount, type QuoteAmount } from '../core/money.ts';
import { share, shareRoundedUp, shareScale, type Share } from '../core/share.ts';

/** A position as part of its account, amounts in the quote asset. */
export interface CarriedPosition {
  /** Of the whole account, at today's price. */
  readonly equity: bigint;
  /** What everything else on the account must be backed by. */
  readonly others: bigint;
  /** What the position is worth at today's price, positive. */
  readonly notional: bigint;
  readonly isLong: boolean;
  /** The share of its worth that must back it: below 1. */
  readonly rate: Share;
}

/** What is left of equity after an adverse move of the price: E − x·N. */
export function equityAfter({ equity, notional }: CarriedPosition, move: Share): QuoteAmount {
  return quoteAmount(equity - shareRoundedUp(notional, move));
}

/**
 * Equity less what must back everything, after an adverse move x of the price. Equity E falls by x·N; what is asked for is O for
 * everything else, and r of what the position is worth then, (1 ∓ x)·N: less for a long, whose price has fallen, and more for a
 * short.
 *
 *     free = E − x·N − O − r·(1 ∓ x)·N
 */
export function freeMarginAfter(position: CarriedPosition, move: Share): QuoteAmount {
  return quoteAmount(floorDivide(scaledFreeMargin(position, move), shareScale * shareScale));
}

/**
 * The further adverse move d at which equity is just what must back everything, as a share of the price after the move x;
 * `undefined` for a position of nothing, which no move of this price liquidates. At d the position is worth (1 ∓ d)·N′, with
 * N′ = (1 ∓ x)·N, so that
 *
 *     E − x·N − d·N′ = O + r·(1 ∓ d)·N′   ⇒   d = (E − x·N − O − r·N′) ÷ ((1 ∓ r)·N′) = free ÷ ((1 ∓ r)·N′)
 */
export function liquidationDistanceAfter(position: CarriedPosition, move: Share): Share | undefined {
  const { notional, rate } = position;
  if (notional === 0n) return undefined;
  const worth = notional * movedBy(position, move);
  return share(floorDivide(scaledFreeMargin(position, move) * shareScale, worth * movedBy(position, rate)));
}

/** In units of 1 ÷ `shareScale`², so that nothing is rounded before the end. */
function scaledFreeMargin(position: CarriedPosition, move: Share): bigint {
  const { equity, others, notional, rate } = position;
  const lost = move * notional * shareScale;
  const asked = rate * notional * movedBy(position, move);
  return (equity - others) * shareScale * shareScale - lost - asked;
}

/** 1 ∓ x in units of 1 ÷ `shareScale`: what the adverse move leaves of the price. */
const movedBy = ({ isLong }: CarriedPosition, move: Share): bigint =>
  isLong ? shareScale - move : shareScale + move;
