// What the user steers by: cost and volume, as gates before a trade and as ends of the run. Everything here is optional.
import type { Edge } from './edge.ts';
import type { QuoteAmount } from './money.ts';

export interface Steering {
  /** The least gross edge that a BUILD must promise at the prices of the moment. */
  readonly entryEdgeMin: Edge | undefined;
  /** The least gross edge that an UNWIND must promise; waited for until the longest hold is over. */
  readonly exitEdgeMin: Edge | undefined;
  /** Net cost per 1 000 000 of volume, in the reporting asset: gates each BUILD, and ends the run when it is exceeded. */
  readonly costPerMillionMax: QuoteAmount | undefined;
  /** How far the edge of an UNWIND may fall below what it was when the UNWIND began; beyond that it is taken. */
  readonly unwindAdverseMax: Edge | undefined;
  /** How long an UNWIND works as maker before it is taken. */
  readonly unwindPatienceMs: number | undefined;
  /** How long gates may keep the run from its next BUILD; then it ends. */
  readonly waitMaxMs: number | undefined;
  /** Local time at which the run ends, in µs. */
  readonly untilUs: number | undefined;
  /** Notional since 00:00 UTC, in the venue's quote asset, at which the run ends: the first that is reached. */
  readonly volumePerDayMax: readonly VenueVolume[];
}

export interface VenueVolume {
  readonly venue: string;
  readonly amount: QuoteAmount;
}

export const noSteering: Steering = {
  entryEdgeMin: undefined,
  exitEdgeMin: undefined,
  costPerMillionMax: undefined,
  unwindAdverseMax: undefined,
  unwindPatienceMs: undefined,
  waitMaxMs: undefined,
  untilUs: undefined,
  volumePerDayMax: [],
};
