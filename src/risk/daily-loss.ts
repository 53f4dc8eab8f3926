// S1's second check: the day's net loss, fees included, against its limit.
import { formatQuote, negateQuote, type QuoteAmount } from '../core/money.ts';
import type { Refusal } from './refusal.ts';

/** `dailyNet` is the net result since 00:00 UTC (loss < 0); `limit` is positive, or `undefined` for none. */
export function checkDailyLoss(
  dailyNet: QuoteAmount | undefined,
  limit: QuoteAmount | undefined,
): Refusal | undefined {
  if (limit === undefined) return undefined;
  if (dailyNet === undefined)
    return { code: 'no-price', text: 'the day’s result cannot be told without a price' };
  if (dailyNet > negateQuote(limit)) return undefined;
  return {
    code: 'daily-loss-limit',
    text: `the day’s net result is ${formatQuote(dailyNet)}, at or beyond the limit of −${formatQuote(limit)}`,
  };
}
