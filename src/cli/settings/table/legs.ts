// How the two legs are traded: size, side, price, patience and pace.
import { hedgeModes, makerPolicies, primaryModes, strategies } from '../../../core/pair.ts';
import { positiveEdgeBps } from '../read-amount.ts';
import { sizeRange, timeRange } from '../read-range.ts';
import { time } from '../read-time.ts';
import { choice, type SettingGroup } from '../setting.ts';

const withinADay = { isZeroAllowed: true, daysMost: 1 };
const aboveZeroWithinADay = { isZeroAllowed: false, daysMost: 1 };

export const legSettings = {
  size: {
    metavar: 'quantity',
    unit: 'base',
    help: 'order size in the base asset, or a range A..B to draw from',
    default: '0.01',
    read: sizeRange,
  },
  strategy: {
    metavar: 'name',
    help: `which way BUILD goes: ${strategies.join(', ')}`,
    default: 'alternate',
    read: choice(strategies),
  },
  side: {
    metavar: 'side',
    help: 'side of BUILD on the primary for alternate: buy, sell',
    default: 'buy',
    read: choice(['buy', 'sell']),
  },
  basisWindow: {
    metavar: 'seconds',
    unit: 'seconds',
    help: 'compare mids against their median basis over this time',
    defaultInWords: 'raw mids; best-edge: 300',
    read: time(aboveZeroWithinADay),
  },
  primaryMode: {
    metavar: 'mode',
    help: `price of the primary: ${primaryModes.join(', ')}`,
    default: 'bbo',
    read: choice(primaryModes),
  },
  hedgeMode: {
    metavar: 'mode',
    help: `price of the hedge: ${hedgeModes.join(', ')}`,
    default: 'market',
    read: choice(hedgeModes),
  },
  makerPolicy: {
    metavar: 'name',
    help: `when a quote is made anew: ${makerPolicies.join(', ')}`,
    default: 'follow-touch',
    read: choice(makerPolicies),
  },
  fillTimeout: {
    metavar: 'seconds',
    unit: 'seconds',
    help: 'when fixed-s5 gives a quote up',
    default: '5',
    read: time(aboveZeroWithinADay),
  },
  cancelGap: {
    metavar: 'seconds',
    unit: 'seconds',
    help: 'smallest time between two cancels on the primary',
    default: '0',
    read: time(withinADay),
  },
  sleep: {
    metavar: 'seconds',
    unit: 'seconds',
    help: 'pause between cycles, or a range S..T to draw from',
    default: '0',
    read: timeRange(withinADay),
  },
  hold: {
    metavar: 'seconds',
    unit: 'seconds',
    help: 'how long a pair is held before UNWIND, or a range MIN..MAX',
    defaultInWords: 'the pause between cycles',
    read: timeRange({ isZeroAllowed: true, daysMost: 30 }),
  },
  unwindTimeout: {
    metavar: 'seconds',
    unit: 'seconds',
    help: 'an UNWIND that is not done as maker by then is taken',
    defaultInWords: 'none',
    read: time(aboveZeroWithinADay),
  },
  unwindStopBps: {
    metavar: 'bps',
    unit: 'bps',
    help: 'an UNWIND is taken when its edge has fallen by this since it began',
    defaultInWords: 'none',
    read: positiveEdgeBps,
  },
} as const satisfies SettingGroup;
