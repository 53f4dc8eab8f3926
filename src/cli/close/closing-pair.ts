// What the engine is asked to do with a pair that is closed: take both legs off in slices, the hedge as far as its live book bears it.
import { parityRate } from '../../core/conversion.ts';
import { lotsToBase } from '../../core/instrument.ts';
import { defaultMarginLimits } from '../../core/margin-limits.ts';
import { absBase, baseQuantity, maxBase, minBase, type BaseQuantity } from '../../core/money.ts';
import { exactly, quantum, sizeStep, type PairConfig, type Prices } from '../../core/pair.ts';
import { noSteering } from '../../core/steering.ts';
import type { PairPrices } from '../../core/check-at-prices.ts';
import type { RoundLeg } from './rounds.ts';

/** Of the pair, where that is more than ten times the smallest order: so much may be naked at a time. */
const slices = 10n;
const quantaPerSlice = 10n;
const failuresMax = 3;

export interface ClosingLegs {
  readonly primary: RoundLeg;
  readonly hedge: RoundLeg;
}

export function closingPair(
  { primary, hedge }: ClosingLegs,
  prices: PairPrices,
  runEpochSeconds: number,
): PairConfig {
  const size = sliceSize({ primary, hedge }, prices);
  return {
    primary: primary.instrument,
    hedge: hedge.instrument,
    conversions: [...new Set([primary.instrument.quote, hedge.instrument.quote])].map((quote) =>
      parityRate(quote, primary.instrument.quote),
    ),
    // It has been built: only the way back is gone.
    strategy: 'alternate',
    buildSide: primary.position < 0 ? 'sell' : 'buy',
    basisWindowMs: undefined,
    iterations: undefined,
    attemptsMax: undefined,
    durationMaxMs: undefined,
    volumeMax: undefined,
    sleep: exactly(0),
    hold: undefined,
    steering: noSteering,
    primaryMode: 'market',
    hedgeMode: 'depth-aware',
    makerPolicy: 'follow-touch',
    fillTimeoutMs: 5_000,
    cancelGapMs: 0,
    size,
    sizeMin: size,
    // Limits are there for what adds risk, and nothing here does.
    positionLimit: size,
    dailyLossLimit: undefined,
    notionalMax: undefined,
    orderRate: undefined,
    failuresMax,
    marginLimits: defaultMarginLimits,
    driftLimit: baseQuantity(size / 100n),
    runEpochSeconds,
  };
}

function sliceSize({ primary, hedge }: ClosingLegs, prices: PairPrices): BaseQuantity {
  const tenth = minBase(sizeOf(primary), sizeOf(hedge)) / slices;
  const least = maxBase(quantumOf(primary, prices.primary), quantumOf(hedge, prices.hedge)) * quantaPerSlice;
  const step = sizeStep({ primary: primary.instrument, hedge: hedge.instrument });
  const size = tenth > least ? tenth : least;
  return baseQuantity(((size + step - 1n) / step) * step);
}

const sizeOf = ({ instrument, position }: RoundLeg): BaseQuantity =>
  absBase(lotsToBase(instrument, position));

const quantumOf = ({ instrument }: RoundLeg, prices: Prices): BaseQuantity => quantum(instrument, prices);
