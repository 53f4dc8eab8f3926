// A part of a whole, exact, so that a limit of 10 % means 10 %: rates of margin, and limits that are relative.
import type { Brand } from './brand.ts';
import { floorDivide, formatUnits, parseUnits } from './decimal.ts';

/** In 10^−8 (0.000001 %). */
export type Share = Brand<bigint, 'share'>;

export const shareScale = 10n ** 8n;
export const wholeShare = shareScale as Share;

export const share = (units: bigint): Share => units as Share;

/** Whole percent, for constants. */
export const percent = (count: number): Share => share((BigInt(count) * shareScale) / 100n);

/** `undefined` when it is no decimal, or finer than 0.000001 %. */
export function parseSharePercent(text: string): Share | undefined {
  return parseUnits(text, 6) as Share | undefined;
}

/** "12.5" for an eighth. */
export const formatSharePercent = (value: Share): string => formatUnits(value, 6);

/** The share of an amount, rounded towards minus infinity. */
export const shareRoundedDown = (amount: bigint, part: Share): bigint =>
  floorDivide(amount * part, shareScale);

/** The share of an amount, rounded towards plus infinity. */
export const shareRoundedUp = (amount: bigint, part: Share): bigint =>
  -floorDivide(-amount * part, shareScale);
