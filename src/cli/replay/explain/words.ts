// How the parts of an explanation are said.
import { formatRounded } from '../../../core/decimal.ts';
import { formatLots, formatPrice, type Instrument } from '../../../core/instrument.ts';
import { formatBase, type BaseQuantity, type Lots, type Ticks } from '../../../core/money.ts';
import type { CycleState } from '../../../execution/pair-state.ts';
import { counted } from '../../../reports/readable.ts';

export const signedBase = (quantity: BaseQuantity): string =>
  quantity > 0n ? `+${formatBase(quantity)}` : formatBase(quantity);

export const signedLots = (instrument: Instrument, quantity: Lots): string =>
  quantity > 0 ? `+${formatLots(instrument, quantity)}` : formatLots(instrument, quantity);

export const priceWords = (instrument: Instrument, price: Ticks | undefined): string =>
  price === undefined ? 'market' : formatPrice(instrument, price);

/** "BUILD 3". */
export const cycleWords = ({ phase, number }: Pick<CycleState, 'phase' | 'number'>): string =>
  `${phase === 'resting' ? 'cycle' : phase.toUpperCase()} ${number}`;

export const ticksWords = (ticks: number): string => counted(ticks, 'tick');

/** "10 s", "1.5 s", "250 ms". */
export function formatLimit(ms: number): string {
  if (ms < 1_000) return `${ms} ms`;
  return `${formatRounded(BigInt(ms), ms % 1_000 === 0 ? 0 : 1, 3)} s`;
}
