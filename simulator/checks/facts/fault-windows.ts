// When faults of some kinds may act on a leg, what they set going included: what a checker has to allow for, known before the run
// because faults are data.
import { microseconds } from '../../../src/core/limits.ts';
import type { Fault, LegName, Scenario } from '../../scenario/scenario.ts';

export type VenueFaultKind = Fault['kind'];

/** Kinds whose `amount` is no time: they are over when they end. */
const timeless: ReadonlySet<VenueFaultKind> = new Set<VenueFaultKind>([
  'fills-truncated',
  'price-spike',
  'ioc-partial',
  'depth-thin',
  'overfill',
  'liquidated',
  'funding-paid',
  'manual-trade',
  'venue-clock-drifts',
  'journal-full',
  'journal-flipped',
  'journal-torn',
]);

/** What the last message of a fault may still hold up behind it, because messages do not overtake one another. */
const settlingMs = 1_000;

/** Answers to queries do not come, or do not say what is so. */
const queryFaults: ReadonlySet<VenueFaultKind> = new Set<VenueFaultKind>([
  'query-timed-out',
  'rate-limited',
  'rate-ban',
  'unavailable',
  'malformed',
  'timestamp-refused',
  'key-revoked',
  'order-not-found',
  'fills-late',
  'fills-truncated',
  'position-stale',
  'slow-requests',
  'slow-replies',
  'maintenance',
  'venue-clock-off',
  'venue-clock-drifts',
]);

/** The public stream does not show what is so. */
const bookFaults: ReadonlySet<VenueFaultKind> = new Set<VenueFaultKind>([
  'book-silent',
  'book-gap',
  'book-crossed',
  'book-empty',
  'price-spike',
  'price-zero',
  'depth-gone',
  'slow-replies',
  'venue-clock-off',
  'venue-clock-drifts',
]);

/** What is done by others, at its moment: nothing lasts. */
const deeds: ReadonlySet<VenueFaultKind> = new Set<VenueFaultKind>([
  'manual-trade',
  'manual-cancel',
  'orders-cancelled',
  'liquidated',
  'funding-paid',
]);

export const disturbsQueries = (kind: VenueFaultKind): boolean => queryFaults.has(kind);
export const disturbsBooks = (kind: VenueFaultKind): boolean => bookFaults.has(kind);
export const lasts = (kind: VenueFaultKind): boolean => !deeds.has(kind);

/** Asked in the order of time, and only when somebody wants to know. */
export class FaultWindows {
  /** By their beginnings, in µs since the start of the run. */
  readonly #windows: readonly { readonly fromUs: number; readonly untilUs: number }[];
  #next = 0;
  #clearSinceUs = 0;

  constructor(scenario: Scenario, leg: LegName, isCounted: (kind: VenueFaultKind) => boolean) {
    const { isOneAccount } = scenario.workload;
    const windows: { fromUs: number; untilUs: number }[] = [];
    for (const fault of scenario.faults) {
      if (!isCounted(fault.kind) || (fault.leg !== leg && !isOneAccount)) continue;
      const lastsMs = settlingMs + (timeless.has(fault.kind) ? 0 : Math.abs(fault.amount));
      windows.push({ fromUs: fault.fromUs, untilUs: fault.untilUs + microseconds(lastsMs) });
    }
    this.#windows = windows.sort((left, right) => left.fromUs - right.fromUs);
  }

  /** Since when none of them may act, in µs since the start of the run; Infinity while one may. */
  clearSinceUs(sinceStartUs: number): number {
    for (;;) {
      const window = this.#windows[this.#next];
      if (window === undefined || sinceStartUs < window.fromUs) break;
      this.#clearSinceUs = Math.max(this.#clearSinceUs, window.untilUs);
      this.#next += 1;
    }
    return sinceStartUs < this.#clearSinceUs ? Infinity : this.#clearSinceUs;
  }
}
