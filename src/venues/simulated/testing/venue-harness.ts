// A simulated venue for tests: one instrument, a market that the test moves by hand, virtual time, and all events kept.
import type { EngineEvent } from '../../../core/events.ts';
import { parseQuote, ticks, lots, type QuoteAmount } from '../../../core/money.ts';
import { LevelBuffer } from '../../../core/levels.ts';
import type { VenueHarness } from '../../testing/contract-session.ts';
import { constantDelay, LatencyModel, type LatencyOptions } from '../models/latency.ts';
import type { QueueModelName } from '../models/queue.ts';
import { createSeededRandom } from '../seeded-random.ts';
import { SimulatedVenue, type VenuePolicy } from '../simulated-venue.ts';
import { VirtualTime } from '../virtual-time.ts';
import type { Listing } from '../listing.ts';
import { testInstrument } from './exchange.ts';
import { ScriptedSource } from './scripted-source.ts';

export const startUs = 1_000_000;

/** Feed 1 ms, entry 5 ms, cancel 3 ms, response 4 ms, always. */
export const plainLatency: LatencyOptions = {
  feed: constantDelay(1_000),
  entry: constantDelay(5_000),
  cancel: constantDelay(3_000),
  response: constantDelay(4_000),
  speedBumpUs: 0,
};

export interface SimulatedHarness extends VenueHarness {
  readonly venue: SimulatedVenue;
  readonly time: VirtualTime;
  readonly source: ScriptedSource;
  readonly listing: Listing;
  /** All that has reached us, market events copied. */
  readonly received: EngineEvent[];
}

export interface HarnessOptions {
  readonly latency?: LatencyOptions;
  readonly queueModel?: QueueModelName;
  readonly policy?: Partial<VenuePolicy>;
}

export function openSimulatedVenue(options: HarnessOptions = {}): SimulatedHarness {
  const time = new VirtualTime(startUs);
  const received: EngineEvent[] = [];
  const source = new ScriptedSource(testInstrument, () => venue.listing(testInstrument.key)?.look());
  const venue = new SimulatedVenue({
    account: testInstrument.venueAccount,
    clock: time,
    latency: new LatencyModel(options.latency ?? plainLatency, createSeededRandom(1)),
    sink: (event) => received.push(copyOf(event)),
    policy: {
      collateral: parseQuote('1000000') as QuoteAmount,
      oversizedReduceOnly: 'cut',
      newIdOnReplace: true,
      fundingRate: undefined,
      notTradingUntilUs: 0,
      ...options.policy,
    },
  });
  const listing = venue.list(source, options.queueModel ?? 'riskAverse');
  time.addStream(listing);
  let settled = 0;
  return {
    venue,
    time,
    source,
    listing,
    received,
    instrument: testInstrument,
    mid: ticks(10_000),
    unit: lots(2),
    show: (levels) => {
      source.snapshot(time.nowUs(), levels);
      listing.runMarket();
    },
    trade: (aggressor, price, quantity) => {
      source.trade(time.nowUs(), aggressor, price, quantity);
      listing.runMarket();
    },
    settle: () => {
      while (time.runNext()) continue;
      const news = received.slice(settled);
      settled = received.length;
      return Promise.resolve(news);
    },
    close: () => Promise.resolve(),
  };
}

/** Market events are lent for the call, so what is kept is a copy. */
function copyOf(event: EngineEvent): EngineEvent {
  if (event.kind !== 'book') return { ...event };
  const levels = new LevelBuffer();
  levels.copyFrom(event.levels);
  return { ...event, levels };
}
