// Figures that only a live pair has, as people read them. What a summary states is rounded by the reports' own functions, so
// that the live view and the summary never show two roundings of one figure.
import { formatRounded, formatUnits } from '../../core/decimal.ts';
import { lotsToBase, priceUnits, type Instrument } from '../../core/instrument.ts';
import type { BaseQuantity, Lots, Ticks } from '../../core/money.ts';
import { duration } from '../../reports/readable.ts';

/** Stands for a figure that has no value, as in the reports. */
export const noFigure = 'n/a';

/** A price with all decimals of its tick, so that prices stand under each other. */
export function priceText(instrument: Instrument, price: Ticks): string {
  return formatRounded(priceUnits(instrument, price), instrument.tickSize.decimals);
}

/** A quantity with all decimals of its lot, without a sign unless it is negative. */
export function lotsText(instrument: Instrument, quantity: Lots): string {
  return formatRounded(lotsToBase(instrument, quantity), instrument.lotSize.decimals);
}

/** A position with its sign: "+0.010", "-0.010" or "0". */
export function positionText(instrument: Instrument, position: Lots): string {
  return position === 0 ? '0' : `${position > 0 ? '+' : ''}${lotsText(instrument, position)}`;
}

/** Net delta, exact, so that dust is seen as what it is. */
export const deltaText = (quantity: BaseQuantity): string =>
  `${quantity > 0n ? '+' : ''}${formatUnits(quantity)}`;

/** Seconds of a clock that is a number; parts of a second are not counted. */
export const secondsText = (seconds: number): string => duration(Math.floor(seconds).toString());

/** The run's own clock: time of day in UTC, "14:03:11". */
export function clockText(atUs: number): string {
  const seconds = Math.floor(atUs / 1_000_000) % 86_400;
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => part.toString().padStart(2, '0')).join(':');
}
