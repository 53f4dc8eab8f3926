// Timers by due time, and by order of asking among equal times: what makes virtual time deterministic.
import { assertPresent } from '../../core/assert.ts';

interface Timer {
  readonly atUs: number;
  readonly sequence: number;
  readonly wake: () => void;
}

/** A binary heap, the earliest timer on top. */
export class TimerHeap {
  readonly #timers: Timer[] = [];
  #sequence = 0;
  /** Due time of the earliest timer in µs; Infinity when there is none. */
  nextUs = Infinity;

  add(atUs: number, wake: () => void): void {
    this.#sequence += 1;
    this.#rise({ atUs, sequence: this.#sequence, wake });
    if (atUs < this.nextUs) this.nextUs = atUs;
  }

  /** Takes out the earliest timer. Not to be called when there is none. */
  take(): () => void {
    const earliest = assertPresent(this.#timers[0], 'the earliest timer');
    const last = assertPresent(this.#timers.pop(), 'the last timer');
    if (last !== earliest) this.#sink(last);
    this.nextUs = this.#timers[0]?.atUs ?? Infinity;
    return earliest.wake;
  }

  #rise(timer: Timer): void {
    let index = this.#timers.length;
    while (index > 0) {
      const parent = (index - 1) >>> 1;
      const above = this.#timers[parent] as Timer;
      if (!isEarlier(timer, above)) break;
      this.#timers[index] = above;
      index = parent;
    }
    this.#timers[index] = timer;
  }

  /** Puts the timer in the place of the top, and lets it down to where it belongs. */
  #sink(timer: Timer): void {
    const count = this.#timers.length;
    let index = 0;
    for (let child = 1; child < count; child = 2 * index + 1) {
      const right = child + 1;
      if (right < count && isEarlier(this.#timers[right] as Timer, this.#timers[child] as Timer))
        child = right;
      const below = this.#timers[child] as Timer;
      if (!isEarlier(below, timer)) break;
      this.#timers[index] = below;
      index = child;
    }
    this.#timers[index] = timer;
  }
}

function isEarlier(one: Timer, other: Timer): boolean {
  return one.atUs < other.atUs || (one.atUs === other.atUs && one.sequence < other.sequence);
}
