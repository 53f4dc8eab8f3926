// Fills of one leg summed up: what a run has booked, and what its venue says, as two books that were kept apart and must agree to the
// smallest unit.
import { formatLots, type Instrument } from '../../../core/instrument.ts';
import { addLots, negateLots, zeroLots, type Lots } from '../../../core/money.ts';
import { feesText, isSameFees, noFees, withFee, type FeesByAsset } from '../../../reports/fees-by-asset.ts';
import { counted } from '../../../reports/readable.ts';
import type { LedgerFill } from '../../../ledger/entries.ts';

export interface Booked {
  readonly count: number;
  /** Long > 0. */
  readonly position: Lots;
  readonly fees: FeesByAsset;
}

export const nothingBooked: Booked = { count: 0, position: zeroLots, fees: noFees };

export function withFill(
  { count, position, fees }: Booked,
  { side, quantity, fee }: Pick<LedgerFill, 'side' | 'quantity' | 'fee'>,
): Booked {
  const bought = side === 'buy' ? quantity : negateLots(quantity);
  return { count: count + 1, position: addLots(position, bought), fees: withFee(fees, fee) };
}

export const isSameBooked = (left: Booked, right: Booked): boolean =>
  left.count === right.count && left.position === right.position && isSameFees(left.fees, right.fees);

/** One sentence, which says so where they differ. `source` is whose book it is: "the ledger of the grvt server". */
export function compareBooked(
  instrument: Instrument,
  source: string,
  said: Booked | undefined,
  booked: Booked,
): string {
  const inWords = ({ count, position, fees }: Booked): string =>
    `${counted(count, 'fill')}, position ${formatLots(instrument, position)}, fees ${feesText(fees, instrument.quote)}`;
  if (said === undefined)
    return `${source} did not answer at the end, and here are booked ${inWords(booked)}`;
  return isSameBooked(said, booked)
    ? `${source} confirms ${inWords(said)}`
    : `${source} says ${inWords(said)}, and here are booked ${inWords(booked)}`;
}
