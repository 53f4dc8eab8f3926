// A BUILD leaves free margin on either venue, after the trade and an adverse move: what a bad day takes must not be all there is.
import { formatRounded } from '../core/decimal.ts';
import type { Instrument } from '../core/instrument.ts';
import type { MarginLimits } from '../core/margin-limits.ts';
import { formatSharePercent, shareRoundedUp } from '../core/share.ts';
import { equityAfter, freeMarginAfter, type CarriedPosition } from './cross-margin.ts';
import type { Refusal } from './refusal.ts';

export function checkFreeMargin(
  { venueAccount, quote }: Instrument,
  after: CarriedPosition,
  { moveShare, freeMarginShareMin }: MarginLimits,
): Refusal | undefined {
  const equity = equityAfter(after, moveShare);
  const free = freeMarginAfter(after, moveShare);
  const least = shareRoundedUp(equity, freeMarginShareMin);
  if (equity > 0n && free >= least) return undefined;
  return {
    code: 'free-margin',
    text: `${venueAccount} would have ${formatRounded(free, 2)} ${quote} of free margin after the trade and a move of ${formatSharePercent(moveShare)} %, below ${formatSharePercent(freeMarginShareMin)} % of its equity of ${formatRounded(equity, 2)} ${quote}`,
  };
}
