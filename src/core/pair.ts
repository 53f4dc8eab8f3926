// What a run is asked to do: two instruments, a size, a mode for each leg, and the limits that the user sets.
import type { ConversionRate } from './conversion.ts';
import { lotsToBase, notional, type Instrument } from './instrument.ts';
import {
  baseQuantity,
  lots,
  maxBase,
  maxLots,
  midShiftedByBps,
  wholeLots,
  type BaseQuantity,
  type Lots,
  type QuoteAmount,
  type Ticks,
} from './money.ts';
import { floorDivide } from './decimal.ts';
import { limits } from './limits.ts';
import type { OrderRate } from './rate-limit.ts';
import type { MarginLimits } from './margin-limits.ts';
import type { Side } from './side.ts';
import type { Steering } from './steering.ts';

export const primaryModes = ['bbo', 'bbo_minus_1', 'market'] as const;
/** `bbo` joins the touch, `bbo_minus_1` goes one tick inside the spread (both post-only), `market` takes. */
export type PrimaryMode = (typeof primaryModes)[number];

/** The modes of either leg in which an order rests, and pays as maker. */
export type RestingMode = Exclude<PrimaryMode, 'market'>;

export const isRestingMode = (mode: PrimaryMode | HedgeMode): mode is RestingMode =>
  mode === 'bbo' || mode === 'bbo_minus_1';

export const makerPolicies = ['follow-touch', 'adaptive', 'fixed-s4', 'fixed-s5'] as const;
/** When a resting quote is cancelled to be made anew. */
export type MakerPolicy = (typeof makerPolicies)[number];

/**
 * `market` reaches as far as the price band at once; `iterative` takes at the touch, then one tick worse, then two;
 * `depth-aware` reaches as far as the live book makes necessary, and takes what it shows. `bbo` and `bbo_minus_1` rest, as on
 * the primary, for as long as that is patience and no more; what is left is taken as by `market`.
 */
export const hedgeModes = ['market', 'iterative', 'depth-aware', 'bbo', 'bbo_minus_1'] as const;
export type HedgeMode = (typeof hedgeModes)[number];

export const strategies = ['alternate', 'mean-reversion', 'momentum', 'best-edge'] as const;
export type StrategyName = (typeof strategies)[number];

/** From the least to the most, both included; one value where they are the same. In ms. */
export interface DurationRange {
  readonly leastMs: number;
  readonly mostMs: number;
}

export const exactly = (ms: number): DurationRange => ({ leastMs: ms, mostMs: ms });

export interface PairConfig {
  readonly primary: Instrument;
  readonly hedge: Instrument;
  /** Rates of every quote and fee asset into the reporting asset, which is the primary's quote. */
  readonly conversions: readonly ConversionRate[];
  readonly strategy: StrategyName;
  /** The side of BUILD on the primary, for a strategy that does not choose it. */
  readonly buildSide: Side;
  /** Directions compare mids against their median basis over this time; `undefined` compares raw mids. */
  readonly basisWindowMs: number | undefined;
  readonly primaryMode: PrimaryMode;
  readonly hedgeMode: HedgeMode;
  readonly makerPolicy: MakerPolicy;
  /** When `fixed-s5` gives a quote up. */
  readonly fillTimeoutMs: number;
  /** The primary venue's smallest time between two cancels; what must be cancelled for safety does not wait. */
  readonly cancelGapMs: number;
  /** Order size, the largest where it is drawn from a range: what every limit reckons with. A multiple of both lots. */
  readonly size: BaseQuantity;
  /** The smallest order size; the same as `size` where it is not drawn. */
  readonly sizeMin: BaseQuantity;
  /** Completed round trips after which the run ends; `undefined` runs until something else ends it. */
  readonly iterations: number | undefined;
  /** Attempts after which the run ends, completed or not. */
  readonly attemptsMax: number | undefined;
  /** Time after which the run ends, from its first event. */
  readonly durationMaxMs: number | undefined;
  /** Primary-leg volume, in the reporting asset, after which the run ends with the round trip under way. */
  readonly volumeMax: QuoteAmount | undefined;
  /** Pause between cycles. */
  readonly sleep: DurationRange;
  /** How long a pair is held between BUILD and UNWIND; `undefined` is the pause between cycles. */
  readonly hold: DurationRange | undefined;
  readonly steering: Steering;
  /** Per leg, absolute, worst case. */
  readonly positionLimit: BaseQuantity;
  /** Net of fees, in the reporting asset, since 00:00 UTC; positive. `undefined` is no limit. */
  readonly dailyLossLimit: QuoteAmount | undefined;
  /** In the reporting asset: no order may take a leg's position beyond it at mid, worst case. `undefined` is no limit. */
  readonly notionalMax: QuoteAmount | undefined;
  /** Requests that each venue account allows; legs on one account share it. `undefined` counts none. */
  readonly orderRate: OrderRate | undefined;
  /** Hedges in a row that could not be had, at which the pair halts; 1 halts at the first. */
  readonly failuresMax: number;
  readonly marginLimits: MarginLimits;
  /** Net delta beyond which nothing that adds risk is sent. */
  readonly driftLimit: BaseQuantity;
  /** Seconds of the clock at start: the first part of every client order id. */
  readonly runEpochSeconds: number;
}

/** The coarsest step in which sizes can be drawn: a multiple of both lots. */
export const sizeStep = ({ primary, hedge }: Pick<PairConfig, 'primary' | 'hedge'>): bigint =>
  leastCommonMultiple(primary.baseUnitsPerLot, hedge.baseUnitsPerLot);

function leastCommonMultiple(left: bigint, right: bigint): bigint {
  let [larger, smaller] = [left, right];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return (left / larger) * right;
}

/** Prices of one moment; `undefined` where a book says nothing. */
export type Prices = { readonly bid: Ticks; readonly ask: Ticks } | undefined;

/**
 * The smallest order that the venue takes at any price inside the band: the largest of its minimum quantity and its minimum
 * notional ÷ the lowest price of the band. One figure for judging and for sending.
 */
export function minimumOrder(instrument: Instrument, prices: Prices): Lots {
  if (prices === undefined || instrument.minNotional === 0n) return instrument.minQuantity;
  const lowest = midShiftedByBps(prices.bid, prices.ask, -limits.priceBandBps);
  const perLot = notional(instrument, lowest, lots(1));
  return maxLots(instrument.minQuantity, wholeLots(-floorDivide(-instrument.minNotional, perLot)));
}

/** Quantum of a hedge venue: the smallest net delta that it can take away. */
export function quantum(instrument: Instrument, prices: Prices): BaseQuantity {
  return lotsToBase(instrument, minimumOrder(instrument, prices));
}

/** Net delta that is judged flat: at most 1 % of the order size, or less than one quantum. It judges, it never delays. */
export function tolerance(config: PairConfig, hedgePrices: Prices): BaseQuantity {
  const share = baseQuantity((config.sizeMin * BigInt(limits.tolerancePercent)) / 100n);
  return maxBase(share, lessThanQuantum(config, hedgePrices));
}

/** Net delta beyond which nothing that adds risk is sent: the user's limit, but never finer than can be hedged. */
export function driftLimit(config: PairConfig, hedgePrices: Prices): BaseQuantity {
  return maxBase(config.driftLimit, lessThanQuantum(config, hedgePrices));
}

function lessThanQuantum(config: PairConfig, hedgePrices: Prices): BaseQuantity {
  return baseQuantity(quantum(config.hedge, hedgePrices) - 1n);
}
