// All invariants that are looked at while a run goes on, over one set of shared facts. I10 and I13 compare whole runs: twins.ts.
import type { Checker, Checks, Finding, Observed } from '../observed.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { RunFacts } from './facts/run-facts.ts';
import { i1Delta } from './i1-delta.ts';
import { i2Progress } from './i2-progress.ts';
import { i3NoBlindResend } from './i3-no-blind-resend.ts';
import { i4WorstCase } from './i4-worst-case.ts';
import { i5Agreement } from './i5-agreement.ts';
import { i6Fills } from './i6-fills.ts';
import { i7Freshness } from './i7-freshness.ts';
import { i8SaneOrders } from './i8-sane-orders.ts';
import { i9Recovery } from './i9-recovery.ts';
import { i9Unrecorded } from './i9-unrecorded.ts';
import { i11OneWriter } from './i11-one-writer.ts';
import { i12Halt } from './i12-halt.ts';
import { i14Money } from './i14-money.ts';
import { i15Bounds } from './i15-bounds.ts';
import { liveness } from './liveness.ts';
import { pause } from './pause.ts';

/** Makes one checker; the facts are taken in by whoever asks it. */
export type FactChecker = (facts: RunFacts) => Checker;

/** What says most about a cause comes first: several invariants may be violated at once. */
const factories: readonly FactChecker[] = [
  i11OneWriter,
  i3NoBlindResend,
  i4WorstCase,
  i12Halt,
  pause,
  i7Freshness,
  i8SaneOrders,
  i6Fills,
  i14Money,
  i9Unrecorded,
  i9Recovery,
  i5Agreement,
  i1Delta,
  i2Progress,
  i15Bounds,
  liveness,
];

export class AllChecks implements Checks {
  readonly facts: RunFacts;
  readonly #checkers: readonly Checker[];

  constructor(scenario: Scenario, chosen: readonly FactChecker[] = factories) {
    this.facts = new RunFacts(scenario);
    this.#checkers = chosen.map((create) => create(this.facts));
  }

  check(observed: Observed): Finding | undefined {
    this.facts.take(observed);
    const checkers = this.#checkers;
    for (let index = 0; index < checkers.length; index += 1) {
      const checker = checkers[index] as Checker;
      const text = checker.check(observed);
      if (text !== undefined) return { invariant: checker.invariant, text };
    }
    return undefined;
  }

  atEnd(observed: Observed): Finding | undefined {
    for (const checker of this.#checkers) {
      const text = checker.atEnd?.(observed);
      if (text !== undefined) return { invariant: checker.invariant, text };
    }
    return undefined;
  }
}

export const allChecks = (scenario: Scenario): Checks => new AllChecks(scenario);
