// Figures as people read them: rounded, grouped by thousands, with their sign. Programs read the exact ones in the JSON.
import { formatRounded, parseDecimal, type Decimal } from '../core/decimal.ts';
import type { Ratio } from './run-summary.ts';

/** What stands where a figure has no value, such as a ratio to no volume. */
const noValue = 'n/a';

/** Rounded half away from zero, with "," between thousands. */
export function rounded(text: Ratio, places: number): string {
  if (text === null) return noValue;
  return grouped(roundedDecimal(decimalOf(text), places));
}

/** As `rounded`, with a "+" before what is above 0. */
export function signed(text: Ratio, places: number): string {
  const shown = rounded(text, places);
  return /^\d.*[1-9]|^[1-9]/.test(shown) ? `+${shown}` : shown;
}

/** A share of 1 as "86.9 %". */
export function percent(share: Ratio): string {
  if (share === null) return noValue;
  const { digits, decimals } = decimalOf(share);
  return `${roundedDecimal({ digits: digits * 100n, decimals }, 1)} %`;
}

export const isZero = (text: string): boolean => decimalOf(text).digits === 0n;

/** Exact text with its sign turned, for costs among results. */
export function negated(text: string): string {
  if (isZero(text)) return text;
  return text.startsWith('-') ? text.slice(1) : `-${text}`;
}

/** "1 h 2 min 5 s", without the parts in front that are 0. */
export function duration(seconds: string): string {
  const whole = Number(roundedDecimal(decimalOf(seconds), 0));
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60];
  const parts = [`${hours} h`, `${minutes} min`, `${whole % 60} s`];
  return parts.slice(hours > 0 ? 0 : minutes > 0 ? 1 : 2).join(' ');
}

/** Microseconds in the unit in which they are easily read. */
export function latency(us: number): string {
  if (Math.abs(us) < 1_000) return `${us} µs`;
  if (Math.abs(us) < 1_000_000) return `${formatRounded(BigInt(us), 1, 3)} ms`;
  return `${formatRounded(BigInt(us), 2, 6)} s`;
}

/** "1 cycle", "2 cycles". */
export const counted = (count: number, singular: string): string =>
  `${count} ${singular}${count === 1 ? '' : 's'}`;

/** Decimals are added first, because a figure may have fewer than are shown. */
function roundedDecimal({ digits, decimals }: Decimal, places: number): string {
  return formatRounded(digits, places, decimals);
}

/** "," between thousands. */
export function grouped(text: string): string {
  const [whole = '', fraction] = text.split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}

function decimalOf(text: string): Decimal {
  const decimal = parseDecimal(text);
  if (decimal === undefined) throw new TypeError(`"${text}" is no decimal number`);
  return decimal;
}
