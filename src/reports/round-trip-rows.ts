// Every round trip of a run as a row of exact texts: what comparisons are made of, and what pictures are drawn from.
import { formatBase } from '../core/money.ts';
import type { Side } from '../core/side.ts';
import { spreadOf } from '../ledger/cycle.ts';
import { addExact, subtractExact, type ExactAmount } from '../ledger/exact-amount.ts';
import type { PairLedger } from '../ledger/ledger.ts';
import type { RoundTrip } from '../ledger/round-trip.ts';
import { amountText } from './figures.ts';

/** Amounts are of the reporting asset, times in µs of the run's own clock. */
export interface RoundTripRow {
  readonly iteration: number;
  /** Of BUILD on the primary. */
  readonly side: Side;
  readonly startUs: number;
  readonly endUs: number;
  readonly quantity: string;
  /** What the primary leg traded, there and back. */
  readonly volume: string;
  readonly entryBought: string;
  /** Sold − bought. */
  readonly entrySpread: string;
  readonly exitBought: string;
  readonly exitSpread: string;
  readonly gross: string;
  /** Fees − rebates. */
  readonly fees: string;
  readonly net: string;
  /** What either leg brought, gross; together they are `gross`. */
  readonly primaryGross: string;
  readonly hedgeGross: string;
}

export function roundTripRows(ledger: PairLedger): RoundTripRow[] {
  const times = timesByIteration(ledger);
  return Array.from(ledger.roundTrips(), (trip) => rowOf(trip, times.get(trip.iteration)));
}

interface Times {
  readonly startUs: number;
  readonly endUs: number;
}

function timesByIteration(ledger: PairLedger): Map<number, Times> {
  const times = new Map<number, Times>();
  for (const { start, endedAtUs = start.atUs } of ledger.cycles()) {
    const { startUs = start.atUs, endUs = 0 } = times.get(start.iteration) ?? {};
    times.set(start.iteration, { startUs, endUs: Math.max(endUs, endedAtUs) });
  }
  return times;
}

function rowOf(trip: RoundTrip, { startUs, endUs }: Times = { startUs: 0, endUs: 0 }): RoundTripRow {
  const { iteration, buildSide, entry, exit } = trip;
  const { primary, hedge, volume } = byLeg(trip);
  return {
    iteration,
    side: buildSide,
    startUs,
    endUs,
    quantity: formatBase(trip.quantity),
    volume: amountText(volume),
    entryBought: amountText(entry.bought),
    entrySpread: amountText(spreadOf(entry)),
    exitBought: amountText(exit.bought),
    exitSpread: amountText(spreadOf(exit)),
    gross: amountText(trip.gross),
    fees: amountText(trip.fees),
    net: amountText(trip.net),
    primaryGross: amountText(primary),
    hedgeGross: amountText(hedge),
  };
}

/** The leg that bought on the way in sold on the way out. */
function byLeg({
  buildSide,
  entry,
  exit,
}: RoundTrip): Readonly<Record<'primary' | 'hedge' | 'volume', ExactAmount>> {
  const longFirst = subtractExact(exit.sold, entry.bought);
  const shortFirst = subtractExact(entry.sold, exit.bought);
  return buildSide === 'buy'
    ? { primary: longFirst, hedge: shortFirst, volume: addExact(entry.bought, exit.sold) }
    : { primary: shortFirst, hedge: longFirst, volume: addExact(entry.sold, exit.bought) };
}
