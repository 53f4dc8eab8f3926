// Since when things on a leg have been as they should be: what a limit of time may be counted from.
import type { LegName, Scenario } from '../../scenario/scenario.ts';
import { disturbsBooks, disturbsQueries, FaultWindows, lasts } from './fault-windows.ts';

export class LegClocks {
  readonly #queries: FaultWindows;
  readonly #books: FaultWindows;
  readonly #all: FaultWindows;
  #startUs = 0;
  #nowUs = 0;

  constructor(scenario: Scenario, leg: LegName) {
    this.#queries = new FaultWindows(scenario, leg, disturbsQueries);
    this.#books = new FaultWindows(scenario, leg, disturbsBooks);
    this.#all = new FaultWindows(scenario, leg, lasts);
  }

  /** What is asked for later is as of this moment. */
  moveTo(nowUs: number, startUs: number): void {
    this.#nowUs = nowUs;
    this.#startUs = startUs;
  }

  /** Since when its venue has answered queries truthfully, in µs since the epoch; Infinity while it may not. */
  get truthfulSinceUs(): number {
    return this.#since(this.#queries);
  }

  /** The same of its market being shown as it is. */
  get visibleSinceUs(): number {
    return this.#since(this.#books);
  }

  /** The same of everything: no fault that lasts may act on it. */
  get calmSinceUs(): number {
    return this.#since(this.#all);
  }

  #since(windows: FaultWindows): number {
    return this.#startUs + windows.clearSinceUs(this.#nowUs - this.#startUs);
  }
}
