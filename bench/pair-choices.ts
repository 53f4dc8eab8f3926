// What every pair of a benchmark trades by: one size, taken on the hedge venue, without a rest and without an end of its own.
import { limits } from '../src/core/limits.ts';
import { defaultMarginLimits } from '../src/core/margin-limits.ts';
import type { BaseQuantity } from '../src/core/money.ts';
import { exactly, type PairConfig } from '../src/core/pair.ts';
import { noSteering } from '../src/core/steering.ts';

export function pairChoices(
  size: BaseQuantity,
): Omit<PairConfig, 'primary' | 'hedge' | 'conversions' | 'runEpochSeconds'> {
  return {
    strategy: 'alternate',
    basisWindowMs: undefined,
    durationMaxMs: undefined,
    volumeMax: undefined,
    buildSide: 'buy',
    primaryMode: 'bbo',
    hedgeMode: 'market',
    makerPolicy: 'follow-touch',
    fillTimeoutMs: 5_000,
    cancelGapMs: 0,
    size,
    iterations: undefined,
    attemptsMax: undefined,
    sizeMin: size,
    sleep: exactly(0),
    hold: undefined,
    steering: noSteering,
    positionLimit: size,
    dailyLossLimit: undefined,
    notionalMax: undefined,
    orderRate: undefined,
    failuresMax: limits.consecutiveFailuresMax,
    marginLimits: defaultMarginLimits,
    driftLimit: 0n as BaseQuantity,
  };
}
