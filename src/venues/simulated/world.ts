// A whole simulated world from one seed: virtual time, a venue account per leg (or one for both), their markets and delays.
import { assert } from '../../core/assert.ts';
import type { VenueAccountKey } from '../../core/instrument.ts';
import { parseFundingRateBps } from '../../core/funding.ts';
import { parseQuote, type QuoteAmount } from '../../core/money.ts';
import type { MarketSource } from '../../ports/market-source.ts';
import type { EventSink } from '../../ports/venue.ts';
import { defaultLatency, LatencyModel, type LatencyOptions } from './models/latency.ts';
import type { QueueModelName } from './models/queue.ts';
import { createSeededRandom } from './seeded-random.ts';
import { SimulatedVenue, type VenuePolicy } from './simulated-venue.ts';
import { usualFundingBps } from './usual-funding.ts';
import { VirtualTime } from './virtual-time.ts';

export interface LegOptions {
  /** The market of the leg's instrument; its key says on which venue account it trades. */
  readonly source: MarketSource;
  readonly queueModel?: QueueModelName;
  /** Of the venue: where both legs share an account, the primary's holds. */
  readonly latency?: LatencyOptions;
  readonly policy?: Partial<VenuePolicy>;
}

export interface WorldOptions {
  readonly primary: LegOptions;
  readonly hedge: LegOptions;
  readonly seed: number;
  /** Hears everything that reaches us from either venue. */
  readonly sink: EventSink;
}

export interface World {
  readonly time: VirtualTime;
  readonly venues: ReadonlyMap<VenueAccountKey, SimulatedVenue>;
}

/** Enough for any size that the books can bear, so that margin refuses only where a scenario asks for it. */
export const defaultPolicy: VenuePolicy = {
  collateral: parseQuote('10000000') as QuoteAmount,
  oversizedReduceOnly: 'cut',
  newIdOnReplace: true,
  fundingRate: undefined,
  notTradingUntilUs: 0,
};

const primaryFunding = parseFundingRateBps(usualFundingBps.primary);
const hedgeFunding = parseFundingRateBps(usualFundingBps.hedge);

/** Time begins with the first message of either market. Each venue draws its delays from its own stream of the seed. */
export function createWorld({ primary, hedge, seed, sink }: WorldOptions): World {
  assert(
    primary.source.instrument.key !== hedge.source.instrument.key,
    'the legs trade different instruments',
  );
  const random = createSeededRandom(seed);
  const firstUs = Math.min(primary.source.nextTimeUs, hedge.source.nextTimeUs);
  const time = new VirtualTime(firstUs === Infinity ? 0 : firstUs);
  const venues = new Map<VenueAccountKey, SimulatedVenue>();
  for (const [leg, fundingRate] of [
    [primary, primaryFunding],
    [hedge, hedgeFunding],
  ] as const) {
    const account = leg.source.instrument.venueAccount;
    const venue =
      venues.get(account) ??
      new SimulatedVenue({
        account,
        clock: time,
        sink,
        latency: new LatencyModel(leg.latency ?? defaultLatency, random.fork(`latency of ${account}`)),
        policy: { ...defaultPolicy, fundingRate, ...leg.policy },
      });
    venues.set(account, venue);
    time.addStream(venue.list(leg.source, leg.queueModel ?? 'riskAverse'));
  }
  return { time, venues };
}
