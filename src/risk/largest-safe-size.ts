// The largest order size that a BUILD would be let through for, by the same rule that judges one: both legs short of it, after the
// adverse move. More is asked for the larger a position is, so the last size that passes is found by halving.
import { baseQuantity, type BaseQuantity } from '../core/money.ts';
import { checkMarginForBuild } from './margin-after-trade.ts';
import type { Refusal } from './refusal.ts';
import type { MarginView } from './view.ts';

export interface SafeSize {
  /** 0 where not even one step passes. */
  readonly size: BaseQuantity;
  /** What one step more is refused for; nothing where no size is. */
  readonly beyond: Refusal | undefined;
}

/** More than any account can carry. */
const stepsMax = 2n ** 44n;

/** `step` is what sizes are multiples of. */
export function largestSafeSize(view: MarginView, step: bigint): SafeSize {
  const refusalOf = (steps: bigint): Refusal | undefined =>
    checkMarginForBuild({ ...view, config: { ...view.config, size: baseQuantity(steps * step) } });
  let passed = 0n;
  let refused = 1n;
  while (refused < stepsMax && refusalOf(refused) === undefined) {
    passed = refused;
    refused *= 2n;
  }
  while (refused - passed > 1n) {
    const middle = (passed + refused) / 2n;
    if (refusalOf(middle) === undefined) passed = middle;
    else refused = middle;
  }
  return { size: baseQuantity(passed * step), beyond: refusalOf(refused) };
}
