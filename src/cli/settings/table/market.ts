// What is traded, and at which fees and rates.
import { simulatedTickers } from '../../../venues/simulated/instruments.ts';
import { venueRegistry } from '../../../venues/registry.ts';
import { fees, quoteRate } from '../read-amount.ts';
import { choice, text, type SettingGroup } from '../setting.ts';

const venueNames = Object.keys(venueRegistry);

export const marketSettings = {
  primary: {
    metavar: 'venue',
    help: `venue of the primary: ${venueNames.join(', ')}`,
    defaultInWords: 'a simulated one',
    read: choice(venueNames),
    choosesMarket: true,
  },
  hedge: {
    metavar: 'venue',
    help: 'venue of the hedge',
    defaultInWords: 'a simulated one',
    read: choice(venueNames),
    choosesMarket: true,
  },
  ticker: {
    metavar: 'name',
    help: `base coin; simulated: ${simulatedTickers.join(', ')}`,
    defaultInWords: 'ETH; recordings say themselves what they hold',
    read: text('name an asset, such as ETH'),
    choosesMarket: true,
  },
  replayPrimary: {
    metavar: 'file',
    help: 'recorded market of the primary, raw, raw .gz or imported; repeatable in backtests',
    read: text('name a file'),
    isRepeatable: true,
    choosesMarket: true,
  },
  replayHedge: {
    metavar: 'file',
    help: 'recorded market of the hedge',
    read: text('name a file'),
    isRepeatable: true,
    choosesMarket: true,
  },
  primaryFees: {
    metavar: 'maker/taker',
    unit: 'bps',
    help: 'in bps; a rebate is negative',
    defaultInWords: 'as listed, 2/5',
    isAlwaysSet: true,
    read: fees,
  },
  hedgeFees: {
    metavar: 'maker/taker',
    unit: 'bps',
    help: 'in bps; a rebate is negative',
    defaultInWords: 'as listed, 3/5.5',
    isAlwaysSet: true,
    read: fees,
  },
  quoteRate: {
    metavar: 'asset=rate',
    help: 'worth of an asset in the primary’s quote; repeatable',
    defaultInWords: '1, and said so',
    read: quoteRate,
    isRepeatable: true,
  },
} as const satisfies SettingGroup;
