// The result of a run as data: what `--json` prints, what the text summary shows, and what reports compare. Money and
// quantities are exact decimal text; ratios are text rounded to the places named in `places`.

/** Where the market and the fills come from; never confused, and said in every result. */
export type World = 'simulated' | 'replay' | 'paper' | 'local' | 'live';

/** Decimal places of what is a ratio or a measure, and not money. */
export const places = {
  bps: 4,
  percent: 6,
  perMillion: 4,
  share: 4,
  perHour: 2,
  spread: 8,
  valueTime: 6,
  seconds: 3,
} as const;

/** Null is a figure that has no value: a ratio to no volume, to no attempts, to no time. */
export type Ratio = string | null;

export interface RunSummary {
  readonly world: World;
  readonly notice: string;
  readonly endReason: string;
  readonly eventLogHash: string;
  readonly durationSeconds: string;

  /** The asset of every amount that names no other. */
  readonly quoteAsset: string;
  readonly baseAsset: string;
  readonly conversionRates: readonly ConversionSummary[];

  /** Completed ones. */
  readonly cycles: number;
  readonly cyclesAbandoned: number;
  readonly attempts: { readonly completed: number; readonly failed: number };
  readonly fillRate: Ratio;

  /** Primary-leg notional of matched quantity. */
  readonly volume: string;
  readonly volumePerHour: Ratio;
  readonly grossPnl: string;
  readonly fees: string;
  readonly rebates: string;
  /** Received > 0. */
  readonly funding: string;
  /** Gross − fees + rebates ± funding. */
  readonly netPnl: string;
  /** Gross ÷ volume. */
  readonly averageEdgeBps: Ratio;
  readonly pnlPercent: Ratio;
  /** −net ÷ volume × 1 000 000: negative is a gain. */
  readonly costPerMillion: Ratio;
  /** Per 1 000 000 of volume: what rebates paid, what spread and fees cost, and what is left. A run at no loss has a margin ≥ 0. */
  readonly noLossMargin: {
    readonly rebates: Ratio;
    readonly cost: Ratio;
    readonly margin: Ratio;
  };

  readonly netDelta: string;
  readonly positions: { readonly primary: string; readonly hedge: string };
  /** Positions too small to trade away, by leg; they are in `positions` and `netDelta` all the same. */
  readonly dust?: { readonly primary?: string; readonly hedge?: string };
  readonly exposureSeconds: string;
  readonly hedgeFailures: number;
  readonly recoveries: number;

  readonly legs: { readonly primary: LegSummary; readonly hedge: LegSummary };
  readonly spreadBySide: { readonly buy: SpreadSummary; readonly sell: SpreadSummary };
  readonly roundTrips: RoundTripSummary;
  /** Null while no hedge covered a quote. */
  readonly hedgeLatency: LatencySummary | null;
  readonly adjustments: readonly AdjustmentSummary[];
}

export interface ConversionSummary {
  readonly asset: string;
  /** Units of `quoteAsset` for one of `asset`. */
  readonly rate: string;
  /** Nobody stated it, and 1 was taken. */
  readonly assumed: boolean;
}

export interface LegSummary {
  readonly venue: string;
  readonly account: string;
  readonly instrument: string;
  readonly fills: number;
  /** Asset of the two notionals, which are what points follow. */
  readonly notionalAsset: string;
  readonly makerNotional: string;
  readonly takerNotional: string;
  readonly fees: readonly FeeSummary[];
  readonly takerTries: TakerTriesSummary;
  readonly grossPnl: string;
  readonly netPnl: string;
  /** ∫ |position| × mid dt in `quoteAsset` × hours. */
  readonly openInterestHours: string;
}

/** Orders that took, by how much of them filled; quantities in the base asset. */
export interface TakerTriesSummary {
  readonly tries: number;
  readonly complete: number;
  readonly partial: number;
  readonly empty: number;
  readonly quantitySent: string;
  readonly quantityFilled: string;
}

export interface FeeSummary {
  readonly asset: string;
  readonly charged: string;
  readonly rebated: string;
}

/** Over cycles in which the primary leg did one thing; averages are weighted by quantity, so that they add up. */
export interface SpreadSummary {
  readonly cycles: number;
  readonly quantity: string;
  /** Average sell − average buy price. */
  readonly averageSpread: Ratio;
  readonly averageEdgeBps: Ratio;
}

export interface RoundTripSummary {
  readonly count: number;
  /** By the side of BUILD on the primary. */
  readonly builtBy: { readonly buy: number; readonly sell: number };
  /** (buy − sell) ÷ all: 1 is always the same side, 0 as often the one as the other, −1 always the other. */
  readonly directionBias: Ratio;
  readonly wins: number;
  readonly winRate: Ratio;
  readonly grossPnl: string;
  readonly fees: string;
  readonly netPnl: string;
  readonly entrySpread: Ratio;
  readonly entryEdgeBps: Ratio;
  readonly exitSpread: Ratio;
  readonly exitEdgeBps: Ratio;
}

export interface LatencySummary {
  readonly samples: number;
  readonly venue: LatencyPercentiles;
  readonly local: LatencyPercentiles;
}

export interface LatencyPercentiles {
  readonly p50Us: number;
  readonly p99Us: number;
  readonly maxUs: number;
}

export interface AdjustmentSummary {
  readonly instrument: string;
  readonly quantity: string;
  /** The mid at which it was booked. */
  readonly price: string;
  readonly localTimeUs: number;
  readonly reason: string;
}
