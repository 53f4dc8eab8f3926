// From settings and two instruments to what the engine is asked to do. Contradictions are found here, before anything starts.
import { parityRate, type ConversionRate } from '../../core/conversion.ts';
import type { Instrument } from '../../core/instrument.ts';
import { baseQuantity } from '../../core/money.ts';
import type { PairConfig } from '../../core/pair.ts';
import { checkPair } from '../../core/check-pair.ts';
import type { Steering } from '../../core/steering.ts';
import { momentUs, utcText } from '../settings/read-time.ts';
import type { SettingsInForce } from '../settings/in-force.ts';
import type { Settings } from '../settings/table.ts';
import { contradictionIn } from '../settings/contradictions.ts';
import { accepted, refused, type Checked, type UsageFailure } from '../usage-failure.ts';

export interface PairOnClock {
  readonly primary: Instrument;
  readonly hedge: Instrument;
  /** When the run's own clock starts, in µs. */
  readonly startUs: number;
}

export function configure(
  settings: SettingsInForce,
  { primary, hedge, startUs }: PairOnClock,
): Checked<PairConfig> {
  const { values } = settings;
  const config: PairConfig = {
    primary,
    hedge,
    conversions: conversionsOf(values, primary, hedge),
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
    driftLimit: baseQuantity((values.size.most * values.maxDrift) / 10n ** 20n),
    runEpochSeconds: Math.floor(startUs / 1_000_000),
  };
  const contradiction = contradictionIn(settings) ?? strayRate(values, config) ?? pastEnd(config, startUs);
  if (contradiction !== undefined) return contradiction;
  const failure = checkPair(config);
  return failure === undefined ? accepted(config) : { ok: false, ...failure };
}

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
function conversionsOf({ quoteRate }: Settings, primary: Instrument, hedge: Instrument): ConversionRate[] {
  const own = parityRate(primary.quote, primary.quote);
  if (hedge.quote === primary.quote) return [own];
  const stated = quoteRate.find(({ asset }) => asset === hedge.quote);
  const rate =
    stated === undefined
      ? parityRate(hedge.quote, primary.quote)
      : { ...stated, reportingAsset: primary.quote, assumed: false };
  return [own, rate];
}

function strayRate({ quoteRate }: Settings, { primary, hedge }: PairConfig): UsageFailure | undefined {
  const stray = quoteRate.find(({ asset }) => asset === primary.quote || asset !== hedge.quote);
  if (stray === undefined) return undefined;
  return refused(
    'useless-rate',
    `--quote-rate names ${stray.asset}, which is not converted in this pair`,
    hedge.quote === primary.quote ? 'leave it out' : `state ${hedge.quote}=… in ${primary.quote}`,
  );
}

function pastEnd({ steering: { untilUs } }: PairConfig, startUs: number): UsageFailure | undefined {
  if (untilUs === undefined || untilUs > startUs) return undefined;
  return refused(
    'until-in-the-past',
    `--until is ${utcText(untilUs)}, and the clock of this run starts at ${utcText(startUs)}`,
    'give a later time, or HH:MM in UTC for the next such time',
  );
}
