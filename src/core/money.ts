// Money and quantities with their units in the type. Ticks and lots are safe integers of one instrument; base quantities and
// quote amounts are BigInt in units of 10^−18, so that products and sums are exact.
import { assert, AssertionFailure } from './assert.ts';
import type { Brand } from './brand.ts';
import { floorDivide, formatUnits, parseUnits, UNIT_DECIMALS } from './decimal.ts';

/** A price as a whole number of an instrument's ticks. */
export type Ticks = Brand<number, 'ticks'>;
/** A quantity as a whole number of an instrument's lots; signed where it is a position (long > 0). */
export type Lots = Brand<number, 'lots'>;
/** A quantity of the base asset in 10^−18: the one unit in which quantities of two venues are added. Long > 0. */
export type BaseQuantity = Brand<bigint, 'base-quantity'>;
/** An amount of a quote asset in 10^−18. Which asset stands beside it: in the instrument, or in `Money`. */
export type QuoteAmount = Brand<bigint, 'quote-amount'>;
/** A fee as a share of notional in 10^−8 (0.0001 bps). Charged > 0, rebate < 0. */
export type FeeRate = Brand<bigint, 'fee-rate'>;

/** An amount together with the asset that it is in. */
export interface Money {
  readonly asset: string;
  readonly amount: QuoteAmount;
}

export const zeroLots = 0 as Lots;
export const zeroBase = 0n as BaseQuantity;
export const zeroQuote = 0n as QuoteAmount;

export function ticks(value: number): Ticks {
  if (!Number.isSafeInteger(value)) failUnits('ticks', value);
  return value as Ticks;
}

export function lots(value: number): Lots {
  if (!Number.isSafeInteger(value)) failUnits('lots', value);
  return value as Lots;
}

/** Apart, because the message of an assertion is made before it is needed, and these are called millions of times a second. */
function failUnits(unit: string, value: number): never {
  throw new AssertionFailure(`broken invariant: ${unit} are a safe integer, not ${value}`);
}

/** A count that was computed in BigInt; throws beyond 2^53. */
export function wholeCount(count: bigint): number {
  const value = Number(count);
  assert(Number.isSafeInteger(value), 'a count is a safe integer');
  return value;
}

/** A count of lots that was computed in BigInt. */
export const wholeLots = (count: bigint): Lots => lots(Number(count));

export const baseQuantity = (units: bigint): BaseQuantity => units as BaseQuantity;
export const quoteAmount = (units: bigint): QuoteAmount => units as QuoteAmount;
export const feeRate = (units: bigint): FeeRate => units as FeeRate;

export const addLots = (left: Lots, right: Lots): Lots => lots(left + right);
export const subtractLots = (left: Lots, right: Lots): Lots => lots(left - right);
export const negateLots = (value: Lots): Lots => (value === 0 ? zeroLots : (-value as Lots));
export const absLots = (value: Lots): Lots => (value < 0 ? (-value as Lots) : value);
export const minLots = (left: Lots, right: Lots): Lots => (left < right ? left : right);
export const maxLots = (left: Lots, right: Lots): Lots => (left > right ? left : right);
export const minTicks = (left: Ticks, right: Ticks): Ticks => (left < right ? left : right);
export const maxTicks = (left: Ticks, right: Ticks): Ticks => (left > right ? left : right);
export const addTicks = (price: Ticks, offset: number): Ticks => ticks(price + offset);

export const addBase = (left: BaseQuantity, right: BaseQuantity): BaseQuantity =>
  (left + right) as BaseQuantity;
export const absBase = (value: BaseQuantity): BaseQuantity => (value < 0n ? -value : value) as BaseQuantity;
export const minBase = (left: BaseQuantity, right: BaseQuantity): BaseQuantity =>
  left < right ? left : right;
export const maxBase = (left: BaseQuantity, right: BaseQuantity): BaseQuantity =>
  left > right ? left : right;

export const addQuote = (left: QuoteAmount, right: QuoteAmount): QuoteAmount => (left + right) as QuoteAmount;
export const subtractQuote = (left: QuoteAmount, right: QuoteAmount): QuoteAmount =>
  (left - right) as QuoteAmount;
export const negateQuote = (value: QuoteAmount): QuoteAmount => -value as QuoteAmount;

/** Adds amounts of one asset; mixing assets is a bug, conversion is explicit (`convert`). */
export function addMoney(left: Money, right: Money): Money {
  assert(
    left.asset === right.asset,
    () => `amounts of one asset are added, not ${left.asset} and ${right.asset}`,
  );
  return { asset: left.asset, amount: addQuote(left.amount, right.amount) };
}

const feeScale = 10n ** 8n;

/** The fee on a notional, rounded up in 10^−18, so that a charge is never under- and a rebate never overstated. */
export function feeOn(notional: QuoteAmount, rate: FeeRate): QuoteAmount {
  return -floorDivide(-(notional * rate), feeScale) as QuoteAmount;
}

/** "5.5" bps is 55 000 × 10^−8. `undefined` when it is no decimal, or finer than 0.0001 bps. */
export function parseFeeRateBps(bps: string): FeeRate | undefined {
  return parseUnits(bps, 4) as FeeRate | undefined;
}

export const formatFeeRateBps = (rate: FeeRate): string => formatUnits(rate, 4);
export const formatBase = (quantity: BaseQuantity): string => formatUnits(quantity);
export const formatQuote = (amount: QuoteAmount): string => formatUnits(amount);

export function parseBase(text: string): BaseQuantity | undefined {
  return parseUnits(text, UNIT_DECIMALS) as BaseQuantity | undefined;
}

export function parseQuote(text: string): QuoteAmount | undefined {
  return parseUnits(text, UNIT_DECIMALS) as QuoteAmount | undefined;
}

/**
 * The mid of two prices moved by a share of itself, as a tick inside that distance: rounded down for `bps` ≥ 0 and up for
 * `bps` < 0, so that an order at this price never leaves the band.
 */
export function midShiftedByBps(bid: Ticks, ask: Ticks, bps: number): Ticks {
  const shifted = (bid + ask) * (10_000 + bps);
  if (shifted < 0 || !Number.isSafeInteger(shifted)) return largeMidShiftedByBps(bid, ask, bps);
  // What remains is taken off first: the rest divides without a remainder.
  const beyond = shifted % 20_000;
  const whole = (shifted - beyond) / 20_000;
  return ticks(bps < 0 && beyond > 0 ? whole + 1 : whole);
}

/** The same beyond safe integers. */
function largeMidShiftedByBps(bid: Ticks, ask: Ticks, bps: number): Ticks {
  const shifted = BigInt(bid + ask) * BigInt(10_000 + bps);
  const whole = bps >= 0 ? floorDivide(shifted, 20_000n) : -floorDivide(-shifted, 20_000n);
  return ticks(Number(whole));
}
