// How long things travel between a venue and us. Each way has a floor that physics sets and a jitter above it with the long
// tail that networks show, drawn from a stream of its own, so that one way's draws never shift another's.
import { assert } from '../../../core/assert.ts';
import type { Random } from '../../../ports/random.ts';

/** One way's delay: `floorUs` + a lognormal jitter with the given median and shape (0 is no spread). */
export interface Delay {
  readonly floorUs: number;
  readonly jitterMedianUs: number;
  readonly jitterShape: number;
}

export interface LatencyOptions {
  /** Public market data: venue → us. A recording's own times take its place. */
  readonly feed: Delay;
  /** Orders and queries: us → matching engine. */
  readonly entry: Delay;
  /** Cancels: us → matching engine. */
  readonly cancel: Delay;
  /** Acknowledgements, fills, answers: venue → us. */
  readonly response: Delay;
  /** How long the venue itself holds back every order that may take, in µs; 0 on venues without a speed bump. */
  readonly speedBumpUs: number;
}

/** The same delay every time. */
export const constantDelay = (floorUs: number): Delay => ({ floorUs, jitterMedianUs: 0, jitterShape: 0 });

/** A server in the venue's region, by the public internet: a round trip of about 12 ms. */
export const defaultLatency: LatencyOptions = {
  feed: { floorUs: 4_000, jitterMedianUs: 1_000, jitterShape: 0.8 },
  entry: { floorUs: 5_000, jitterMedianUs: 1_500, jitterShape: 0.8 },
  cancel: { floorUs: 5_000, jitterMedianUs: 1_500, jitterShape: 0.8 },
  response: { floorUs: 4_000, jitterMedianUs: 1_000, jitterShape: 0.8 },
  speedBumpUs: 0,
};

/** By what lies between us and a venue, as people choose it. */
export const latencyProfiles = {
  /** In the venue's own data centre: half a millisecond there and back. */
  colocated: {
    feed: { floorUs: 150, jitterMedianUs: 50, jitterShape: 0.8 },
    entry: { floorUs: 250, jitterMedianUs: 50, jitterShape: 0.8 },
    cancel: { floorUs: 250, jitterMedianUs: 50, jitterShape: 0.8 },
    response: { floorUs: 150, jitterMedianUs: 50, jitterShape: 0.8 },
    speedBumpUs: 0,
  },
  region: defaultLatency,
  /** On another continent: a round trip of about 190 ms. */
  overseas: {
    feed: { floorUs: 85_000, jitterMedianUs: 5_000, jitterShape: 0.8 },
    entry: { floorUs: 90_000, jitterMedianUs: 6_000, jitterShape: 0.8 },
    cancel: { floorUs: 90_000, jitterMedianUs: 6_000, jitterShape: 0.8 },
    response: { floorUs: 85_000, jitterMedianUs: 5_000, jitterShape: 0.8 },
    speedBumpUs: 0,
  },
} as const satisfies Readonly<Record<string, LatencyOptions>>;

export type LatencyProfile = keyof typeof latencyProfiles;

/**
 * The same, of a venue that is seen only through its own stream, and therefore one feed's way late: an order meets the market that will be
 * seen one feed's way after it has arrived. So the way there is longer by that, and the answer, which comes meanwhile, is almost there.
 */
export const seenLateLatency: LatencyOptions = {
  feed: constantDelay(0),
  entry: { floorUs: 9_000, jitterMedianUs: 3_000, jitterShape: 0.6 },
  cancel: { floorUs: 9_000, jitterMedianUs: 3_000, jitterShape: 0.6 },
  response: { floorUs: 0, jitterMedianUs: 1_000, jitterShape: 0.8 },
  speedBumpUs: 0,
};

/** Draws delays in whole µs. The order of arrival on one connection is the caller's to keep. */
export class LatencyModel {
  readonly feedUs: () => number;
  readonly entryUs: () => number;
  readonly cancelUs: () => number;
  readonly responseUs: () => number;
  readonly speedBumpUs: number;

  constructor(options: LatencyOptions, random: Random) {
    this.feedUs = sampler(options.feed, random.fork('feed'));
    this.entryUs = sampler(options.entry, random.fork('entry'));
    this.cancelUs = sampler(options.cancel, random.fork('cancel'));
    this.responseUs = sampler(options.response, random.fork('response'));
    this.speedBumpUs = options.speedBumpUs;
  }
}

function sampler({ floorUs, jitterMedianUs, jitterShape }: Delay, random: Random): () => number {
  assert(floorUs >= 0 && jitterMedianUs >= 0 && jitterShape >= 0, 'delays are not negative');
  if (jitterMedianUs === 0) return () => floorUs;
  return () => floorUs + Math.round(jitterMedianUs * Math.exp(jitterShape * random.normal()));
}
