// Public market data of one instrument, in order: from a recording, a live stream or the synthetic market. It feeds simulated venues.
import type { LevelBuffer } from '../core/levels.ts';
import type { Instrument } from '../core/instrument.ts';
import type { Lots, Ticks } from '../core/money.ts';
import type { Side } from '../core/side.ts';

/** One message of the feed. Reused by its source: valid until the next `take`. */
export interface MarketMessage {
  /** `lost`: the feed has lost sight of the market, and knows nothing of it until the next snapshot. */
  kind: 'snapshot' | 'levels' | 'trade' | 'lost';
  /** When it happened at the venue, in µs; never goes back within a source. */
  venueTimeUs: number;
  /** When it reached the recorder on the same clock, ≥ venue time; `undefined` leaves the feed delay to a latency model. */
  localTimeUs: number | undefined;
  /** For `snapshot` and `levels`: what others show; our own orders are not in it. */
  readonly levels: LevelBuffer;
  /** For `trade`. */
  price: Ticks;
  quantity: Lots;
  aggressor: Side;
}

export interface MarketSource {
  readonly instrument: Instrument;
  /** Venue time of the next message in µs; Infinity when there is none. A field, because what a call returns is made an object of. */
  readonly nextTimeUs: number;
  /** Moves to the next message and lends it. Not to be called when there is none. */
  take(): MarketMessage;
}
