// A round trip: BUILD and UNWIND of one iteration, of matched quantity. Win rate and comparisons are over these, because
// single cycles mostly measure the standing basis between two venues.
import { addBase, minBase, zeroBase, type BaseQuantity } from '../core/money.ts';
import type { Side } from '../core/side.ts';
import { spreadOf, type Cycle, type CycleKind, type Matched } from './cycle.ts';
import { addExact, subtractExact, zeroExact, type ExactAmount } from './exact-amount.ts';

export interface RoundTrip {
  readonly iteration: number;
  /** The side of BUILD on the primary leg. */
  readonly buildSide: Side;
  readonly quantity: BaseQuantity;
  readonly entry: Matched;
  readonly exit: Matched;
  /** Entry spread + exit spread over the quantity. */
  readonly gross: ExactAmount;
  /** Fees − rebates of every fill of its cycles, matched or not: what came of the attempt is its cost. */
  readonly fees: ExactAmount;
  /** A win is a net above 0. */
  readonly net: ExactAmount;
}

/** Of one iteration's cycles, in order; `undefined` until all have ended and both ways hold matched quantity. */
export function roundTripOf(cycles: readonly Cycle[]): RoundTrip | undefined {
  if (cycles.some((cycle) => cycle.outcome === undefined)) return undefined;
  const first = cycles.find((cycle) => cycle.start.kind === 'build' && cycle.matchedQuantity > 0n);
  if (first === undefined) return undefined;
  const buildSide = first.primarySide;
  const builds = cycles.filter((cycle) => isOf(cycle, 'build') && cycle.primarySide === buildSide);
  const unwinds = cycles.filter((cycle) => isOf(cycle, 'unwind') && cycle.primarySide !== buildSide);
  const quantity = minBase(matchedIn(builds), matchedIn(unwinds));
  if (quantity === 0n) return undefined;
  const entry = firstMatched(builds, quantity);
  const exit = firstMatched(unwinds, quantity);
  const gross = addExact(spreadOf(entry), spreadOf(exit));
  const fees = cycles.reduce((sum, cycle) => addExact(sum, cycle.fees), zeroExact);
  const { iteration } = first.start;
  return { iteration, buildSide, quantity, entry, exit, gross, fees, net: subtractExact(gross, fees) };
}

const isOf = (cycle: Cycle, kind: CycleKind): boolean => cycle.start.kind === kind;

function matchedIn(cycles: readonly Cycle[]): BaseQuantity {
  return cycles.reduce((sum, cycle) => addBase(sum, cycle.matchedQuantity), zeroBase);
}

function firstMatched(cycles: readonly Cycle[], quantity: BaseQuantity): Matched {
  let sum: Matched = { quantity: zeroBase, bought: zeroExact, sold: zeroExact };
  for (const cycle of cycles) {
    const left = (quantity - sum.quantity) as BaseQuantity;
    const part = cycle.matched(minBase(left, cycle.matchedQuantity));
    sum = {
      quantity: addBase(sum.quantity, part.quantity),
      bought: addExact(sum.bought, part.bought),
      sold: addExact(sum.sold, part.sold),
    };
  }
  return sum;
}
