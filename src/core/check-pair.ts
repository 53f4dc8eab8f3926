// Contradictions in what a run is asked to do that can be told without a price: found before anything starts, by the names of
// both settings, with the figure that works.
import { floorDivide, formatDecimal, formatRounded } from './decimal.ts';
import { isMultipleOfLot, lotsToBase } from './instrument.ts';
import { limits } from './limits.ts';
import { feePerMillion, feesOfModes } from './mode-fees.ts';
import {
  baseQuantity,
  formatBase,
  formatFeeRateBps,
  formatQuote,
  maxBase,
  type BaseQuantity,
} from './money.ts';
import { checkMarginLimits } from './margin-limits.ts';
import { sizeStep, type PairConfig } from './pair.ts';
import { isRateQuotable, leastQuotableRequests } from './rate-limit.ts';

export interface ConfigFailure {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

type Check = (config: PairConfig) => ConfigFailure | undefined;

/** The first contradiction; `undefined` when there is none. */
export function checkPair(config: PairConfig): ConfigFailure | undefined {
  for (const check of checks) {
    const failure = check(config);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

const checks: readonly Check[] = [
  sameInstrumentTwice,
  differentAssets,
  unevenSize,
  smallSize,
  positionLimitBelowSize,
  fillTimeoutAboveHardLimit,
  exitEdgeWithoutHold,
  costCapBelowFees,
  strangeVenueVolume,
  smallOrderRate,
  ({ marginLimits }) => checkMarginLimits(marginLimits),
];

function sameInstrumentTwice({ primary, hedge }: PairConfig): ConfigFailure | undefined {
  if (primary.key !== hedge.key) return undefined;
  return {
    code: 'same-instrument-twice',
    message: `primary and hedge are both ${primary.key}`,
    remedy: 'name two venues, or two instruments of one',
  };
}

function differentAssets({ primary, hedge }: PairConfig): ConfigFailure | undefined {
  if (primary.base === hedge.base) return undefined;
  return {
    code: 'different-assets',
    message: `the primary trades ${primary.base} and the hedge ${hedge.base}`,
    remedy: 'choose one asset that both venues list',
  };
}

function unevenSize(config: PairConfig): ConfigFailure | undefined {
  for (const instrument of [config.primary, config.hedge]) {
    const uneven = [config.sizeMin, config.size].find((each) => !isMultipleOfLot(instrument, each));
    if (uneven === undefined) continue;
    return {
      code: 'size-not-a-multiple-of-lot',
      message: `--size ${formatBase(uneven)} is no multiple of the lot ${formatDecimal(instrument.lotSize)} on ${instrument.venue}`,
      remedy: `use ${suggestSize(uneven, config)}`,
    };
  }
  return undefined;
}

/** The nearest whole multiple of both lots at or below the size and the next one, but at least one of the coarser lot. */
function suggestSize(size: BaseQuantity, config: PairConfig): string {
  const step = sizeStep(config);
  const below = floorDivide(size, step) * step;
  const suggestions = below > 0n ? [below, below + step] : [step];
  return suggestions.map((units) => formatBase(baseQuantity(units))).join(' or ');
}

function smallSize({ primary, hedge, sizeMin }: PairConfig): ConfigFailure | undefined {
  const minimum = maxBase(lotsToBase(primary, primary.minQuantity), lotsToBase(hedge, hedge.minQuantity));
  if (sizeMin >= minimum) return undefined;
  return {
    code: 'size-below-minimum',
    message: `--size ${formatBase(sizeMin)} is below the smallest order that both venues take`,
    remedy: `use at least ${formatBase(minimum)}`,
  };
}

function positionLimitBelowSize({ positionLimit, size }: PairConfig): ConfigFailure | undefined {
  if (positionLimit >= size) return undefined;
  return {
    code: 'position-limit-below-size',
    message: `--max-position ${formatBase(positionLimit)} is below --size ${formatBase(size)}`,
    remedy: `use --max-position ${formatBase(size)} or more, or 0 for the order size`,
  };
}

/** `fixed-s4` gives every quote up by then; no policy is more patient. */
function fillTimeoutAboveHardLimit({ fillTimeoutMs }: PairConfig): ConfigFailure | undefined {
  if (fillTimeoutMs <= limits.fixedS4FailMs) return undefined;
  const most = formatRounded(BigInt(limits.fixedS4FailMs), 0, 3);
  return {
    code: 'fill-timeout-above-hard-limit',
    message: `--fill-timeout is above the hard limit of ${most} s after which any quote is given up`,
    remedy: `use --fill-timeout ${most} or less`,
  };
}

function exitEdgeWithoutHold({ steering, hold }: PairConfig): ConfigFailure | undefined {
  if (steering.exitEdgeMin === undefined || hold !== undefined) return undefined;
  return {
    code: 'exit-edge-without-hold',
    message: '--exit-edge-bps is given without --hold, so nothing says when a pair is closed that never pays',
    remedy: 'give --hold MIN..MAX, such as --hold 0..10m: closed when it pays, at the latest at MAX',
  };
}

/** Before any spread: what the legs pay if everything fills as its mode means it to. */
function costCapBelowFees(config: PairConfig): ConfigFailure | undefined {
  const { costPerMillionMax } = config.steering;
  const fees = feesOfModes(config);
  const least = feePerMillion(fees.total);
  if (costPerMillionMax === undefined || costPerMillionMax >= least) return undefined;
  const legs = (['primary', 'hedge'] as const).map(
    (leg) => `${formatFeeRateBps(fees[leg].rate)} bps as ${fees[leg].liquidity} on ${config[leg].venue}`,
  );
  return {
    code: 'cost-cap-below-fees',
    message: `--max-cost-per-million ${formatQuote(costPerMillionMax)} is below what the fees alone cost, ${legs.join(' and ')}`,
    remedy: `use --max-cost-per-million ${formatQuote(least)} or more (a cycle breaks even at an edge of ${formatFeeRateBps(fees.total)} bps), or modes with lower fees`,
  };
}

function strangeVenueVolume({ steering, primary, hedge }: PairConfig): ConfigFailure | undefined {
  const stranger = steering.volumePerDayMax.find(
    ({ venue }) => venue !== primary.venue && venue !== hedge.venue,
  );
  if (stranger === undefined) return undefined;
  const known = [...new Set([primary.venue, hedge.venue])];
  return {
    code: 'volume-per-day-elsewhere',
    message: `--volume-per-day names ${stranger.venue}, and this pair trades on ${known.join(' and ')}`,
    remedy: `name ${known.join(' or ')}`,
  };
}

function smallOrderRate({ orderRate, primary, hedge }: PairConfig): ConfigFailure | undefined {
  const legsOnAccount = primary.venueAccount === hedge.venueAccount ? 2 : 1;
  if (orderRate === undefined || isRateQuotable(orderRate, legsOnAccount)) return undefined;
  return {
    code: 'order-rate-too-small',
    message: `--order-rate allows ${orderRate.requests} requests in ${orderRate.perMs} ms, which leaves no room for a quote and for asking after positions beside the reserve of ${limits.rateReservePercent} %`,
    remedy: `allow at least ${leastQuotableRequests(orderRate.perMs, legsOnAccount)} requests in that time`,
  };
}
