// Times from text, to the millisecond: seconds, or a number with its unit; moments, as ISO 8601 or as a time of day.
import { parseUnits, UNIT_DECIMALS } from '../../core/decimal.ts';
import { wholeCount } from '../../core/money.ts';
import { reader, type Reader } from './setting.ts';

const dayMs = 86_400_000;
const unitsMs = { s: 1_000, m: 60_000, h: 3_600_000, d: dayMs } as const;
type Unit = keyof typeof unitsMs;

export interface TimeBounds {
  readonly isZeroAllowed: boolean;
  readonly daysMost: number;
}

/** In ms: "90", "0.25", "90s", "30m", "8h", "2d". */
export function time(bounds: TimeBounds): Reader<number> {
  return reader((text) => parseTime(text, bounds), timeRemedy(bounds));
}

export function timeRemedy({ isZeroAllowed, daysMost }: TimeBounds): string {
  const least = isZeroAllowed ? 'seconds from 0' : 'seconds above 0';
  return `use ${least}${isZeroAllowed ? ' ' : ' and up '}to ${daysMost * 86_400}, or a time such as 90s, 30m or 8h`;
}

/** `undefined` when it is no time, not whole in ms, or out of bounds. */
export function parseTime(text: string, { isZeroAllowed, daysMost }: TimeBounds): number | undefined {
  const [, figure, unit] = /^(\d{1,12}(?:\.\d{1,12})?)([smhd])?$/.exec(text) ?? [];
  const units = figure === undefined ? undefined : parseUnits(figure);
  if (units === undefined) return undefined;
  const scaled = units * BigInt(unitsMs[(unit ?? 's') as Unit]);
  const one = 10n ** BigInt(UNIT_DECIMALS);
  if (scaled % one !== 0n || scaled > BigInt(daysMost * dayMs) * one) return undefined;
  return scaled === 0n && !isZeroAllowed ? undefined : wholeCount(scaled / one);
}

/** What the figure is in: 0 is 0 in every unit. */
export const unitOf = (text: string): 'seconds' | 'named' | 'any' =>
  /[smhd]$/.test(text) ? 'named' : /^[0.]+$/.test(text) ? 'any' : 'seconds';

/** A moment, or a time of day in UTC that means the next one of the run's own clock. */
export type Moment =
  | { readonly kind: 'moment'; readonly atUs: number }
  | { readonly kind: 'time-of-day'; readonly minutes: number };

export const moment: Reader<Moment> = reader(
  parseMoment,
  'write a time with its zone, such as 2026-01-05T06:00:00Z, or HH:MM in UTC for the next such time',
);

const timeOfDay = /^([01]\d|2[0-3]):([0-5]\d)$/;
const iso =
  /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3}))?)?(?:Z|([+-])([01]\d|2[0-3]):?([0-5]\d))$/;

function parseMoment(text: string): Moment | undefined {
  const [isTimeOfDay, hours = '', minutes = ''] = timeOfDay.exec(text) ?? [];
  if (isTimeOfDay !== undefined)
    return { kind: 'time-of-day', minutes: Number(hours) * 60 + Number(minutes) };
  const match = iso.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second = '0', fraction = '', sign, zoneHours = '0', zoneMinutes] =
    match;
  const civil = new Date(0);
  civil.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  // A day that the month does not have would silently become one of the next.
  if (civil.getUTCMonth() !== Number(month) - 1 || civil.getUTCDate() !== Number(day)) return undefined;
  civil.setUTCHours(Number(hour), Number(minute), Number(second), Number(fraction.padEnd(3, '0')));
  const zone = (Number(zoneHours) * 60 + Number(zoneMinutes ?? 0)) * (sign === '-' ? -1 : 1);
  return { kind: 'moment', atUs: (civil.getTime() - zone * 60_000) * 1_000 };
}

/** The moment on a clock that starts at `startUs`; a time of day is the next one after the start. */
export function momentUs(stated: Moment, startUs: number): number {
  if (stated.kind === 'moment') return stated.atUs;
  const dayUs = dayMs * 1_000;
  const sameDayUs = Math.floor(startUs / dayUs) * dayUs + stated.minutes * 60_000_000;
  return sameDayUs > startUs ? sameDayUs : sameDayUs + dayUs;
}

export const utcText = (us: number): string => new Date(us / 1_000).toISOString().replace('.000Z', 'Z');
