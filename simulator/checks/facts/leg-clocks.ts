// Since when things on a leg have been as they should be: what a limit of time may be counted from.
import type { Observed } from '../../observed.ts';
import type { LegName, Scenario } from '../../scenario/scenario.ts';
import { bookFaults, FaultWindows, isLasting, queryFaults } from './fault-windows.ts';

export class LegClocks {
  /** Since when its venue answers queries truthfully, in µs since the epoch; Infinity while it may not. */
  truthfulSinceUs = Infinity;
  /** The same of its market being shown as it is. */
  visibleSinceUs = Infinity;
  /** The same of everything: no fault that lasts may act on it. */
  calmSinceUs = Infinity;
  readonly #leg: LegName;
  readonly #queries: FaultWindows;
  readonly #books: FaultWindows;
  readonly #all: FaultWindows;
  #reachableSinceUs = Infinity;
  #shownSinceUs = Infinity;

  constructor(scenario: Scenario, leg: LegName) {
    this.#leg = leg;
    this.#queries = new FaultWindows(scenario, leg, (kind) => queryFaults.has(kind));
    this.#books = new FaultWindows(scenario, leg, (kind) => bookFaults.has(kind));
    this.#all = new FaultWindows(scenario, leg, isLasting);
  }

  take({ truth, nowUs, startUs }: Observed): void {
    const { isReachable, isPublic, bid, ask } = truth[this.#leg];
    const isShown = isPublic && bid !== undefined && ask !== undefined;
    this.#reachableSinceUs = isReachable ? Math.min(this.#reachableSinceUs, nowUs) : Infinity;
    this.#shownSinceUs = isShown ? Math.min(this.#shownSinceUs, nowUs) : Infinity;
    const sinceStartUs = nowUs - startUs;
    this.truthfulSinceUs = Math.max(
      this.#reachableSinceUs,
      startUs + this.#queries.clearSinceUs(sinceStartUs),
    );
    this.visibleSinceUs = Math.max(this.#shownSinceUs, startUs + this.#books.clearSinceUs(sinceStartUs));
    this.calmSinceUs = Math.max(
      this.truthfulSinceUs,
      this.visibleSinceUs,
      startUs + this.#all.clearSinceUs(sinceStartUs),
    );
  }
}
