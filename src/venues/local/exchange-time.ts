// The time of a local venue: markets and appointments, each in its turn, up to now. Whoever asks the venue anything first lets it
// catch up, so that an order meets the market of its own moment and times never go back.
import { assert } from '../../core/assert.ts';
import type { Clock } from '../../ports/clock.ts';
import { TimerHeap } from '../simulated/timer-heap.ts';

/** Something that moves by itself. */
export interface Mover {
  /** When it moves next, in µs; Infinity when it does not. */
  nextUs(): number;
  moveOn(): void;
}

export class ExchangeTime {
  readonly #clock: Clock;
  readonly #movers: readonly Mover[];
  readonly #afterEach: () => void;
  readonly #appointments = new TimerHeap();
  #nowUs = 0;
  #isMoving = false;
  #armedForUs = Infinity;
  #isClosed = false;

  /** `afterEach` belongs to whatever has happened, and is called right after it. */
  constructor(clock: Clock, movers: readonly Mover[], afterEach: () => void) {
    this.#clock = clock;
    this.#movers = movers;
    this.#afterEach = afterEach;
  }

  /** Of what is happening, or has happened last, in µs. */
  get nowUs(): number {
    return this.#nowUs;
  }

  /** Lets everything happen that is due. While something happens, it is that something's time and nothing is done. */
  catchUp(): void {
    if (this.#isMoving || this.#isClosed) return;
    const nowUs = Math.max(this.#nowUs, this.#clock.nowUs());
    for (;;) {
      let nextUs = this.#appointments.nextUs;
      let next: Mover | undefined;
      for (const mover of this.#movers) {
        const atUs = mover.nextUs();
        if (atUs > nextUs || atUs === Infinity) continue;
        nextUs = atUs;
        next = mover;
      }
      if (nextUs > nowUs) break;
      this.#nowUs = Math.max(this.#nowUs, nextUs);
      this.happens(next === undefined ? this.#appointments.take() : () => next.moveOn());
    }
    this.#nowUs = nowUs;
    this.#arm();
  }

  /** Lets something happen now. Nothing happens within something else. */
  happens<Result>(work: () => Result): Result {
    assert(!this.#isMoving, 'nobody trades on a venue from within what it tells');
    this.#isMoving = true;
    try {
      const result = work();
      this.#afterEach();
      return result;
    } finally {
      this.#isMoving = false;
    }
  }

  wakeAt(atUs: number, wake: () => void): void {
    this.#appointments.add(atUs, wake);
    this.#arm();
  }

  /** Nothing happens any more. */
  close(): void {
    this.#isClosed = true;
  }

  /** One timer of the clock counts: what was set for another moment finds that and does nothing. */
  #arm(): void {
    const atUs = this.#movers.reduce(
      (earliest, mover) => Math.min(earliest, mover.nextUs()),
      this.#appointments.nextUs,
    );
    if (atUs >= this.#armedForUs || this.#isClosed) return;
    this.#armedForUs = atUs;
    this.#clock.wakeAt(atUs, () => {
      if (this.#armedForUs !== atUs) return;
      this.#armedForUs = Infinity;
      this.catchUp();
    });
  }
}
