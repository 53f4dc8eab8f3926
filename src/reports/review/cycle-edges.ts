// What each cycle of a run earned of its buy price, gathered while the run is played, because the ledger keeps only the latest.
import { spreadOf, type CycleView } from '../../ledger/cycle.ts';
import { shareUnits } from '../../ledger/exact-amount.ts';
import type { PairLedger } from '../../ledger/ledger.ts';
import type { CycleEdge } from './spread-bins.ts';

export class CycleEdges {
  readonly #ledger: PairLedger;
  readonly #folded: CycleEdge[] = [];

  constructor(ledger: PairLedger) {
    this.#ledger = ledger;
    ledger.onFolding((cycles) => this.#folded.push(...edgesOf(cycles)));
  }

  /** Of all cycles so far in which anything matched. */
  all(): CycleEdge[] {
    return [...this.#folded, ...edgesOf(this.#ledger.cycles())];
  }
}

function* edgesOf(cycles: Iterable<CycleView>): Generator<CycleEdge> {
  for (const cycle of cycles) {
    if (cycle.matchedQuantity === 0n) continue;
    const matched = cycle.matched();
    yield { side: cycle.primarySide, edge: shareUnits(spreadOf(matched), matched.bought, 10_000n) };
  }
}
