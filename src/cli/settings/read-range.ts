// One value, or a range from the least to the most: "0.1", "0.1..0.5".
import type { BaseQuantity } from '../../core/money.ts';
import type { DurationRange } from '../../core/pair.ts';
import { parsePositiveBase } from './read-amount.ts';
import { parseTime, timeRemedy, unitOf, type TimeBounds } from './read-time.ts';
import type { Reader, Reading } from './setting.ts';

interface Range<Value> {
  readonly least: Value;
  readonly most: Value;
}

/** Order sizes, both ends included. */
export const sizeRange: Reader<Range<BaseQuantity>> = (text) =>
  readRange(
    text,
    parsePositiveBase,
    'use a quantity above 0 in the base asset, such as 0.01, or a range such as 0.01..0.05',
  );

/** In ms, both ends included. */
export function timeRange(bounds: TimeBounds): Reader<DurationRange> {
  return (text) => {
    const [first = '', last] = endsOf(text);
    if (last !== undefined && isMixed(unitOf(first), unitOf(last))) {
      return { ok: false, remedy: 'give both ends their unit, such as 30s..2m, or neither' };
    }
    const range = readRange(
      text,
      (end) => parseTime(end, bounds),
      `${timeRemedy(bounds)}, or a range such as 30s..2m`,
    );
    return range.ok ? { ok: true, value: { leastMs: range.value.least, mostMs: range.value.most } } : range;
  };
}

function readRange<Value extends bigint | number>(
  text: string,
  parse: (text: string) => Value | undefined,
  remedy: string,
): Reading<Range<Value>> {
  const [first = '', last = first, ...rest] = endsOf(text);
  const least = parse(first);
  const most = parse(last);
  if (rest.length > 0 || least === undefined || most === undefined) return { ok: false, remedy };
  if (least > most) {
    return { ok: false, remedy: `a range goes from the least to the most, so write ${last}..${first}` };
  }
  return { ok: true, value: { least, most } };
}

const endsOf = (text: string): string[] => text.split('..').map((end) => end.trim());

const isMixed = (first: string, last: string): boolean => first !== last && first !== 'any' && last !== 'any';
