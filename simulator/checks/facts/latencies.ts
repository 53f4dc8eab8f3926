// How long it takes to a venue and back, as the scenario has it: slow-downs included while they are felt.
import { limits, microseconds } from '../../../src/core/limits.ts';
import { legNames, type Scenario } from '../../scenario/scenario.ts';

/** Beside the way to the venue: a heartbeat on either end, and messages that come in bunches. */
const turnUs = microseconds(2 * limits.heartbeatMs + 500);
/** What a slow-down has held up comes in a row behind it. */
const feltUs = microseconds(10_000);

export class Latencies {
  readonly #usualUs: number;
  /** Extra, one way. */
  readonly #slow: readonly { readonly fromUs: number; readonly untilUs: number; readonly extraUs: number }[];

  constructor({ market, faults }: Scenario) {
    // Delays have a jitter, whose rare long ones are several times the usual.
    const oneWayUs = 2 * Math.max(...legNames.map((leg) => market.latencyUs[leg]));
    this.#usualUs = 2 * oneWayUs + market.speedBumpUs + turnUs;
    this.#slow = faults
      .filter(({ kind }) => kind === 'slow-requests' || kind === 'slow-replies')
      .map(({ fromUs, untilUs, amount }) => ({
        fromUs,
        untilUs: untilUs + feltUs,
        extraUs: microseconds(amount),
      }));
  }

  /** To a venue and back, with what decides on either side, at a time since the start of the run, in µs. */
  roundTripUs(sinceStartUs: number): number {
    let extraUs = 0;
    for (const slow of this.#slow)
      if (sinceStartUs >= slow.fromUs && sinceStartUs < slow.untilUs) extraUs += slow.extraUs;
    return this.#usualUs + extraUs;
  }
}
