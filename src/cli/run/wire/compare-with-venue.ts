// What a run has booked on a venue, beside what the local server's own ledger says: two books that were kept apart, and must agree to
// the smallest unit.
import { formatLots, type Instrument } from '../../../core/instrument.ts';
import {
  addLots,
  addQuote,
  formatQuote,
  negateLots,
  zeroLots,
  zeroQuote,
  type Lots,
  type QuoteAmount,
} from '../../../core/money.ts';
import type { LedgerFill } from '../../../ledger/entries.ts';

/** Sums over fills. */
export interface Booked {
  readonly count: number;
  /** Long > 0. */
  readonly position: Lots;
  /** Charged > 0. */
  readonly fees: QuoteAmount;
}

export const nothingBooked: Booked = { count: 0, position: zeroLots, fees: zeroQuote };

export function withFill(
  { count, position, fees }: Booked,
  { side, quantity, fee }: Pick<LedgerFill, 'side' | 'quantity' | 'fee'>,
): Booked {
  const bought = side === 'buy' ? quantity : negateLots(quantity);
  return { count: count + 1, position: addLots(position, bought), fees: addQuote(fees, fee.amount) };
}

/** One sentence, which says so where they differ. */
export function compareWithVenue(instrument: Instrument, booked: Booked, venue: Booked): string {
  const isSame =
    booked.count === venue.count && booked.position === venue.position && booked.fees === venue.fees;
  const inWords = ({ count, position, fees }: Booked): string =>
    `${count} fills, position ${formatLots(instrument, position)}, fees ${formatQuote(fees)} ${instrument.quote}`;
  return isSame
    ? `the ledger of the ${instrument.venue} server confirms ${inWords(venue)}`
    : `the ledger of the ${instrument.venue} server says ${inWords(venue)}, and here are booked ${inWords(booked)}`;
}
