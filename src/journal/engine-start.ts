// What a run's engine began with, exactly, as the journal keeps it: without it the turns of a journal are only read, with it they are
// played again. What is derived from it is not kept, and nothing secret is in it.
import type { ConversionRate } from '../core/conversion.ts';
import { formatDecimal, formatUnits, parseDecimal, parseUnits, type Decimal } from '../core/decimal.ts';
import { formatEdgeBps, parseEdgeBps } from '../core/edge.ts';
import {
  defineInstrument,
  type FeeSchedule,
  type Instrument,
  type InstrumentRules,
  type OrderIdMemory,
  type VenueAccountKey,
} from '../core/instrument.ts';
import type { MarginLimits } from '../core/margin-limits.ts';
import type { MarginRates } from '../core/margin.ts';
import {
  formatBase,
  formatFeeRateBps,
  formatQuote,
  parseBase,
  parseFeeRateBps,
  parseQuote,
  type Lots,
} from '../core/money.ts';
import type {
  DurationRange,
  HedgeMode,
  MakerPolicy,
  PairConfig,
  PrimaryMode,
  StrategyName,
} from '../core/pair.ts';
import type { OrderRate } from '../core/rate-limit.ts';
import { formatSharePercent, parseSharePercent } from '../core/share.ts';
import type { Side } from '../core/side.ts';
import type { Steering, VenueVolume } from '../core/steering.ts';
import type { DayRecord } from './day-file.ts';
import {
  converted,
  flag,
  integer,
  listOf,
  oneOf,
  optional,
  record,
  spelled,
  text,
  unreadable,
  type Field,
} from './fields.ts';

export interface EngineStart {
  readonly pair: PairConfig;
  /** Of the run's random stream. */
  readonly seed: number;
  /** What the day of its accounts held already; `undefined` where none was carried in. */
  readonly day: DayRecord | undefined;
}

export const writeEngineStart = (start: EngineStart): unknown => engineStart.write(start);

/** `undefined` for anything but what `writeEngineStart` made: an older version kept none. */
export function readEngineStart(json: unknown): EngineStart | undefined {
  const start = engineStart.read(json);
  return start === unreadable ? undefined : start;
}

const base = spelled(formatBase, parseBase);
const quote = spelled(formatQuote, parseQuote);
const share = spelled(formatSharePercent, parseSharePercent);
const feeRate = spelled(formatFeeRateBps, parseFeeRateBps);
const edge = spelled(formatEdgeBps, parseEdgeBps);
const decimal = spelled<Decimal>(formatDecimal, parseDecimal);
const rateUnits = spelled(
  (units: bigint) => formatUnits(units),
  (words) => parseUnits(words),
);
const side = oneOf<Side>({ buy: true, sell: true });
const duration = record<DurationRange>({ leastMs: integer(), mostMs: integer() });

const instrument: Field<Instrument> = converted(
  record<InstrumentRules>({
    venue: text(),
    account: text(),
    symbol: text(),
    base: text(),
    quote: text(),
    tickSize: decimal,
    lotSize: decimal,
    minQuantity: integer<Lots>(),
    minNotional: quote,
    fees: record<FeeSchedule>({ maker: feeRate, taker: feeRate }),
    margin: record<MarginRates>({ initial: share, maintenance: share }),
    restingLifeMs: optional(integer()),
    remembersClientOrderIds: optional(oneOf<OrderIdMemory>({ all: true, active: true, unknown: true })),
  }),
  { toKept: (defined: Instrument): InstrumentRules => defined, fromKept: defineInstrument },
);

const pair = record<PairConfig>({
  primary: instrument,
  hedge: instrument,
  conversions: listOf(
    record<ConversionRate>({ asset: text(), reportingAsset: text(), rateUnits, assumed: flag }),
  ),
  strategy: oneOf<StrategyName>({
    alternate: true,
    'mean-reversion': true,
    momentum: true,
    'best-edge': true,
  }),
  buildSide: side,
  basisWindowMs: optional(integer()),
  primaryMode: oneOf<PrimaryMode>({ bbo: true, bbo_minus_1: true, market: true }),
  hedgeMode: oneOf<HedgeMode>({
    market: true,
    iterative: true,
    'depth-aware': true,
    bbo: true,
    bbo_minus_1: true,
  }),
  makerPolicy: oneOf<MakerPolicy>({
    'follow-touch': true,
    adaptive: true,
    'fixed-s4': true,
    'fixed-s5': true,
  }),
  fillTimeoutMs: integer(),
  cancelGapMs: integer(),
  size: base,
  sizeMin: base,
  iterations: optional(integer()),
  attemptsMax: optional(integer()),
  durationMaxMs: optional(integer()),
  volumeMax: optional(quote),
  sleep: duration,
  hold: optional(duration),
  steering: record<Steering>({
    entryEdgeMin: optional(edge),
    exitEdgeMin: optional(edge),
    costPerMillionMax: optional(quote),
    unwindAdverseMax: optional(edge),
    unwindPatienceMs: optional(integer()),
    waitMaxMs: optional(integer()),
    untilUs: optional(integer()),
    volumePerDayMax: listOf(record<VenueVolume>({ venue: text(), amount: quote })),
  }),
  positionLimit: base,
  dailyLossLimit: optional(quote),
  notionalMax: optional(quote),
  orderRate: optional(record<OrderRate>({ requests: integer(), perMs: integer() })),
  failuresMax: integer(),
  marginLimits: record<MarginLimits>({
    moveShare: share,
    freeMarginShareMin: share,
    liquidationDistanceMin: share,
    liquidationDistanceReduce: share,
    lopsidedShare: share,
  }),
  driftLimit: base,
  runEpochSeconds: integer(),
});

const day = record<DayRecord>({
  dayStartUs: integer(),
  asset: text(),
  net: quote,
  traded: listOf(record({ venueAccount: text<VenueAccountKey>(), amount: quote })),
});

const engineStart: Field<EngineStart> = record<EngineStart>({ pair, seed: integer(), day: optional(day) });
