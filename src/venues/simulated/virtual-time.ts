// Time that passes only when something happens: streams of timed items and timers, merged into one order that is the same
// in every run. Among equal times streams come before timers, each in the order of registration, so that a request which
// arrives together with a market message meets the market after it.
import { assert } from '../../core/assert.ts';
import type { Clock } from '../../ports/clock.ts';
import { TimerHeap } from './timer-heap.ts';

/** A sequence of timed items that is pulled, one by one, when its turn has come. */
export interface TimedStream {
  /**
   * Time of the next item in µs; Infinity while there is none. A field, because what a call returns is made an object of, and this
   * is asked several times for each message.
   */
  readonly dueUs: number;
  /** Lets the next item happen. Called only when there is one, with the clock at its time. */
  run(): void;
}

export class VirtualTime implements Clock {
  readonly #streams: TimedStream[] = [];
  readonly #timers = new TimerHeap();
  /** A number before anything else, or else each new time would be an object. */
  #nowUs = 0;

  constructor(startUs: number) {
    assert(Number.isSafeInteger(startUs), `virtual time starts at a whole µs, not at ${startUs}`);
    this.#nowUs = startUs;
  }

  nowUs(): number {
    return this.#nowUs;
  }

  wakeAt(atUs: number, wake: () => void): void {
    assert(Number.isSafeInteger(atUs), 'a timer is set to a whole µs');
    this.#timers.add(Math.max(atUs, this.#nowUs), wake);
  }

  addStream(stream: TimedStream): void {
    this.#streams.push(stream);
  }

  /** Time of whatever happens next, in µs; Infinity when nothing is left. */
  peekUs(): number {
    let nextUs = this.#timers.nextUs;
    for (let index = 0; index < this.#streams.length; index += 1) {
      nextUs = Math.min(nextUs, (this.#streams[index] as TimedStream).dueUs);
    }
    return nextUs === Infinity ? Infinity : Math.max(nextUs, this.#nowUs);
  }

  /** Moves to whatever happens next and lets it happen; false when nothing does by `untilUs`. What is late happens now. */
  runNext(untilUs: number = Infinity): boolean {
    let nextUs = this.#timers.nextUs;
    let next: TimedStream | undefined;
    for (let index = this.#streams.length - 1; index >= 0; index -= 1) {
      const stream = this.#streams[index] as TimedStream;
      if (stream.dueUs > nextUs || stream.dueUs === Infinity) continue;
      nextUs = stream.dueUs;
      next = stream;
    }
    if (nextUs < this.#nowUs) nextUs = this.#nowUs;
    if (nextUs > untilUs || nextUs === Infinity) return false;
    this.#nowUs = nextUs;
    if (next === undefined) this.#timers.take()();
    else next.run();
    return true;
  }
}
