// Work that is waited for so long and no longer: a venue that is dead gives a verdict, not a wait.
import { microseconds } from '../../core/limits.ts';
import type { Clock } from '../../ports/clock.ts';

/** What the work came to, or `otherwise()` when its time is up; then it goes on, and what comes of it is nobody's. */
export function withinTime<Value>(
  clock: Clock,
  patienceMs: number,
  work: Promise<Value>,
  otherwise: () => Value,
): Promise<Value> {
  const timeUp = new Promise<Value>((resolve) => {
    clock.wakeAt(clock.nowUs() + microseconds(patienceMs), () => resolve(otherwise()));
  });
  return Promise.race([work, timeUp]);
}
