// Round trips over a stream: as many as were asked for, none of a stream that is dead, and never more than one ping waited for.
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { limits, microseconds } from '../../core/limits.ts';
import { VirtualTime } from '../simulated/virtual-time.ts';
import { measureRoundTrips } from './stream-round-trips.ts';

const tripUs = 40_000;

/** Lets time pass until the work is done. */
async function passing<Value>(time: VirtualTime, work: Promise<Value>): Promise<Value> {
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
  });
  for (;;) {
    await setImmediate();
    if (isDone || !time.runNext()) return done;
  }
}

describe('round trips', () => {
  it('one after the other, each as long as it took', async () => {
    const time = new VirtualTime(0);
    const answering = { confirm: (confirmed: () => void) => time.wakeAt(time.nowUs() + tripUs, confirmed) };
    expect(await passing(time, measureRoundTrips(answering, time))).toEqual(
      Array.from({ length: limits.roundTripSamples }, () => tripUs),
    );
  });

  it('a stream that stops answering has those that came before, and is waited for once', async () => {
    const time = new VirtualTime(0);
    let pings = 0;
    const dying = {
      confirm: (confirmed: () => void) => {
        pings += 1;
        if (pings <= 2) time.wakeAt(time.nowUs() + tripUs, confirmed);
      },
    };
    expect(await passing(time, measureRoundTrips(dying, time))).toEqual([tripUs, tripUs]);
    expect(time.nowUs()).toBe(2 * tripUs + microseconds(limits.requestTimeoutMs));
  });

  it('a stream that was never opened has none', async () => {
    expect(await measureRoundTrips(undefined, new VirtualTime(0))).toEqual([]);
  });
});
