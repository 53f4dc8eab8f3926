// S4's two directions. They compare mids: raw, as they always did, or against the basis that is usual, because a standing basis
// otherwise means the same side every time.
import { oppositeSide, sideOfSign, type Side } from '../core/side.ts';
import type { StrategyView } from './strategy.ts';

/** The primary is dear: sell it, and the difference is expected to come back. Waits while nothing is dear. */
export function meanReversion(view: StrategyView): Side | undefined {
  const side = momentum(view);
  return side === undefined ? undefined : oppositeSide(side);
}

/** The primary is dear: buy it, and the difference is expected to grow. Waits while nothing is dear. */
export function momentum({ twiceBasis, usualTwiceBasis }: StrategyView): Side | undefined {
  if (usualTwiceBasis === undefined || twiceBasis === usualTwiceBasis) return undefined;
  return sideOfSign(twiceBasis - usualTwiceBasis);
}
