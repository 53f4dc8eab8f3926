// Virtual time: everything happens in order of its time, and equal times in one order that never changes.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VirtualTime, type TimedStream } from './virtual-time.ts';

/** A stream of items at given times that writes down when each ran. */
function streamOf(name: string, timesUs: readonly number[], log: string[], time: VirtualTime): TimedStream {
  let next = 0;
  return {
    get dueUs() {
      return timesUs[next] ?? Infinity;
    },
    run: () => {
      log.push(`${name} ${timesUs[next]} at ${time.nowUs()}`);
      next += 1;
    },
  };
}

function runAll(time: VirtualTime): void {
  while (time.runNext()) continue;
}

describe('virtual time', () => {
  test('streams and timers are merged by time', () => {
    const time = new VirtualTime(0);
    const log: string[] = [];
    time.addStream(streamOf('a', [10, 40], log, time));
    time.addStream(streamOf('b', [20, 30], log, time));
    time.wakeAt(25, () => log.push(`timer at ${time.nowUs()}`));
    runAll(time);
    expect(log).toEqual(['a 10 at 10', 'b 20 at 20', 'timer at 25', 'b 30 at 30', 'a 40 at 40']);
  });

  test('at one time: streams by registration, then timers by asking', () => {
    const time = new VirtualTime(0);
    const log: string[] = [];
    for (const name of ['first', 'second']) time.wakeAt(5, () => log.push(name));
    time.addStream(streamOf('a', [5, 5], log, time));
    time.addStream(streamOf('b', [5], log, time));
    runAll(time);
    expect(log).toEqual(['a 5 at 5', 'a 5 at 5', 'b 5 at 5', 'first', 'second']);
  });

  test('time begins where it is told to, and stands while nothing happens', () => {
    const time = new VirtualTime(1_723_161_256_000_000);
    expect(time.nowUs()).toBe(1_723_161_256_000_000);
    expect(time.peekUs()).toBe(Infinity);
    expect(time.runNext()).toBe(false);
    expect(time.nowUs()).toBe(1_723_161_256_000_000);
  });

  test('peek tells what comes next and changes nothing', () => {
    const time = new VirtualTime(0);
    time.addStream(streamOf('a', [30], [], time));
    time.wakeAt(20, () => undefined);
    expect([time.peekUs(), time.peekUs(), time.nowUs()]).toEqual([20, 20, 0]);
    time.runNext();
    expect([time.peekUs(), time.nowUs()]).toEqual([30, 20]);
  });

  test('what is late happens now: time never goes back', () => {
    const time = new VirtualTime(100);
    const log: string[] = [];
    time.addStream(streamOf('a', [50], log, time));
    time.wakeAt(60, () => log.push(`timer at ${time.nowUs()}`));
    expect(time.peekUs()).toBe(100);
    runAll(time);
    expect(log).toEqual(['a 50 at 100', 'timer at 100']);
  });

  test('a timer that sets a timer for now is followed by it before time moves on', () => {
    const time = new VirtualTime(0);
    const log: string[] = [];
    time.wakeAt(10, () => time.wakeAt(10, () => log.push(`inner at ${time.nowUs()}`)));
    time.wakeAt(11, () => log.push(`later at ${time.nowUs()}`));
    runAll(time);
    expect(log).toEqual(['inner at 10', 'later at 11']);
  });

  test('a stream that had run dry goes on when it has something again', () => {
    const time = new VirtualTime(0);
    const timesUs: number[] = [];
    const log: string[] = [];
    time.addStream(streamOf('a', timesUs, log, time));
    expect(time.runNext()).toBe(false);
    timesUs.push(7);
    expect(time.runNext()).toBe(true);
    expect(log).toEqual(['a 7 at 7']);
  });

  test('a time that is not a whole µs is a bug', () => {
    expect(() => new VirtualTime(0.5)).toThrow(/whole/);
    expect(() => new VirtualTime(0).wakeAt(Number.NaN, () => undefined)).toThrow(/whole/);
  });

  test('property: timers run sorted by time and, among equals, by asking, also when set while others run', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(20), fc.option(fc.nat(20)))), (timers) => {
        const time = new VirtualTime(0);
        const ran: { readonly atUs: number; readonly asked: number }[] = [];
        let asked = 0;
        const set = (atUs: number, thenAfterUs: number | null): void => {
          asked += 1;
          const timer = { atUs, asked };
          time.wakeAt(atUs, () => {
            expect(time.nowUs()).toBe(atUs);
            ran.push(timer);
            if (thenAfterUs !== null) set(atUs + thenAfterUs, null);
          });
        };
        for (const [atUs, thenAfterUs] of timers) set(atUs, thenAfterUs);
        runAll(time);
        expect(ran).toHaveLength(asked);
        // Sorting is stable, so that sorting by time alone keeps the order of asking among equals.
        const byAsking = ran.toSorted((one, other) => one.asked - other.asked);
        expect(ran).toEqual(byAsking.toSorted((one, other) => one.atUs - other.atUs));
      }),
    );
  });
});
