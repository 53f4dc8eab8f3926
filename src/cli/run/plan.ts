// From flags to a plan: which instruments, which markets, which limits. Everything that can be wrong is found here, before
// anything starts.
import { parityRate, type ConversionRate } from '../../core/conversion.ts';
import { defineInstrument, type FeeSchedule, type Instrument } from '../../core/instrument.ts';
import { limits, microseconds } from '../../core/limits.ts';
import { baseQuantity, parseBase, parseQuote, type BaseQuantity } from '../../core/money.ts';
import { checkPair, exactly, type PairConfig } from '../../core/pair.ts';
import { noSteering } from '../../core/steering.ts';
import type { MarketSource } from '../../ports/market-source.ts';
import { openRecording } from '../../recorder/open-recording.ts';
import { recordedInstrument } from '../../recorder/recorded-instrument.ts';
import { commonClockOffsetUs, type Recording } from '../../recorder/recording.ts';
import { replaySource } from '../../recorder/replay-source.ts';
import type { World } from '../../reports/run-summary.ts';
import { defaultSimulatedTicker, simulatedPair } from '../../venues/simulated/instruments.ts';
import { syntheticMarket } from '../../venues/simulated/market/synthetic-market.ts';
import { createSeededRandom } from '../../venues/simulated/seeded-random.ts';
import { accepted, refused, type Checked } from '../usage-failure.ts';
import { rateFor, type RunFlags, type Speed } from './flags.ts';
import type { VenuePolicies } from './simulated-run.ts';

export interface RunPlan {
  readonly world: World;
  readonly flags: RunFlags;
  readonly config: PairConfig;
  readonly sources: { readonly primary: MarketSource; readonly hedge: MarketSource };
  /** What differs from the usual simulated venue. */
  readonly policies: VenuePolicies;
  readonly speed: Speed;
  /** Virtual time at which the run is told to stop, so that it ends flat while there is still a market; `undefined`: never. */
  readonly stopAtUs: number | undefined;
  /** When recorded data ends: it is played so far even when the run is flat before; `undefined`: the market is endless. */
  readonly dataEndUs: number | undefined;
  /** Facts that the user should know before the start: assumptions, gaps, spot. */
  readonly notes: readonly string[];
}

/** The synthetic market always opens at this moment, so that a seed says everything: 2026-01-05 00:00 UTC. */
const syntheticStartUs = 1_767_571_200_000_000;
const defaultIterations = 10;
/** S5's own. */
const defaultFillTimeoutMs = 5_000;
/** S1's default of 5 for ETH; other assets are limited to the order size. */
const defaultPositionLimits: Readonly<Record<string, BaseQuantity | undefined>> = { ETH: parseBase('5') };
/** S1's default, for what stands for an account. A recording is no account: it is played to its end unless a limit is given. */
const defaultDailyLossLimit = parseQuote('5');
/** Funding is not in a recording, and what is not known is not charged. */
const unfunded = { fundingRate: undefined };
/** Before recorded data ends: time to unwind as maker, and a second to take. */
const stopLeadMs = limits.unwindAsMakerMs + 1_000;

export function planRun(flags: RunFlags): Promise<Checked<RunPlan>> | Checked<RunPlan> {
  const { replayPrimary, replayHedge } = flags;
  return replayPrimary === undefined || replayHedge === undefined
    ? planSimulated(flags)
    : planReplay(flags, [replayPrimary, replayHedge]);
}

function planSimulated(flags: RunFlags): Checked<RunPlan> {
  const pair = simulatedPair(flags.ticker ?? defaultSimulatedTicker);
  if ('kind' in pair) return refused('unknown-ticker', `--ticker is "${pair.ticker}"`, pair.remedy);
  const primary = withFees(pair.primary, flags.primaryFees);
  const hedge = withFees(pair.hedge, flags.hedgeFees);
  const config = configure(flags, primary, hedge, Math.floor(syntheticStartUs / 1_000_000));
  if (!config.ok) return config;
  const sources = syntheticMarket({
    primary,
    hedge,
    startPrice: pair.startPrice,
    startUs: syntheticStartUs,
    random: createSeededRandom(flags.seed).fork('market'),
  });
  return accepted({
    world: 'simulated',
    flags,
    config: isBounded(flags) ? config.value : { ...config.value, ...boundIterations(defaultIterations) },
    sources,
    policies: { primary: {}, hedge: {} },
    speed: flags.speed ?? 1,
    stopAtUs: undefined,
    dataEndUs: undefined,
    notes: [],
  });
}

async function planReplay(flags: RunFlags, files: readonly [string, string]): Promise<Checked<RunPlan>> {
  const opened: Recording[] = [];
  for (const path of files) {
    const recording = await openRecording(path);
    if (!recording.ok)
      return refused(recording.failure.code, recording.failure.message, recording.failure.remedy);
    opened.push(recording.value);
  }
  const [primaryRecording, hedgeRecording] = opened as [Recording, Recording];
  const listed = simulatedPair(defaultSimulatedTicker);
  if ('kind' in listed) return refused('unknown-ticker', listed.ticker, listed.remedy);
  const primary = recordedInstrument(primaryRecording.facts, {
    venue: 'replay-primary',
    account: 'main',
    fees: flags.primaryFees ?? listed.primary.fees,
  });
  const hedge = recordedInstrument(hedgeRecording.facts, {
    venue: 'replay-hedge',
    account: 'main',
    fees: flags.hedgeFees ?? listed.hedge.fees,
  });
  const startUs = Math.max(primaryRecording.facts.startUs, hedgeRecording.facts.startUs);
  const endUs = Math.min(primaryRecording.facts.endUs, hedgeRecording.facts.endUs);
  const stopAtUs = endUs - microseconds(stopLeadMs);
  if (stopAtUs <= startUs) {
    return refused(
      'recordings-do-not-overlap',
      `the recordings share ${Math.max(0, Math.floor((endUs - startUs) / 1_000_000))} s of time`,
      `use two that overlap by more than ${Math.ceil(stopLeadMs / 1_000)} s`,
    );
  }
  const config = configure(flags, primary, hedge, Math.floor(startUs / 1_000_000));
  if (!config.ok) return config;
  const clockOffsetUs = commonClockOffsetUs(opened);
  return accepted({
    world: 'replay',
    flags,
    config: config.value,
    sources: {
      primary: replaySource(primaryRecording, { instrument: primary, clockOffsetUs, startUs, endUs }),
      hedge: replaySource(hedgeRecording, { instrument: hedge, clockOffsetUs, startUs, endUs }),
    },
    policies: { primary: unfunded, hedge: unfunded },
    speed: flags.speed ?? 'max',
    stopAtUs,
    dataEndUs: endUs,
    notes: opened.flatMap(({ facts }) => notesOn(facts)),
  });
}

function notesOn(facts: Recording['facts']): string[] {
  const market = `${facts.symbol} (${facts.kind}, tick ${facts.tickSize}, lot ${facts.lotSize})`;
  const gaps =
    facts.sequence.gapCount === 0 ? [] : [`${market}: ${facts.sequence.gapCount} gaps in the recorded depth`];
  return [...gaps, ...facts.assumptions.map((assumption) => `${market}: ${assumption}`)];
}

function configure(
  flags: RunFlags,
  primary: Instrument,
  hedge: Instrument,
  runEpochSeconds: number,
): Checked<PairConfig> {
  const config: PairConfig = {
    primary,
    hedge,
    conversions: conversionsOf(flags, primary, hedge),
    strategy: flags.strategy,
    buildSide: flags.side,
    primaryMode: flags.primaryMode,
    hedgeMode: flags.hedgeMode,
    makerPolicy: flags.makerPolicy,
    fillTimeoutMs: flags.fillTimeout ?? defaultFillTimeoutMs,
    cancelGapMs: flags.cancelGap,
    size: flags.size,
    ...(flags.iter === undefined ? boundless : boundIterations(flags.iter)),
    ...(flags.maxAttempts !== undefined && { attemptsMax: flags.maxAttempts }),
    basisWindowMs: flags.basisWindow,
    durationMaxMs: flags.duration,
    volumeMax: flags.volume,
    sizeMin: flags.size,
    sleep: exactly(flags.sleep),
    hold: undefined,
    steering: noSteering,
    positionLimit: positionLimitOf(flags, primary),
    dailyLossLimit:
      flags.maxDailyLoss ?? (flags.replayPrimary === undefined ? defaultDailyLossLimit : undefined),
    notionalMax: undefined,
    orderRate: undefined,
    failuresMax: limits.consecutiveFailuresMax,
    driftLimit: baseQuantity((flags.size * flags.maxDrift) / 10n ** 20n),
    runEpochSeconds,
  };
  const unknown = flags.quoteRate
    .map(([asset]) => asset)
    .find((asset) => asset === primary.quote || !config.conversions.some((rate) => rate.asset === asset));
  if (unknown !== undefined) {
    return refused(
      'useless-rate',
      `--quote-rate names ${unknown}, which is not converted in this pair`,
      hedge.quote === primary.quote ? 'leave it out' : `state ${hedge.quote}=… in ${primary.quote}`,
    );
  }
  const contradiction = checkPair(config);
  return contradiction === undefined ? accepted(config) : { ok: false, ...contradiction };
}

function conversionsOf(flags: RunFlags, primary: Instrument, hedge: Instrument): ConversionRate[] {
  const own = parityRate(primary.quote, primary.quote);
  return hedge.quote === primary.quote ? [own] : [own, rateFor(hedge.quote, primary.quote, flags)];
}

function positionLimitOf(flags: RunFlags, primary: Instrument): BaseQuantity {
  if (flags.maxPosition === 0n) return flags.size;
  return flags.maxPosition ?? defaultPositionLimits[primary.base] ?? flags.size;
}

/** Something that the user gave ends the run; otherwise it makes the default number of round trips. */
function isBounded({ iter, duration, volume, maxAttempts }: RunFlags): boolean {
  return [iter, duration, volume, maxAttempts].some((bound) => bound !== undefined);
}

type IterationBounds = Pick<PairConfig, 'iterations' | 'attemptsMax'>;
const boundless: IterationBounds = { iterations: undefined, attemptsMax: undefined };

const boundIterations = (iterations: number): IterationBounds => ({
  iterations,
  attemptsMax: iterations * limits.attemptsPerIteration,
});

function withFees(instrument: Instrument, fees: FeeSchedule | undefined): Instrument {
  return fees === undefined ? instrument : defineInstrument({ ...instrument, fees });
}
