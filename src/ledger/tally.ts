// Sums over many cycles that can be taken back: when a late fill changes an old iteration, its share is subtracted and added
// anew. So a summary in a live view costs the same after a day as after a minute.
import type { BaseQuantity } from '../core/money.ts';
import { zeroBase } from '../core/money.ts';
import type { Side } from '../core/side.ts';
import { spreadOf, type Cycle, type Matched } from './cycle.ts';
import { zeroExact, type ExactAmount } from './exact-amount.ts';
import { roundTripOf } from './round-trip.ts';

/** Averages come from these by one division: spread ÷ quantity, spread ÷ bought. */
export interface SpreadSum {
  count: number;
  quantity: BaseQuantity;
  bought: ExactAmount;
  /** Sold − bought. */
  spread: ExactAmount;
}

export interface RoundTripSum {
  count: number;
  /** By the side of BUILD on the primary: the bias of a strategy. */
  readonly bySide: Record<Side, number>;
  wins: number;
  gross: ExactAmount;
  fees: ExactAmount;
  readonly entry: SpreadSum;
  readonly exit: SpreadSum;
}

export interface TallyView {
  /** Primary-leg notional of the matched quantity. */
  readonly volume: ExactAmount;
  /** Cycles with matched quantity, by what the primary leg did. */
  readonly bySide: Readonly<Record<Side, Readonly<SpreadSum>>>;
  readonly roundTrips: Readonly<RoundTripSum>;
}

export class Tally implements TallyView {
  volume: ExactAmount = zeroExact;
  readonly bySide: Readonly<Record<Side, SpreadSum>> = { buy: emptySpread(), sell: emptySpread() };
  readonly roundTrips: RoundTripSum = {
    count: 0,
    bySide: { buy: 0, sell: 0 },
    wins: 0,
    gross: zeroExact,
    fees: zeroExact,
    entry: emptySpread(),
    exit: emptySpread(),
  };

  /** Adds another tally (1), or takes it back (−1). */
  add(other: TallyView, sign: 1 | -1): void {
    this.volume = accumulate(this.volume, other.volume, sign);
    addSpread(this.bySide.buy, other.bySide.buy, sign);
    addSpread(this.bySide.sell, other.bySide.sell, sign);
    const { roundTrips } = other;
    this.roundTrips.count += sign * roundTrips.count;
    this.roundTrips.bySide.buy += sign * roundTrips.bySide.buy;
    this.roundTrips.bySide.sell += sign * roundTrips.bySide.sell;
    this.roundTrips.wins += sign * roundTrips.wins;
    this.roundTrips.gross = accumulate(this.roundTrips.gross, roundTrips.gross, sign);
    this.roundTrips.fees = accumulate(this.roundTrips.fees, roundTrips.fees, sign);
    addSpread(this.roundTrips.entry, roundTrips.entry, sign);
    addSpread(this.roundTrips.exit, roundTrips.exit, sign);
  }
}

/** The tally of one iteration. */
export function tallyOf(cycles: readonly Cycle[]): Tally {
  const tally = new Tally();
  for (const cycle of cycles) {
    if (cycle.matchedQuantity === 0n) continue;
    tally.volume = accumulate(tally.volume, cycle.primaryNotional(), 1);
    addSpread(tally.bySide[cycle.primarySide], spreadSum(cycle.matched()), 1);
  }
  const roundTrip = roundTripOf(cycles);
  if (roundTrip === undefined) return tally;
  tally.roundTrips.count = 1;
  tally.roundTrips.bySide[roundTrip.buildSide] = 1;
  tally.roundTrips.wins = roundTrip.net > 0n ? 1 : 0;
  tally.roundTrips.gross = roundTrip.gross;
  tally.roundTrips.fees = roundTrip.fees;
  addSpread(tally.roundTrips.entry, spreadSum(roundTrip.entry), 1);
  addSpread(tally.roundTrips.exit, spreadSum(roundTrip.exit), 1);
  return tally;
}

function spreadSum(matched: Matched): SpreadSum {
  return { count: 1, quantity: matched.quantity, bought: matched.bought, spread: spreadOf(matched) };
}

function emptySpread(): SpreadSum {
  return { count: 0, quantity: zeroBase, bought: zeroExact, spread: zeroExact };
}

function addSpread(sum: SpreadSum, other: Readonly<SpreadSum>, sign: 1 | -1): void {
  sum.count += sign * other.count;
  sum.quantity = accumulate(sum.quantity, other.quantity, sign);
  sum.bought = accumulate(sum.bought, other.bought, sign);
  sum.spread = accumulate(sum.spread, other.spread, sign);
}

function accumulate<Amount extends bigint>(sum: Amount, other: Amount, sign: 1 | -1): Amount {
  return (sign === 1 ? sum + other : sum - other) as Amount;
}
