// Rounded figures of a column that add up to the rounded one under it: a reader adds them up, and each rounded on its own they do not.
import { assertPresent } from '../../../core/assert.ts';
import { formatRounded, parseUnits } from '../../../core/decimal.ts';
import { apportion } from '../apportion.ts';
import { amountCell, signedCell } from './cells.ts';
import type { Cell } from './page.ts';

export interface AddedUp {
  readonly cells: readonly Cell[];
  readonly total: Cell;
}

interface Column {
  /** Exact decimal texts that add up to `total`. */
  readonly parts: readonly string[];
  readonly total: string;
  readonly places: number;
  /** With a "+" before what is above 0. */
  readonly isSigned?: boolean;
}

export function addedUp({ parts, total, places, isSigned = false }: Column): AddedUp {
  const unitsShown = (text: string): bigint =>
    assertPresent(parseUnits(formatRounded(unitsOf(text), places), places), 'a number that was rounded');
  const shown = apportion(parts.map(unitsOf), 10n ** BigInt(18 - places), unitsShown(total));
  const cellOf = isSigned ? signedCell : amountCell;
  return {
    cells: parts.map((exact, index) => ({
      ...cellOf(formatRounded(shown[index] ?? 0n, places, places), places),
      exact,
    })),
    total: cellOf(total, places),
  };
}

const unitsOf = (text: string): bigint => assertPresent(parseUnits(text), () => `"${text}" is an amount`);
