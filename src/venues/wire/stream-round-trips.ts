// How long a stream takes to answer: pings, one after the other, each given up after a while.
import { limits, microseconds } from '../../core/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Stream } from './stream.ts';

/** In µs; a ping that comes to nothing ends it, so that a dead stream costs no more than one. */
export async function measureRoundTrips(
  stream: Pick<Stream, 'confirm'> | undefined,
  clock: Clock,
): Promise<readonly number[]> {
  const roundTripsUs: number[] = [];
  if (stream === undefined) return roundTripsUs;
  while (roundTripsUs.length < limits.roundTripSamples) {
    const sentAtUs = clock.nowUs();
    if (!(await isConfirmed(stream, clock))) break;
    roundTripsUs.push(clock.nowUs() - sentAtUs);
  }
  return roundTripsUs;
}

const isConfirmed = (stream: Pick<Stream, 'confirm'>, clock: Clock): Promise<boolean> =>
  new Promise((resolve) => {
    stream.confirm(() => resolve(true));
    clock.wakeAt(clock.nowUs() + microseconds(limits.requestTimeoutMs), () => resolve(false));
  });
