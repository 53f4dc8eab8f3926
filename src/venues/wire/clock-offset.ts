// How far a venue's clock is from ours: asked for a few times, and the answer that came back fastest is believed, because the
// venue's word is worth no more than half a round trip. Who stays silent twice is not waited for again.
import { limits } from '../../core/limits.ts';
import type { Clock } from '../../ports/clock.ts';

export interface ClockOffset {
  /** Venue time − local time in µs: > 0 when the venue is ahead. */
  readonly offsetUs: number;
  /** Of the sample that is believed, in µs: the offset is right to half of it. */
  readonly roundTripUs: number;
}

/** `ask` returns the venue's time in µs, or `undefined` when it did not say. `undefined` when it never said. */
export async function measureClockOffset(
  clock: Clock,
  ask: () => Promise<number | undefined>,
): Promise<ClockOffset | undefined> {
  let best: ClockOffset | undefined;
  let silences = 0;
  for (let sample = 0; sample < limits.clockSamples && silences < limits.clockSilencesMax; sample += 1) {
    const askedAtUs = clock.nowUs();
    const venueUs = await ask();
    const toldAtUs = clock.nowUs();
    if (venueUs === undefined) {
      silences += 1;
      continue;
    }
    const roundTripUs = toldAtUs - askedAtUs;
    if (best !== undefined && roundTripUs >= best.roundTripUs) continue;
    best = { offsetUs: venueUs - askedAtUs - Math.floor(roundTripUs / 2), roundTripUs };
  }
  return best;
}
