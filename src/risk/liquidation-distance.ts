// A BUILD stays away from liquidation on either venue, after the trade and an adverse move: a leg that is liquidated leaves the
// other one naked.
import type { Instrument } from '../core/instrument.ts';
import type { MarginLimits } from '../core/margin-limits.ts';
import { formatSharePercent } from '../core/share.ts';
import { liquidationDistanceAfter, type CarriedPosition } from './cross-margin.ts';
import type { Refusal } from './refusal.ts';

export function checkLiquidationDistance(
  { venueAccount }: Instrument,
  after: CarriedPosition,
  { moveShare, liquidationDistanceMin }: MarginLimits,
): Refusal | undefined {
  const distance = liquidationDistanceAfter(after, moveShare);
  if (distance === undefined || distance >= liquidationDistanceMin) return undefined;
  return {
    code: 'liquidation-distance',
    text: `${venueAccount} would be ${formatSharePercent(distance)} % from liquidation after the trade and a move of ${formatSharePercent(moveShare)} %, below its limit of ${formatSharePercent(liquidationDistanceMin)} %`,
  };
}
