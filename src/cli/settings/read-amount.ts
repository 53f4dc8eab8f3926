// Quantities, amounts, shares and counts from text, exactly.
import { parseUnits } from '../../core/decimal.ts';
import { parseEdgeBps } from '../../core/edge.ts';
import type { FeeSchedule } from '../../core/instrument.ts';
import { limits } from '../../core/limits.ts';
import { parseBase, parseFeeRateBps, parseQuote, wholeCount, type QuoteAmount } from '../../core/money.ts';
import type { OrderRate } from '../../core/rate-limit.ts';
import { parseSharePercent, wholeShare, type Share } from '../../core/share.ts';
import { reader, type Reader } from './setting.ts';

/** In the base asset, above 0. */
export const parsePositiveBase = above(0n, parseBase);

/** In the base asset, 0 or more. */
export const unsignedBase = (remedy: string) => reader(atLeast(0n, parseBase), remedy);

export const positiveQuote = (remedy: string) => reader(above(0n, parseQuote), remedy);

export const quote = (remedy: string) => reader(parseQuote, remedy);

export const edgeBps = reader(
  parseEdgeBps,
  'use basis points with at most 4 decimals, such as 1.5; below 0 accepts a loss',
);

export const positiveEdgeBps = reader(
  above(0n, parseEdgeBps),
  'use basis points above 0 with at most 4 decimals, such as 5',
);

/** In 10^−18 of a percent. */
export const percent = (remedy: string) =>
  reader((text) => {
    const units = atLeast(0n, parseUnits)(text);
    return units !== undefined && units <= 100n * 10n ** 18n ? units : undefined;
  }, remedy);

/** From 0 % to less than 100 %. */
export const shareOfAll: Reader<Share> = reader((text) => {
  const value = atLeast(0n, parseSharePercent)(text);
  return value !== undefined && value < wholeShare ? value : undefined;
}, 'use a percentage from 0 to less than 100, with at most 6 decimals');

export function wholeNumber(least: number, most: number, remedy: string): Reader<number> {
  return reader((text) => {
    const value = Number(text);
    return /^\d{1,16}$/.test(text) && value >= least && value <= most ? value : undefined;
  }, remedy);
}

export const fees: Reader<FeeSchedule> = reader((text) => {
  const [maker, taker, ...rest] = text.split('/').map((rate) => parseFeeRateBps(rate.trim()));
  return maker !== undefined && taker !== undefined && rest.length === 0 ? { maker, taker } : undefined;
}, 'write MAKER/TAKER in bps, such as 2/5 (a rebate is negative)');

export const orderRate: Reader<OrderRate> = reader((text) => {
  const [, count, seconds] = /^(\d{1,6})\/([\d.]{1,16})$/.exec(text) ?? [];
  const requests = Number(count);
  const perMs = seconds === undefined ? undefined : above(0n, parseMilliseconds)(seconds);
  return perMs === undefined || perMs > 86_400_000n || requests < 1 || requests > limits.orderRateRequestsMax
    ? undefined
    : { requests, perMs: wholeCount(perMs) };
}, `write COUNT/SECONDS, such as 50/10, with at most ${limits.orderRateRequestsMax} requests in at most 86400 s`);

const parseMilliseconds = (text: string): bigint | undefined => parseUnits(text, 3);

/** What one unit of an asset is worth, in 10^−18 of the primary's quote. */
export interface StatedRate {
  readonly asset: string;
  readonly rateUnits: bigint;
}

export const quoteRate: Reader<StatedRate> = reader((text) => {
  const [, asset, rate] = /^([A-Za-z0-9]{2,10})=(.+)$/.exec(text) ?? [];
  const rateUnits = rate === undefined ? undefined : above(0n, parseUnits)(rate.trim());
  return asset === undefined || rateUnits === undefined
    ? undefined
    : { asset: asset.toUpperCase(), rateUnits };
}, 'write ASSET=RATE, such as USDT=0.9998');

export interface StatedVolume {
  readonly venue: string;
  readonly amount: QuoteAmount;
}

export const venueVolume: Reader<StatedVolume> = reader((text) => {
  const [, venue, stated] = /^([A-Za-z0-9_-]{1,40})=(.+)$/.exec(text) ?? [];
  const amount = stated === undefined ? undefined : above(0n, parseQuote)(stated.trim());
  return venue === undefined || amount === undefined ? undefined : { venue, amount };
}, 'write VENUE=AMOUNT with an amount above 0, such as backpack=100000');

type Parse<Value extends bigint> = (text: string) => Value | undefined;

function above<Value extends bigint>(bound: bigint, parse: Parse<Value>): Parse<Value> {
  return (text) => {
    const value = parse(text);
    return value !== undefined && value > bound ? value : undefined;
  };
}

function atLeast<Value extends bigint>(bound: bigint, parse: Parse<Value>): Parse<Value> {
  return (text) => {
    const value = parse(text);
    return value !== undefined && value >= bound ? value : undefined;
  };
}
