// What the venue's refusals mean in our words, and what a person can do about them. Only a refusal that the venue spelled out
// counts as one; of everything else the outcome is unknown.
import { z } from 'zod';
import type { RefusalReason, VenueFailure } from '../../core/failure.ts';
import { limits, microseconds } from '../../core/limits.ts';
import { parseJson } from '../wire/json.ts';

/** An HTTP answer as it came. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

const errorShape = z.object({ code: z.string(), message: z.string() });

/** Codes that say enough by themselves; the others are told apart by what they say. */
const reasonsByCode: Readonly<Record<string, RefusalReason>> = {
  INSUFFICIENT_FUNDS: 'insufficient-margin',
  INSUFFICIENT_MARGIN: 'insufficient-margin',
  INSUFFICIENT_SUPPLY: 'insufficient-margin',
  MAX_LEVERAGE_REACHED: 'insufficient-margin',
  INVALID_MARKET: 'unknown-instrument',
  INVALID_SYMBOL: 'unknown-instrument',
  INVALID_PRICE: 'invalid-price',
  RESOURCE_NOT_FOUND: 'unknown-order',
  TRADING_PAUSED: 'not-trading',
};

/** For INVALID_ORDER, INVALID_QUANTITY and INVALID_CLIENT_REQUEST, which mean many things; the first that fits holds. */
const reasonsByMessage: readonly (readonly [pattern: RegExp, reason: RefusalReason])[] = [
  [/immediately match|post.?only/i, 'post-only-would-cross'],
  [/reduce.?only/i, 'reduce-only-would-increase'],
  [/fill.?or.?kill|completely/i, 'would-not-fill-completely'],
  [/client ?(order )?id/i, 'duplicate-client-order-id'],
  [/not found/i, 'unknown-order'],
  [/market symbol|invalid symbol/i, 'unknown-instrument'],
  [/below the minimum/i, 'below-minimum'],
  [/\bprice\b/i, 'invalid-price'],
  [/\bquantity\b/i, 'invalid-quantity'],
];

const invalidSignature = 'check that BACKPACK_SECRET_KEY belongs to BACKPACK_PUBLIC_KEY';
const remedies: readonly (readonly [pattern: RegExp, remedy: string])[] = [
  [/expired|timestamp|window/i, "let the machine's clock be set over the network (NTP)"],
  [/signature/i, invalidSignature],
  [
    /UNAUTHORIZED|FORBIDDEN|API key/i,
    'make a key that may trade in the settings of the venue, and put it into .env',
  ],
  [/INSUFFICIENT|MAX_LEVERAGE/, 'move collateral to this account, or trade a smaller --size'],
  [/below the minimum/i, "take a --size above the instrument's minimum"],
  [/INVALID_MARKET|INVALID_SYMBOL|market symbol/i, 'take a --ticker that the venue lists as a perpetual'],
  [/ACCOUNT_LIQUIDATING|ACCOUNT_DEACTIVATED/, 'look at the account at the venue before trading on'],
  [
    /ORDER_LIMIT|POSITION_LIMIT/,
    'the account is at a limit of the venue: cancel orders, or trade a smaller --size',
  ],
];

/** What the answer says other than yes; `undefined` for a status of success. */
export function failureOf({ status, headers, text }: Answer, nowUs: number): VenueFailure | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status === 429) return { kind: 'rate-limited', retryAtUs: nowUs + pauseUs(headers) };
  if (status === 408 || status === 504) return { kind: 'timed-out' };
  const error = errorIn(text);
  if (status >= 500)
    return { kind: 'unavailable', text: error === undefined ? `status ${status}` : wordsOf(error) };
  if (error === undefined) return { kind: 'malformed', text: `status ${status} without a code` };
  switch (error.code) {
    case 'TOO_MANY_REQUESTS':
      return { kind: 'rate-limited', retryAtUs: nowUs + pauseUs(headers) };
    case 'TIMEOUT':
      return { kind: 'timed-out' };
    case 'MAINTENANCE':
    case 'SERVER_ERROR':
      return { kind: 'unavailable', text: wordsOf(error) };
    default:
      return { kind: 'refused', reason: reasonOf(error), text: wordsOf(error) };
  }
}

type VenueError = z.infer<typeof errorShape>;

function errorIn(text: string): VenueError | undefined {
  const parsed = errorShape.safeParse(parseJson(text));
  return parsed.success ? parsed.data : undefined;
}

function reasonOf({ code, message }: VenueError): RefusalReason {
  const byCode = reasonsByCode[code];
  if (byCode !== undefined) return byCode;
  return reasonsByMessage.find(([pattern]) => pattern.test(message))?.[1] ?? 'other';
}

/** The venue's words, and what to do, where that can be said. */
function wordsOf({ code, message }: VenueError): string {
  const words = `${code}: ${message.slice(0, 200)}`;
  const remedy = remedies.find(([pattern]) => pattern.test(words))?.[1];
  return remedy === undefined ? words : `${words}; ${remedy}`;
}

/** As long as the venue says, in whole seconds, or else the shortest pause that makes sense. */
function pauseUs(headers: Answer['headers']): number {
  const seconds = headers['retry-after'];
  const isWhole = typeof seconds === 'string' && /^\d{1,6}$/.test(seconds);
  return microseconds(isWhole ? Number(seconds) * 1_000 : limits.rateLimitedPauseMs);
}
