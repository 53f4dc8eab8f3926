// Calls under way, in virtual time.
import { beforeEach, describe, expect, test } from 'vitest';
import { limits, microseconds } from '../../core/limits.ts';
import { VirtualTime } from '../simulated/virtual-time.ts';
import { PendingCalls } from './pending-calls.ts';

const patienceUs = microseconds(limits.requestTimeoutMs);

class CountingTime extends VirtualTime {
  timers = 0;

  override wakeAt(atUs: number, wake: () => void): void {
    this.timers += 1;
    super.wakeAt(atUs, wake);
  }
}

describe('pending calls', () => {
  let time: CountingTime;
  let calls: PendingCalls<string>;
  let told: string[];

  const add = (id: number): void =>
    calls.add(id, (answer) => told.push(`${id} ${answer} at ${time.nowUs()}`));
  const passUntil = (atUs: number): void => {
    time.wakeAt(atUs, () => undefined);
    while (time.peekUs() <= atUs) time.runNext();
  };

  beforeEach(() => {
    time = new CountingTime(0);
    calls = new PendingCalls(time, 'timed out');
    told = [];
  });

  test('a call ends with its answer, and a second one says nothing', () => {
    add(1);
    calls.answer(1, 'yes');
    calls.answer(1, 'no');
    passUntil(2 * patienceUs);
    expect(told).toEqual(['1 yes at 0']);
  });

  test('each call that nobody answers ends at the end of its own patience', () => {
    add(1);
    add(2);
    passUntil(1_000);
    add(3);
    calls.answer(2, 'yes');
    passUntil(2 * patienceUs);
    expect(told).toEqual([
      '2 yes at 1000',
      `1 timed out at ${patienceUs}`,
      `3 timed out at ${patienceUs + 1_000}`,
    ]);
  });

  test('many calls that are answered take one timer', () => {
    for (let id = 0; id < 1_000; id += 1) {
      add(id);
      calls.answer(id, 'yes');
    }
    expect([told.length, time.timers]).toEqual([1_000, 1]);
  });

  test('a patient call outlasts the patience of others, and ends with all of them', () => {
    calls.addPatient(1, (answer) => told.push(`1 ${answer}`));
    add(2);
    passUntil(3 * patienceUs);
    add(3);
    calls.answerAll('lost');
    passUntil(6 * patienceUs);
    expect(told).toEqual([`2 timed out at ${patienceUs}`, '1 lost', `3 lost at ${3 * patienceUs}`]);
  });

  test('what is forgotten is not told any more', () => {
    add(1);
    calls.forget();
    calls.answer(1, 'yes');
    passUntil(2 * patienceUs);
    expect(told).toEqual([]);
  });
});
