// Every number of the synthetic market, with its unit in its name. How each was set, and what the market made of them measures
// beside the recordings, stands in docs/decisions/0003-synthetic-market.md; a test holds the two together.

export interface MarketParameters {
  readonly efficientPrice: EfficientPriceParameters;
  readonly primary: VenueParameters;
  readonly hedge: VenueParameters;
}

/** What one venue adds to the price that both share. */
export interface VenueParameters {
  readonly basis: BasisParameters;
  readonly orderFlow: OrderFlowParameters;
  readonly quotes: QuoteParameters;
  readonly depth: DepthParameters;
}

export interface EfficientPriceParameters {
  /** The price stands still within a step. */
  readonly stepMs: number;
  /** Root mean square of the diffusion alone, jumps apart. */
  readonly diffusionBpsPerRootSecond: number;
  /** Standard deviation of the volatility's logarithm, and how fast it forgets. */
  readonly logVolatilityDeviation: number;
  readonly volatilityMemorySeconds: number;
  readonly jumpsPerSecond: number;
  /** Mean size of a jump, up or down; exponentially distributed. */
  readonly jumpMeanBps: number;
}

/** The venue's own premium over the shared price: it wanders about a mean that stands. */
export interface BasisParameters {
  readonly meanBps: number;
  readonly deviationBps: number;
  readonly memorySeconds: number;
}

export interface OrderFlowParameters {
  /** Orders that nothing provoked. */
  readonly unprovokedOrdersPerSecond: number;
  /** How many further orders one order provokes, directly: below 1. Bursts grow with it. */
  readonly provokedOrdersPerOrder: number;
  /** How long a provocation lasts. */
  readonly excitementSeconds: number;
  readonly orderUsdMedian: number;
  readonly logSizeDeviation: number;
  /** Share of the orders that follow the last order's side, whatever the price does. */
  readonly herdingShare: number;
  /** 0: sides are a coin toss; 1: at the edge of what makers leave standing, all orders take the side that pays. */
  readonly informedShare: number;
}

export interface QuoteParameters {
  /** How often makers tend to the book although no quote is stale; in bursts of orders they do so more often. */
  readonly tendingPerSecond: number;
  /** Mean time from when a quote is stale until somebody acts on it. */
  readonly reactionMs: number;
  /** How long makers need once a stale quote of theirs was taken. */
  readonly alarmMs: number;
  /** How far beyond the touch the fair price may go before makers move their quotes. */
  readonly standingSlackBps: number;
  /** Probability that a taker is faster than the makers' update of a stale quote. */
  readonly pickOffProbability: number;
  /** Size of a taker's order for stale quotes, in ordinary orders. */
  readonly pickOffSizeFactor: number;
  /** The spread that makers aim at beyond one tick, on average, and the probability per update that they close in on it. */
  readonly extraSpreadBpsMean: number;
  readonly closeInProbability: number;
}

export interface DepthParameters {
  readonly levelsPerSide: number;
  /** Distance from the touch within which levels stand. */
  readonly reachBps: number;
  /** Median of what a touch grows to while it stands. */
  readonly touchUsdMedian: number;
  readonly touchLogDeviation: number;
  /** Share of a touch that is there when its price is first quoted. */
  readonly newTouchShare: number;
  /** Share of the missing (or surplus) quantity that comes (or goes) with each update. */
  readonly refillShare: number;
  /** How much thinner the side is that the fair price moves against: exponent at the edge of the standing slack. */
  readonly leanExponent: number;
  /** Mean quantity of a level that stands one bps behind the touch; it grows with distance to the power 3/2. */
  readonly levelUsdAtOneBps: number;
  readonly levelLogDeviation: number;
  /** New or changed levels behind the touch, per side and update. */
  readonly placementsPerUpdate: number;
}

export const defaultMarketParameters: MarketParameters = deepFreeze({
  efficientPrice: {
    stepMs: 50,
    diffusionBpsPerRootSecond: 0.55,
    logVolatilityDeviation: 0.6,
    volatilityMemorySeconds: 10,
    jumpsPerSecond: 0.09,
    jumpMeanBps: 2.2,
  },
  primary: {
    basis: { meanBps: -5.5, deviationBps: 1.9, memorySeconds: 1800 },
    orderFlow: {
      unprovokedOrdersPerSecond: 0.25,
      provokedOrdersPerOrder: 0.6,
      excitementSeconds: 0.15,
      orderUsdMedian: 300,
      logSizeDeviation: 2,
      herdingShare: 0.3,
      informedShare: 0.7,
    },
    quotes: {
      tendingPerSecond: 3,
      reactionMs: 80,
      alarmMs: 30,
      standingSlackBps: 0.75,
      pickOffProbability: 0.65,
      pickOffSizeFactor: 1,
      extraSpreadBpsMean: 0.05,
      closeInProbability: 0.3,
    },
    depth: {
      levelsPerSide: 24,
      reachBps: 12,
      touchUsdMedian: 30_000,
      touchLogDeviation: 0.5,
      newTouchShare: 0.02,
      refillShare: 0.15,
      leanExponent: 2,
      levelUsdAtOneBps: 6_000,
      levelLogDeviation: 0.8,
      placementsPerUpdate: 0.5,
    },
  },
  hedge: {
    basis: { meanBps: 5.5, deviationBps: 1.9, memorySeconds: 1800 },
    orderFlow: {
      unprovokedOrdersPerSecond: 0.25,
      provokedOrdersPerOrder: 0.6,
      excitementSeconds: 0.15,
      orderUsdMedian: 700,
      logSizeDeviation: 2,
      herdingShare: 0.3,
      informedShare: 0.7,
    },
    quotes: {
      tendingPerSecond: 4,
      reactionMs: 60,
      alarmMs: 20,
      standingSlackBps: 0.75,
      pickOffProbability: 0.65,
      pickOffSizeFactor: 1,
      extraSpreadBpsMean: 0.02,
      closeInProbability: 0.3,
    },
    depth: {
      levelsPerSide: 24,
      reachBps: 12,
      touchUsdMedian: 560_000,
      touchLogDeviation: 0.5,
      newTouchShare: 0.02,
      refillShare: 0.15,
      leanExponent: 2,
      levelUsdAtOneBps: 50_000,
      levelLogDeviation: 0.8,
      placementsPerUpdate: 0.5,
    },
  },
});

function deepFreeze(parameters: MarketParameters): MarketParameters {
  const freeze = (value: object): void => {
    for (const part of Object.values(value)) if (typeof part === 'object') freeze(part as object);
    Object.freeze(value);
  };
  freeze(parameters);
  return parameters;
}
