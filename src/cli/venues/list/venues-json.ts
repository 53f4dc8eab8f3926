// Venues and pairs of them for a program: rates in bps and amounts as decimal texts.
import { formatFeeRateBps, formatQuote } from '../../../core/money.ts';
import type { DescribedVenue } from './capability-rows.ts';
import type { FeeFloor } from './fee-floors.ts';

export function describeVenues(venues: readonly DescribedVenue[]): Record<string, unknown> {
  return {
    venues: venues.map(({ name, canaries, capabilities: described }) => {
      const { listedFees, makerExpirySecondsMin, ...capabilities } = described;
      return {
        venue: name,
        ...capabilities,
        // What there is not is said to be so.
        deadMansSwitch: capabilities.deadMansSwitch ?? null,
        makerExpirySecondsMin: makerExpirySecondsMin ?? null,
        listedFeesBps: {
          maker: formatFeeRateBps(listedFees.maker),
          taker: formatFeeRateBps(listedFees.taker),
        },
        ...(canaries !== undefined && { canaries }),
      };
    }),
  };
}

export function describeFloors(
  floors: readonly FeeFloor[],
  notes: readonly string[],
): Record<string, unknown> {
  return {
    pairs: floors.map(({ primary, hedge, maker, taker, perMillion }) => ({
      primary,
      hedge,
      makerBps: formatFeeRateBps(maker),
      takerBps: formatFeeRateBps(taker),
      feesPerMillion: formatQuote(perMillion),
    })),
    notes,
  };
}
