// Decimal text to integers and back, exactly. Venue decimals stay text until they come through here.

export const UNIT_DECIMALS = 18;
const unitScale = 10n ** BigInt(UNIT_DECIMALS);

/** A decimal number: `digits` × 10^−`decimals`, without trailing zeros after the point. */
export interface Decimal {
  readonly digits: bigint;
  readonly decimals: number;
}

const decimalPattern = /^([+-]?)(\d{1,30})(?:\.(\d{0,30}))?$/;

/** Exact; `undefined` for anything but plain decimal notation, so "1e-3", "" and "abc" are told apart from numbers. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = decimalPattern.exec(text);
  if (match === null) return undefined;
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  const magnitude = BigInt(`${match[2] ?? '0'}${fraction}`);
  return { digits: match[1] === '-' ? -magnitude : magnitude, decimals: fraction.length };
}

/** The decimal in units of 10^−`decimals`; `undefined` when it does not fit without rounding. */
export function decimalToUnits(decimal: Decimal, decimals: number = UNIT_DECIMALS): bigint | undefined {
  if (decimal.decimals > decimals) return undefined;
  return decimal.digits * 10n ** BigInt(decimals - decimal.decimals);
}

/** Parses text into units of 10^−`decimals`; `undefined` when it is no decimal or would need rounding. */
export function parseUnits(text: string, decimals: number = UNIT_DECIMALS): bigint | undefined {
  const decimal = parseDecimal(text);
  return decimal === undefined ? undefined : decimalToUnits(decimal, decimals);
}

/** Plain decimal text, exact, without trailing zeros: 1500000000000000000 in 18 decimals is "1.5". */
export function formatUnits(units: bigint, decimals: number = UNIT_DECIMALS): string {
  const negative = units < 0n;
  const digits = (negative ? -units : units).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  const text = fraction === '' ? whole : `${whole}.${fraction}`;
  return negative && text !== '0' ? `-${text}` : text;
}

export function formatDecimal(decimal: Decimal): string {
  return formatUnits(decimal.digits, decimal.decimals);
}

/** For people: rounded half away from zero to `places` decimals, which are always shown. */
export function formatRounded(units: bigint, places: number, decimals: number = UNIT_DECIMALS): string {
  const magnitude = units < 0n ? -units : units;
  const divisor = 10n ** BigInt(Math.max(0, decimals - places));
  const missing = 10n ** BigInt(Math.max(0, places - decimals));
  const rounded = ((magnitude + divisor / 2n) / divisor) * missing;
  const digits = rounded.toString().padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return units < 0n && rounded !== 0n ? `-${text}` : text;
}

/** `numerator` ÷ `denominator` in units of 10^−18, rounded half away from zero. Throws on a zero denominator. */
export function ratioUnits(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError('ratio with a zero denominator');
  const negative = numerator < 0n !== denominator < 0n;
  const top = (numerator < 0n ? -numerator : numerator) * unitScale;
  const bottom = denominator < 0n ? -denominator : denominator;
  const magnitude = (top + bottom / 2n) / bottom;
  return negative ? -magnitude : magnitude;
}

/** The whole part of the square root, by Newton's method from above; `value` ≥ 0. */
export function squareRoot(value: bigint): bigint {
  if (value < 0n) throw new RangeError('square root of a negative number');
  if (value < 2n) return value;
  let root = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** Division that rounds towards minus infinity; `divisor` > 0. */
export function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  // A remainder would be a second division, which costs more than all the rest.
  return dividend >= 0n || quotient * divisor === dividend ? quotient : quotient - 1n;
}
