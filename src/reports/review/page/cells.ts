// How figures read on a page: rounded as in the summary of a run, with a real minus sign, and the exact figure behind them.
import { latency, percent, rounded, signed } from '../../readable.ts';
import type { Ratio } from '../../run-summary.ts';
import type { Cell } from './page.ts';

/** A hyphen is no minus sign. */
export const withMinus = (text: string): string => text.replace(/^-/, '−');

const cell = (text: string, exact: Ratio): Cell => ({ text: withMinus(text), exact: exact ?? undefined });

/** Without a sign where it is above 0. */
export const amountCell = (exact: Ratio, places: number): Cell => cell(rounded(exact, places), exact);

export const signedCell = (exact: Ratio, places: number): Cell => cell(signed(exact, places), exact);

export const percentCell = (share: Ratio): Cell => cell(percent(share), share);

export const latencyCell = (us: number): Cell => cell(latency(us), String(us));

export const countCell = (count: number): Cell => cell(rounded(String(count), 0), String(count));

/** As it is, with a real minus sign. */
export const exactCell = (exact: string): Cell => cell(exact, exact);

export const wordCell = (text: string): Cell => ({ text });

export const strong = (inner: Cell): Cell => ({ ...inner, isStrong: true });

/** Net PnL and the like: so many digits that small runs are not 0.00, and no more. */
export function resultPlaces(volume: string): number {
  return Number(volume.split('.')[0]) >= 100_000 ? 2 : 4;
}

const microseconds = 1_000;

/** "2026-11-28 14:03:11 UTC" */
export const momentText = (atUs: number): string =>
  `${new Date(atUs / microseconds).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** Time of day, with the day where it changes. */
export function stepText(startUs: number, before: number | undefined, stepSeconds: number): string {
  const iso = new Date(startUs / microseconds).toISOString();
  const [day, time] = [iso.slice(0, 10), iso.slice(11, stepSeconds < 60 ? 19 : 16)];
  const isNewDay = before === undefined || new Date(before / microseconds).toISOString().slice(0, 10) !== day;
  if (stepSeconds >= 86_400) return day;
  return isNewDay ? `${day} ${time}` : time;
}

/** "10 s", "5 min", "2 h", "1 d": a whole number of the largest unit. */
export function stepLengthText(seconds: number): string {
  const [unit, length] = (
    [
      ['d', 86_400],
      ['h', 3_600],
      ['min', 60],
    ] as const
  ).find(([, candidate]) => seconds % candidate === 0) ?? ['s', 1];
  return `${seconds / length} ${unit}`;
}
