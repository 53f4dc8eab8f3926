// All cycles of a run: finds a fill's cycle, groups cycles into iterations, and keeps their tally up to date. A fill only
// marks its iteration; the sums are brought up to date when somebody looks.
import { assert } from '../core/assert.ts';
import type { LedgerFill, LegName } from './entries.ts';
import { Cycle, type CycleOutcome, type CycleStart, type CycleView } from './cycle.ts';
import type { ExactAmount } from './exact-amount.ts';
import type { LegFills } from './leg-fills.ts';
import { roundTripOf, type RoundTrip } from './round-trip.ts';
import { Tally, tallyOf, type TallyView } from './tally.ts';

interface Iteration {
  readonly cycles: Cycle[];
  /** Its share of the sums, as last counted. */
  tally: Tally;
}

export class CycleBook {
  readonly #newLegs: () => Readonly<Record<LegName, LegFills>>;
  readonly #cycles = new Map<number, Cycle>();
  readonly #iterations = new Map<number, Iteration>();
  readonly #changed = new Set<Iteration>();
  readonly #tally = new Tally();
  readonly #ended: Record<CycleOutcome, number> = { completed: 0, abandoned: 0 };

  constructor(newLegs: () => Readonly<Record<LegName, LegFills>>) {
    this.#newLegs = newLegs;
  }

  begin(start: CycleStart): void {
    assert(start.number > 0, 'cycles count from 1');
    assert(!this.#cycles.has(start.number), () => `cycle ${start.number} begins once`);
    const cycle = new Cycle(start, this.#newLegs());
    this.#cycles.set(start.number, cycle);
    const iteration = this.#iterations.get(start.iteration) ?? { cycles: [], tally: new Tally() };
    this.#iterations.set(start.iteration, iteration);
    iteration.cycles.push(cycle);
    this.#changed.add(iteration);
  }

  end(number: number, atUs: number, outcome: CycleOutcome): void {
    const cycle = this.#find(number);
    assert(cycle.outcome === undefined, () => `cycle ${number} ends once`);
    cycle.endedAtUs = atUs;
    cycle.outcome = outcome;
    this.#ended[outcome] += 1;
    this.#markChanged(cycle);
  }

  /** Throws for a cycle that never began; 0 is outside any cycle, and is in no sum of cycles. */
  book(leg: LegName, fill: LedgerFill, fee: ExactAmount): void {
    if (fill.cycle === 0) return;
    const cycle = this.#find(fill.cycle);
    cycle.book(leg, fill, fee);
    this.#markChanged(cycle);
  }

  has(number: number): boolean {
    return this.#cycles.has(number);
  }

  get(number: number): CycleView | undefined {
    return this.#cycles.get(number);
  }

  all(): MapIterator<CycleView> {
    return this.#cycles.values();
  }

  *roundTrips(): Generator<RoundTrip> {
    for (const { cycles } of this.#iterations.values()) {
      const roundTrip = roundTripOf(cycles);
      if (roundTrip !== undefined) yield roundTrip;
    }
  }

  roundTrip(iteration: number): RoundTrip | undefined {
    const found = this.#iterations.get(iteration);
    return found === undefined ? undefined : roundTripOf(found.cycles);
  }

  endedCount(outcome: CycleOutcome): number {
    return this.#ended[outcome];
  }

  tally(): TallyView {
    for (const iteration of this.#changed) {
      this.#tally.add(iteration.tally, -1);
      iteration.tally = tallyOf(iteration.cycles);
      this.#tally.add(iteration.tally, 1);
    }
    this.#changed.clear();
    return this.#tally;
  }

  #find(number: number): Cycle {
    const cycle = this.#cycles.get(number);
    assert(cycle !== undefined, () => `cycle ${number} was begun before it is booked or ended`);
    return cycle;
  }

  #markChanged(cycle: Cycle): void {
    const iteration = this.#iterations.get(cycle.start.iteration);
    assert(iteration !== undefined, () => `cycle ${cycle.start.number} belongs to an iteration`);
    this.#changed.add(iteration);
  }
}
