// The cycles of a run: finds a fill's cycle, groups cycles into iterations, and keeps their tally up to date. A fill only marks its iteration;
// the sums are brought up to date when somebody looks. An iteration for which no fill can come any more is folded into the sums, so that a
// run holds as much after a month as after an hour.
import { assert } from '../core/assert.ts';
import { limits, microseconds } from '../core/limits.ts';
import type { LedgerFill, LegName } from './entries.ts';
import { Cycle, type CycleOutcome, type CycleStart, type CycleView } from './cycle.ts';
import type { ExactAmount } from './exact-amount.ts';
import type { LegFills } from './leg-fills.ts';
import { roundTripOf, type RoundTrip } from './round-trip.ts';
import { Tally, tallyOf, type TallyView } from './tally.ts';

/** Told each iteration when it is folded into the sums, the oldest first. */
export type FoldingListener = (cycles: readonly CycleView[], roundTrip: RoundTrip | undefined) => void;

interface Iteration {
  readonly cycles: Cycle[];
  /** Its share of the sums, as last counted. */
  tally: Tally | undefined;
}

export class CycleBook {
  readonly #newLegs: () => Readonly<Record<LegName, LegFills>>;
  readonly #cycles = new Map<number, Cycle>();
  readonly #iterations = new Map<number, Iteration>();
  readonly #changed = new Set<Iteration>();
  readonly #tally = new Tally();
  readonly #ended: Record<CycleOutcome, number> = { completed: 0, abandoned: 0 };
  readonly #foldingListeners: FoldingListener[] = [];
  #latest = 0;

  constructor(newLegs: () => Readonly<Record<LegName, LegFills>>) {
    this.#newLegs = newLegs;
  }

  begin(start: CycleStart): void {
    assert(start.number > this.#latest, () => `cycle ${start.number} begins once, after those before it`);
    this.#latest = start.number;
    this.#fold(start);
    const cycle = new Cycle(start, this.#newLegs());
    this.#cycles.set(start.number, cycle);
    const iteration = this.#iterations.get(start.iteration) ?? { cycles: [], tally: undefined };
    this.#iterations.set(start.iteration, iteration);
    iteration.cycles.push(cycle);
    this.#changed.add(iteration);
  }

  end(number: number, atUs: number, outcome: CycleOutcome): void {
    const cycle = this.#cycles.get(number);
    assert(cycle !== undefined, () => `cycle ${number} was begun before it is ended`);
    assert(cycle.outcome === undefined, () => `cycle ${number} ends once`);
    cycle.endedAtUs = atUs;
    cycle.outcome = outcome;
    this.#ended[outcome] += 1;
    this.#markChanged(cycle);
  }

  /** What is outside any cycle is in no sum of cycles, and what comes for one that is folded is outside. */
  book(leg: LegName, fill: LedgerFill, fee: ExactAmount): void {
    const cycle = this.#cycles.get(fill.cycle);
    if (cycle === undefined) return;
    cycle.book(leg, fill, fee);
    this.#markChanged(cycle);
  }

  /** Folded or not; 0 stands for "outside any cycle". */
  hasBegun(number: number): boolean {
    return number >= 0 && number <= this.#latest;
  }

  get(number: number): CycleView | undefined {
    return this.#cycles.get(number);
  }

  all(): MapIterator<CycleView> {
    return this.#cycles.values();
  }

  roundTrip(iteration: number): RoundTrip | undefined {
    const found = this.#iterations.get(iteration);
    return found === undefined ? undefined : roundTripOf(found.cycles);
  }

  onFolding(listener: FoldingListener): void {
    this.#foldingListeners.push(listener);
  }

  endedCount(outcome: CycleOutcome): number {
    return this.#ended[outcome];
  }

  tally(): TallyView {
    for (const iteration of this.#changed) this.#count(iteration);
    this.#changed.clear();
    return this.#tally;
  }

  #count(iteration: Iteration): void {
    if (iteration.tally !== undefined) this.#tally.add(iteration.tally, -1);
    iteration.tally = tallyOf(iteration.cycles);
    this.#tally.add(iteration.tally, 1);
  }

  /** What has ended long ago and lies far enough behind the cycle that begins. */
  #fold({ number, atUs }: CycleStart): void {
    for (const [key, iteration] of this.#iterations) {
      const { cycles } = iteration;
      const last = cycles.at(-1);
      if (last === undefined || last.start.number > number - limits.cyclesKept) return;
      if (!cycles.every(({ endedAtUs = Infinity }) => atUs - endedAtUs >= microseconds(limits.lateFillMs)))
        return;
      if (this.#changed.delete(iteration)) this.#count(iteration);
      for (const listener of this.#foldingListeners) listener(cycles, roundTripOf(cycles));
      for (const { start } of cycles) this.#cycles.delete(start.number);
      this.#iterations.delete(key);
    }
  }

  #markChanged(cycle: Cycle): void {
    const iteration = this.#iterations.get(cycle.start.iteration);
    assert(iteration !== undefined, () => `cycle ${cycle.start.number} belongs to an iteration`);
    this.#changed.add(iteration);
  }
}
