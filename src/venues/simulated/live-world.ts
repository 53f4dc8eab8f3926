// A simulated world on live books: each venue account is simulated, and its market is what the real venue says in public, as it is heard.
import { assert } from '../../core/assert.ts';
import type { EngineEvent } from '../../core/events.ts';
import type { Instrument, InstrumentKey, VenueAccountKey } from '../../core/instrument.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EventSink } from '../../ports/venue.ts';
import type { LiveListing } from './live-listing.ts';
import { LatencyModel, seenLateLatency } from './models/latency.ts';
import type { QueueModelName } from './models/queue.ts';
import { createSeededRandom } from './seeded-random.ts';
import { SimulatedVenue, type VenuePolicy } from './simulated-venue.ts';
import { defaultPolicy } from './world.ts';

export interface LiveLeg {
  readonly instrument: Instrument;
  readonly policy: Pick<VenuePolicy, 'oversizedReduceOnly'>;
}

export interface LiveWorldOptions {
  readonly legs: readonly LiveLeg[];
  readonly queueModel: QueueModelName;
  /** Of delays: what happens on the market is not repeatable. */
  readonly seed: number;
  readonly clock: Clock;
  /** Hears everything that reaches us from any of the simulated venues. */
  readonly sink: EventSink;
}

export interface LiveWorld {
  readonly venues: ReadonlyMap<VenueAccountKey, SimulatedVenue>;
  readonly listings: ReadonlyMap<InstrumentKey, LiveListing>;
  /** What real venues say in public. */
  readonly hear: EventSink;
}

export function createLiveWorld({ legs, queueModel, seed, clock, sink }: LiveWorldOptions): LiveWorld {
  const random = createSeededRandom(seed);
  const venues = new Map<VenueAccountKey, SimulatedVenue>();
  const listings = new Map<InstrumentKey, LiveListing>();
  for (const { instrument, policy } of legs) {
    const { venueAccount: account, key } = instrument;
    assert(!listings.has(key), 'the legs trade different instruments');
    const latency = new LatencyModel(seenLateLatency, random.fork(`latency of ${account}`));
    const venue =
      venues.get(account) ??
      new SimulatedVenue({ account, clock, sink, latency, policy: { ...defaultPolicy, ...policy } });
    venues.set(account, venue);
    listings.set(key, venue.listLive(instrument, queueModel));
  }
  return { venues, listings, hear: (event) => hear(listings, event) };
}

function hear(listings: ReadonlyMap<InstrumentKey, LiveListing>, event: EngineEvent): void {
  if (event.kind !== 'book' && event.kind !== 'trade' && event.kind !== 'funding-rate') return;
  listings.get(event.instrument)?.hear(event);
}
