// The machine's own clock: wall time at the start, and from there the monotonic one, so that a step of the wall clock moves nothing.
import { performance } from 'node:perf_hooks';
import type { Clock } from '../../ports/clock.ts';
import { TimerHeap } from '../simulated/timer-heap.ts';

const originMs = performance.timeOrigin;

export class SystemClock implements Clock {
  readonly #timers = new TimerHeap();
  #timeout: NodeJS.Timeout | undefined;
  /** When `#timeout` fires, in µs. */
  #armedForUs = Infinity;
  #aheadUs = 0;

  nowUs(): number {
    return Math.floor((originMs + performance.now()) * 1_000) + this.#aheadUs;
  }

  /** Its time goes on from here where it is behind: the wall clock was set back since somebody else read it. */
  goOnFrom(atUs: number): void {
    this.#aheadUs += Math.max(0, atUs - this.nowUs());
  }

  wakeAt(atUs: number, wake: () => void): void {
    this.#timers.add(atUs, wake);
    this.#arm();
  }

  /** Forgets all that was to be woken, so that the process can end. */
  stop(): void {
    clearTimeout(this.#timeout);
    this.#armedForUs = Infinity;
    while (this.#timers.nextUs !== Infinity) this.#timers.take();
  }

  /** One timer of the machine for all of ours: among equal times they run in the order of asking. */
  #arm(): void {
    const nextUs = this.#timers.nextUs;
    if (nextUs >= this.#armedForUs) return;
    clearTimeout(this.#timeout);
    this.#armedForUs = nextUs;
    const waitMs = Math.max(0, Math.ceil((nextUs - this.nowUs()) / 1_000));
    this.#timeout = setTimeout(() => this.#wake(), waitMs);
  }

  #wake(): void {
    this.#armedForUs = Infinity;
    const nowUs = this.nowUs();
    try {
      while (this.#timers.nextUs <= nowUs) this.#timers.take()();
    } finally {
      this.#arm();
    }
  }
}
