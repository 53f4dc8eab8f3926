// All settings of a run, in the order in which they are shown. This is the only list of them: options, variables, the file,
// `evenkeel config` and the journal's record are made from it.
import { hedgeModes, makerPolicies, primaryModes, strategies } from '../../core/pair.ts';
import { limits } from '../../core/limits.ts';
import { simulatedTickers } from '../../venues/simulated/instruments.ts';
import {
  edgeBps,
  fees,
  orderRate,
  percent,
  positiveEdgeBps,
  positiveQuote,
  quote,
  quoteRate,
  unsignedBase,
  venueVolume,
  wholeNumber,
} from './read-amount.ts';
import { sizeRange, timeRange } from './read-range.ts';
import { queueModel, queueModelNames, speed } from './read-simulation.ts';
import { moment, time } from './read-time.ts';
import { choice, text, type Reader, type Setting } from './setting.ts';

const withinADay = { isZeroAllowed: true, daysMost: 1 };
const aboveZeroWithinADay = { isZeroAllowed: false, daysMost: 1 };
const aboveZeroWithinAMonth = { isZeroAllowed: false, daysMost: 30 };
const fileRemedy = 'name a file';

export const table = {
  ticker: {
    group: 'market',
    metavar: 'name',
    help: `simulated market: ${simulatedTickers.join(', ')}`,
    defaultInWords: 'ETH; recordings say themselves what they hold',
    read: text('name an asset, such as ETH'),
    choosesMarket: true,
  },
  replayPrimary: {
    group: 'market',
    metavar: 'file',
    help: 'recorded market of the primary, raw, raw .gz or imported',
    read: text(fileRemedy),
    choosesMarket: true,
  },
  replayHedge: {
    group: 'market',
    metavar: 'file',
    help: 'recorded market of the hedge',
    read: text(fileRemedy),
    choosesMarket: true,
  },
  primaryFees: {
    group: 'market',
    metavar: 'maker/taker',
    help: 'in bps; a rebate is negative',
    defaultInWords: 'listed, 2/5',
    read: fees,
  },
  hedgeFees: {
    group: 'market',
    metavar: 'maker/taker',
    help: 'in bps; a rebate is negative',
    defaultInWords: 'listed, 3/5.5',
    read: fees,
  },
  quoteRate: {
    group: 'market',
    metavar: 'asset=rate',
    help: 'worth of an asset in the primary’s quote; repeatable',
    defaultInWords: '1, and said so',
    read: quoteRate,
    isRepeatable: true,
  },

  size: {
    group: 'legs',
    metavar: 'quantity',
    help: 'order size in the base asset, or a range A..B to draw from',
    default: '0.01',
    read: sizeRange,
  },
  strategy: {
    group: 'legs',
    metavar: 'name',
    help: `which way BUILD goes: ${strategies.join(', ')}`,
    default: 'alternate',
    read: choice(strategies),
  },
  side: {
    group: 'legs',
    metavar: 'side',
    help: 'side of BUILD on the primary for alternate: buy, sell',
    default: 'buy',
    read: choice(['buy', 'sell']),
  },
  basisWindow: {
    group: 'legs',
    metavar: 'seconds',
    help: 'compare mids against their median basis over this time',
    defaultInWords: 'raw mids',
    read: time(aboveZeroWithinADay),
  },
  primaryMode: {
    group: 'legs',
    metavar: 'mode',
    help: `price of the primary: ${primaryModes.join(', ')}`,
    default: 'bbo',
    read: choice(primaryModes),
  },
  hedgeMode: {
    group: 'legs',
    metavar: 'mode',
    help: `price of the hedge: ${hedgeModes.join(', ')}`,
    default: 'market',
    read: choice(hedgeModes),
  },
  makerPolicy: {
    group: 'legs',
    metavar: 'name',
    help: `when a quote is made anew: ${makerPolicies.join(', ')}`,
    default: 'follow-touch',
    read: choice(makerPolicies),
  },
  fillTimeout: {
    group: 'legs',
    metavar: 'seconds',
    help: 'when fixed-s5 gives a quote up',
    default: '5',
    read: time(aboveZeroWithinADay),
  },
  cancelGap: {
    group: 'legs',
    metavar: 'seconds',
    help: 'smallest time between two cancels on the primary',
    default: '0',
    read: time(withinADay),
  },
  sleep: {
    group: 'legs',
    metavar: 'seconds',
    help: 'pause between cycles, or a range S..T to draw from',
    default: '0',
    read: timeRange(withinADay),
  },
  hold: {
    group: 'legs',
    metavar: 'seconds',
    help: 'how long a pair is held before UNWIND, or a range MIN..MAX',
    defaultInWords: 'the pause between cycles',
    read: timeRange({ isZeroAllowed: true, daysMost: 30 }),
  },
  unwindTimeout: {
    group: 'legs',
    metavar: 'seconds',
    help: 'an UNWIND that is not done as maker by then is taken',
    defaultInWords: 'none',
    read: time(aboveZeroWithinADay),
  },
  unwindStopBps: {
    group: 'legs',
    metavar: 'bps',
    help: 'an UNWIND is taken when its edge has fallen by this since it began',
    defaultInWords: 'none',
    read: positiveEdgeBps,
  },

  minEdgeBps: {
    group: 'cost and volume',
    metavar: 'bps',
    help: 'least gross edge that a BUILD must promise; may be negative',
    defaultInWords: 'none',
    read: edgeBps,
  },
  exitEdgeBps: {
    group: 'cost and volume',
    metavar: 'bps',
    help: 'gross edge that ends a hold early, at the latest at the MAX of --hold',
    defaultInWords: 'none',
    read: edgeBps,
  },
  maxCostPerMillion: {
    group: 'cost and volume',
    metavar: 'amount',
    help: 'net cost per 1M of volume that a BUILD may be expected to have, and the run may come to',
    defaultInWords: 'none',
    read: quote('use an amount in the primary’s quote, such as 800'),
  },
  volume: {
    group: 'cost and volume',
    metavar: 'amount',
    help: 'ends the run after this primary-leg volume, with the round trip under way',
    defaultInWords: 'none',
    read: positiveQuote('use an amount above 0 in the primary’s quote'),
  },
  volumePerDay: {
    group: 'cost and volume',
    metavar: 'venue=amount',
    help: 'ends the run when the venue’s notional since 00:00 UTC is this; repeatable',
    defaultInWords: 'none',
    read: venueVolume,
    isRepeatable: true,
  },

  maxPosition: {
    group: 'limits',
    metavar: 'quantity',
    help: 'per leg; 0 means the order size',
    defaultInWords: '5 for ETH, else the order size',
    isAlwaysSet: true,
    read: unsignedBase('use a quantity in the base asset, or 0 for the order size'),
  },
  maxDailyLoss: {
    group: 'limits',
    metavar: 'amount',
    help: 'net of fees, since 00:00 UTC; ends the run flat',
    defaultInWords: '5; recordings: none',
    read: positiveQuote('use an amount above 0, such as 5'),
  },
  maxDrift: {
    group: 'limits',
    metavar: 'percent',
    help: 'net delta beyond which nothing that adds risk is sent, in % of the size',
    default: '1',
    read: percent('use a percentage of the order size from 0 to 100'),
  },
  maxNotional: {
    group: 'limits',
    metavar: 'amount',
    help: 'per leg, at mid and worst case, in the primary’s quote',
    defaultInWords: 'none',
    read: positiveQuote('use an amount above 0 in the primary’s quote'),
  },
  maxFailures: {
    group: 'limits',
    metavar: 'count',
    help: 'hedges in a row that could not be had, at which the pair halts',
    default: String(limits.consecutiveFailuresMax),
    read: wholeNumber(1, 1_000, 'use a whole number from 1 to 1000'),
  },
  orderRate: {
    group: 'limits',
    metavar: 'count/seconds',
    help: 'requests that a venue account allows in any such time; a part is kept for hedges and cancels',
    defaultInWords: 'none',
    read: orderRate,
  },

  iter: {
    group: 'ends',
    metavar: 'count',
    help: 'round trips, one BUILD and one UNWIND each',
    defaultInWords: '10 unless something else ends the run; recordings: until the data ends',
    read: wholeNumber(1, 1_000_000, 'use a whole number from 1 to 1000000'),
  },
  maxAttempts: {
    group: 'ends',
    metavar: 'count',
    help: 'ends the run after this many attempts',
    defaultInWords: '20 for each of --iter',
    read: wholeNumber(1, 100_000_000, 'use a whole number above 0'),
  },
  duration: {
    group: 'ends',
    metavar: 'time',
    help: 'ends the run, flat, after this time: seconds, or 90s, 30m, 8h',
    defaultInWords: 'none',
    read: time(aboveZeroWithinAMonth),
  },
  until: {
    group: 'ends',
    metavar: 'time',
    help: 'ends the run, flat, at this time: ISO 8601 with its zone, or HH:MM in UTC',
    defaultInWords: 'none',
    read: moment,
  },
  maxWait: {
    group: 'ends',
    metavar: 'seconds',
    help: 'ends the run when gates have kept it from its next BUILD for this long',
    defaultInWords: 'none',
    read: time(aboveZeroWithinAMonth),
  },

  seed: {
    group: 'simulation',
    metavar: 'number',
    help: 'the same seed is the same run',
    default: '1',
    read: wholeNumber(0, 2 ** 32 - 1, 'use a whole number from 0 to 4294967295'),
  },
  speed: {
    group: 'simulation',
    metavar: 'pace',
    help: 'real, max, or a multiple of real time',
    defaultInWords: 'real; recordings: max',
    isAlwaysSet: true,
    read: speed,
  },
  queueModel: {
    group: 'simulation',
    metavar: 'name',
    help: `when a resting order fills: ${queueModelNames.join(', ')}`,
    default: 'risk-averse',
    read: queueModel,
  },

  runsDir: {
    group: 'records',
    metavar: 'folder',
    help: 'where each run leaves its journal, fills.csv, log and summary',
    default: 'runs',
    read: text('name a folder'),
  },
} as const satisfies Readonly<Record<string, Setting>>;

export type Table = typeof table;
export type SettingName = keyof Table;

export const settingNames = Object.keys(table) as readonly SettingName[];

type ValueOf<Entry extends Setting> = Entry extends { readonly read: Reader<infer Value> } ? Value : never;
type Settled<Entry extends Setting> = Entry extends { readonly isRepeatable: true }
  ? readonly ValueOf<Entry>[]
  : Entry extends { readonly default: string } | { readonly isAlwaysSet: true }
    ? ValueOf<Entry>
    : ValueOf<Entry> | undefined;

/** Every setting with the value that its text means. Times are in ms, percentages in 10^−18 of a percent. */
export type Settings = { readonly [Name in SettingName]: Settled<Table[Name]> };
