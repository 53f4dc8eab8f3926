// The machine's clock, of which tests can wait for what is due in a moment.
import { SystemClock } from '../wire/system-clock.ts';

export class WatchedClock extends SystemClock {
  readonly #due = new Map<symbol, number>();
  #passed: () => void = () => undefined;

  override wakeAt(atUs: number, wake: () => void): void {
    const timer = Symbol('timer');
    this.#due.set(timer, atUs);
    super.wakeAt(atUs, () => {
      this.#due.delete(timer);
      wake();
      this.#passed();
    });
  }

  /** Done when nothing is due within so many ms; false when nothing was. */
  async awaitSoon(soonMs: number): Promise<boolean> {
    const untilUs = this.nowUs() + soonMs * 1_000;
    let hasWaited = false;
    while ([...this.#due.values()].some((atUs) => atUs <= untilUs)) {
      hasWaited = true;
      await new Promise<void>((resolve) => {
        this.#passed = resolve;
      });
    }
    return hasWaited;
  }
}
