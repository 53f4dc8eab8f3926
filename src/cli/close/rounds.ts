// In which order positions are closed, so that the whole is never more naked than it was, but for less than a lot of the coarsest
// venue: what is naked first, and then pairs of what is long here and short there, each of which is closed balanced.
import { baseToLotsTowardsZero, lotsToBase, type Instrument } from '../../core/instrument.ts';
import {
  absBase,
  addLots,
  lots,
  minBase,
  subtractLots,
  zeroLots,
  type BaseQuantity,
  type Lots,
} from '../../core/money.ts';

export interface Held {
  readonly venue: string;
  readonly instrument: Instrument;
  /** Long > 0. */
  readonly position: Lots;
}

/** `position` is what the round closes of it, and `later` what rounds after it do. */
export interface RoundLeg extends Held {
  readonly later: Lots;
}

/** Of two legs the hedge is the larger: what it has more than the other is closed first. A position that nothing balances is a hedge alone. */
export interface ClosingRound {
  readonly hedge: RoundLeg;
  readonly primary: RoundLeg | undefined;
}

/** Part of a position, in the making. */
interface Part {
  readonly held: Held;
  quantity: Lots;
}

export function planRounds(holdings: readonly Held[]): ClosingRound[] {
  const open = holdings.filter(({ position }) => position !== 0);
  const left = new Map(open.map((held) => [held, held.position]));
  const groups: Part[][] = [];
  for (;;) {
    const long = largest(left, 1);
    const short = largest(left, -1);
    if (long === undefined || short === undefined) break;
    const both = [take(left, long, short), take(left, short, long)];
    for (const { held, quantity } of both) left.set(held, subtractLots(left.get(held) ?? zeroLots, quantity));
    groups.push(both.filter(({ quantity }) => quantity !== 0));
  }
  // What nothing balances goes with the pair that it is in, or alone.
  for (const [held, quantity] of left) {
    if (quantity === 0) continue;
    const part = groups.flat().find((each) => each.held === held);
    if (part === undefined) groups.push([{ held, quantity }]);
    else part.quantity = addLots(part.quantity, quantity);
  }
  const nakedFirst = groups.toSorted((one, other) => compare(nakedIn(other), nakedIn(one)));
  const later = new Map(open.map((held) => [held, held.position]));
  return nakedFirst.map((group) => roundOf(group, later));
}

function roundOf(group: readonly Part[], later: Map<Held, Lots>): ClosingRound {
  const legs = group
    .toSorted((one, other) => compare(sizeOf(other), sizeOf(one)))
    .map(({ held, quantity }): RoundLeg => {
      const rest = subtractLots(later.get(held) ?? zeroLots, quantity);
      later.set(held, rest);
      return { ...held, position: quantity, later: rest };
    });
  const [hedge, primary] = legs as [RoundLeg, RoundLeg | undefined];
  return { hedge, primary };
}

/** The side of a position whose open part is the largest; `undefined` where nothing is open on that side. */
function largest(left: ReadonlyMap<Held, Lots>, sign: 1 | -1): Held | undefined {
  const onSide = [...left].filter(([, quantity]) => quantity * sign > 0);
  const [first] = onSide.toSorted(([one, of], [other, than]) =>
    compare(absBase(lotsToBase(other.instrument, than)), absBase(lotsToBase(one.instrument, of))),
  );
  return first?.[0];
}

/** As much of the one as the other balances: all of the smaller one, so that it comes to an end. */
function take(left: ReadonlyMap<Held, Lots>, from: Held, against: Held): Part {
  const own = left.get(from) ?? zeroLots;
  const other = lotsToBase(against.instrument, left.get(against) ?? zeroLots);
  const base = minBase(absBase(lotsToBase(from.instrument, own)), absBase(other));
  const quantity = baseToLotsTowardsZero(from.instrument, base);
  return { held: from, quantity: lots(own > 0 ? quantity : -quantity) };
}

const sizeOf = ({ held, quantity }: Part): BaseQuantity => absBase(lotsToBase(held.instrument, quantity));

const nakedIn = (group: readonly Part[]): BaseQuantity =>
  absBase(
    group.reduce(
      (sum, { held, quantity }) => sum + lotsToBase(held.instrument, quantity),
      0n,
    ) as BaseQuantity,
  );

const compare = (one: bigint, other: bigint): number => (one < other ? -1 : one > other ? 1 : 0);
