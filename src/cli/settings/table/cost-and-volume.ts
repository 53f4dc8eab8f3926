// What the user steers by: edges and costs that gate a trade, volumes that end the run.
import { edgeBps, positiveQuote, quote, venueVolume } from '../read-amount.ts';
import type { SettingGroup } from '../setting.ts';

export const costAndVolumeSettings = {
  minEdgeBps: {
    metavar: 'bps',
    unit: 'bps',
    help: 'least gross edge that a BUILD must promise; may be negative',
    defaultInWords: 'none',
    read: edgeBps,
  },
  exitEdgeBps: {
    metavar: 'bps',
    unit: 'bps',
    help: 'gross edge that ends a hold early, at the latest at the MAX of --hold',
    defaultInWords: 'none',
    read: edgeBps,
  },
  maxCostPerMillion: {
    metavar: 'amount',
    unit: 'quote',
    help: 'net cost per 1M of volume that a BUILD may be expected to have, and the run may come to',
    defaultInWords: 'none',
    read: quote('use an amount in the primary’s quote, such as 800'),
  },
  volume: {
    metavar: 'amount',
    unit: 'quote',
    help: 'ends the run after this primary-leg volume, with the round trip under way',
    defaultInWords: 'none',
    read: positiveQuote('use an amount above 0 in the primary’s quote'),
  },
  volumePerDay: {
    metavar: 'venue=amount',
    help: 'ends the run when the venue’s notional since 00:00 UTC is this; repeatable',
    defaultInWords: 'none',
    read: venueVolume,
    isRepeatable: true,
  },
} as const satisfies SettingGroup;
