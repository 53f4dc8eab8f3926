// From settings and two instruments to what the engine is asked to do. Contradictions are found here, before anything starts.
import { parityRate, type ConversionRate } from '../../core/conversion.ts';
import { defineInstrument, type Instrument } from '../../core/instrument.ts';
import { defaultMarginLimits, type MarginLimits } from '../../core/margin-limits.ts';
import { baseQuantity } from '../../core/money.ts';
import type { PairConfig } from '../../core/pair.ts';
import { checkPair, type ConfigFailure } from '../../core/check-pair.ts';
import type { Steering } from '../../core/steering.ts';
import type { MarketKind } from '../settings/derived-defaults.ts';
import { momentUs, utcText } from '../settings/read-time.ts';
import { settle, type SettingsInForce } from '../settings/in-force.ts';
import type { Layers } from '../settings/layers.ts';
import { refusedWith } from '../settings/refused-with.ts';
import type { Settings } from '../settings/table/table.ts';
import { contradictionIn } from '../settings/contradictions.ts';
import { accepted, type Checked } from '../../core/checked.ts';

export interface ListedPair {
  readonly kind: MarketKind;
  /** When the run's own clock starts, in µs. */
  readonly startUs: number;
  /** With the fees that are listed. */
  readonly primary: Instrument;
  readonly hedge: Instrument;
}

export interface ConfiguredPair {
  readonly settings: SettingsInForce;
  readonly config: PairConfig;
}

export function configure(layers: Layers, listed: ListedPair): Checked<ConfiguredPair> {
  const settings = settle(layers, listed);
  const { values } = settings;
  const { startUs } = listed;
  const primary = defineInstrument({ ...listed.primary, fees: values.primaryFees });
  const hedge = defineInstrument({ ...listed.hedge, fees: values.hedgeFees });
  const config: PairConfig = {
    primary,
    hedge,
    conversions: conversionsOf(settings, primary, hedge),
    strategy: values.strategy,
    buildSide: values.side,
    basisWindowMs: values.basisWindow,
    primaryMode: values.primaryMode,
    hedgeMode: values.hedgeMode,
    makerPolicy: values.makerPolicy,
    fillTimeoutMs: values.fillTimeout,
    cancelGapMs: values.cancelGap,
    size: values.size.most,
    sizeMin: values.size.least,
    iterations: values.iter,
    attemptsMax: values.maxAttempts,
    durationMaxMs: values.duration,
    volumeMax: values.volume,
    sleep: values.sleep,
    hold: values.hold,
    steering: steeringOf(values, startUs),
    positionLimit: values.maxPosition,
    dailyLossLimit: values.maxDailyLoss,
    notionalMax: values.maxNotional,
    orderRate: values.orderRate,
    failuresMax: values.maxFailures,
    marginLimits: marginLimitsOf(values),
    driftLimit: baseQuantity((values.size.most * values.maxDrift) / 10n ** 20n),
    runEpochSeconds: Math.floor(startUs / 1_000_000),
  };
  const failure =
    contradictionIn(settings) ?? strayRate(values, config) ?? pastEnd(config, startUs) ?? checkPair(config);
  return failure === undefined ? accepted({ settings, config }) : refusedWith(failure, settings);
}

export const marginLimitsOf = (values: Settings): MarginLimits => ({
  ...defaultMarginLimits,
  moveShare: values.marginMove,
  freeMarginShareMin: values.minFreeMargin,
  liquidationDistanceMin: values.minLiquidationDistance,
  liquidationDistanceReduce: values.reduceLiquidationDistance,
});

function steeringOf(values: Settings, startUs: number): Steering {
  return {
    entryEdgeMin: values.minEdgeBps,
    exitEdgeMin: values.exitEdgeBps,
    costPerMillionMax: values.maxCostPerMillion,
    unwindAdverseMax: values.unwindStopBps,
    unwindPatienceMs: values.unwindTimeout,
    waitMaxMs: values.maxWait,
    untilUs: values.until === undefined ? undefined : momentUs(values.until, startUs),
    volumePerDayMax: values.volumePerDay,
  };
}

/** The stated rate of the hedge's quote into the reporting asset, or parity, marked as assumed. */
function conversionsOf(
  { values, given }: SettingsInForce,
  primary: Instrument,
  hedge: Instrument,
): ConversionRate[] {
  const own = parityRate(primary.quote, primary.quote);
  if (hedge.quote === primary.quote) return [own];
  const stated = values.quoteRate.find(({ asset }) => asset === hedge.quote);
  if (stated === undefined || given.get('quoteRate')?.source.kind === 'default')
    return [own, parityRate(hedge.quote, primary.quote)];
  return [own, { ...stated, reportingAsset: primary.quote, assumed: false }];
}

function strayRate({ quoteRate }: Settings, { primary, hedge }: PairConfig): ConfigFailure | undefined {
  const stray = quoteRate.find(({ asset }) => asset === primary.quote || asset !== hedge.quote);
  if (stray === undefined) return undefined;
  return {
    code: 'useless-rate',
    message: `--quote-rate names ${stray.asset}, which is not converted in this pair`,
    remedy: hedge.quote === primary.quote ? 'leave it out' : `state ${hedge.quote}=… in ${primary.quote}`,
  };
}

function pastEnd({ steering: { untilUs } }: PairConfig, startUs: number): ConfigFailure | undefined {
  if (untilUs === undefined || untilUs > startUs) return undefined;
  return {
    code: 'until-in-the-past',
    message: `--until is ${utcText(untilUs)}, and the clock of this run starts at ${utcText(startUs)}`,
    remedy: 'give a later time, or HH:MM in UTC for the next such time',
  };
}
