// What the venue's refusals mean in our words, and what a person can do about them. The same codes come as the error of a request,
// inside errors over the order socket, and as the reason for which an order was closed before it ever rested.
import { z } from 'zod';
import type { RefusalReason, VenueFailure } from '../../core/failure.ts';
import { limits, microseconds } from '../../core/limits.ts';
import type { HttpReply } from '../wire/http-client.ts';
import { parseJson } from '../wire/json.ts';

const errorShape = z.object({ error: z.string(), message: z.string().optional() });

/** The first that is found in the venue's words holds. */
const reasons: readonly (readonly [pattern: RegExp, reason: RefusalReason])[] = [
  [/POST_ONLY_WOULD|WOULD_CROSS/, 'post-only-would-cross'],
  [/REDUCE_ONLY/, 'reduce-only-would-increase'],
  [/NOT_ENOUGH_MARGIN|INSUFFICIENT_MARGIN|INSUFFICIENT_BALANCE/, 'insufficient-margin'],
  [/DUPLICATED_CLIENT_ID|NOT_UNIQUE/, 'duplicate-client-order-id'],
  [/ORDER_ID_NOT_FOUND|ORDER_IS_CLOSED|NO_ORDER_FOUND/, 'unknown-order'],
  [/MARKET_NOT_FOUND|INVALID_SYMBOL/, 'unknown-instrument'],
  [
    /MARKET_NOT_OPEN|SYSTEM_STATUS|SYSTEM_STATE|MARKET_NOT_TRADING|TRADING_PAUSED|NO_ACCESS_TO_MARKET/,
    'not-trading',
  ],
  [/below the minimum|MIN_NOTIONAL|minimum (order )?(notional|value|size)/i, 'below-minimum'],
  [/INVALID_ORDER_SIZE|INVALID_SIZE|\bsize\b/i, 'invalid-quantity'],
  [/INVALID_PRICE|PRICE_BAND|\bprice\b/i, 'invalid-price'],
];

const remedies: readonly (readonly [pattern: RegExp, remedy: string])[] = [
  [
    /INVALID_TIMESTAMP|SIGNATURE_EXPIRATION|timestamp/i,
    "let the machine's clock be set over the network (NTP)",
  ],
  [
    /SIGNATURE|PUBLIC_KEY_INVALID|INVALID_SUBKEY/,
    'check that PARADEX_L2_PRIVATE_KEY belongs to PARADEX_L2_ADDRESS, and both to PARADEX_ENVIRONMENT',
  ],
  [
    /ACCOUNT_NOT_FOUND|NOT_ONBOARDED|STARKNET_ADDRESS/,
    'check PARADEX_L2_ADDRESS, and open the account once on the website of the venue',
  ],
  [/UNAUTHORIZED|INVALID_TOKEN|Bearer/, 'look whether the key is still listed in the settings of the venue'],
  [/IP_NOT_ALLOWED|GEO_IP/, 'the venue does not serve this address: look at the IP list of the key'],
  [/MARGIN|BALANCE/, 'move collateral to this account, or trade a smaller --size'],
  [/POSITION_LIMIT|MAX_OPEN_ORDERS/, 'the account is at a limit of the venue: trade a smaller --size'],
  [/minimum|MIN_NOTIONAL/i, "take a --size above the instrument's minimum"],
  [/MARKET_NOT_FOUND|INVALID_SYMBOL/, 'take a --ticker that the venue lists as a perpetual'],
];

/** What the answer says other than yes; `undefined` for a status of success. */
export function failureOfReply(
  { status, headers, text }: HttpReply,
  nowUs: number,
): VenueFailure | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status === 429) return { kind: 'rate-limited', retryAtUs: nowUs + pauseUs(headers) };
  if (status === 408 || status === 504) return { kind: 'timed-out' };
  const parsed = errorShape.safeParse(parseJson(text));
  if (!parsed.success)
    return status >= 500
      ? { kind: 'unavailable', text: `status ${status}` }
      : { kind: 'malformed', text: `status ${status} without a code` };
  const { error, message } = parsed.data;
  return failureOfWords(message === undefined ? error : `${error}: ${message}`, nowUs);
}

/** An error over the order socket: what it refuses has not happened, unless the venue itself has failed. */
export function failureOfError(
  { code, message, data }: { readonly code?: unknown; readonly message?: unknown; readonly data?: unknown },
  nowUs: number,
): VenueFailure {
  const words = [message, typeof data === 'string' ? data : JSON.stringify(data)].filter(Boolean).join(': ');
  if (code === internalError) return { kind: 'unavailable', text: words.slice(0, textMax) };
  return failureOfWords(words === '' ? `error ${String(code)}` : words, nowUs);
}

/** For an order that was closed without having rested. */
export const refusalOf = (words: string): VenueFailure => ({
  kind: 'refused',
  reason: reasonOf(words),
  text: withRemedy(words),
});

const internalError = -32_603;
const textMax = 200;

function failureOfWords(words: string, nowUs: number): VenueFailure {
  if (/rate.?limit|too many requests/i.test(words))
    return { kind: 'rate-limited', retryAtUs: nowUs + microseconds(limits.rateLimitedPauseMs) };
  if (/INTERNAL_ERROR|SERVICE_UNAVAILABLE|maintenance/i.test(words))
    return { kind: 'unavailable', text: words.slice(0, textMax) };
  return refusalOf(words);
}

function reasonOf(words: string): RefusalReason {
  return reasons.find(([pattern]) => pattern.test(words))?.[1] ?? 'other';
}

/** The venue's words, and what to do, where that can be said. */
function withRemedy(words: string): string {
  const remedy = remedies.find(([pattern]) => pattern.test(words))?.[1];
  const text = words.slice(0, textMax);
  return remedy === undefined ? text : `${text}; ${remedy}`;
}

/** As long as the venue says, in whole seconds, or else the shortest pause that makes sense. */
function pauseUs(headers: HttpReply['headers']): number {
  const seconds = headers['retry-after'];
  const isWhole = typeof seconds === 'string' && /^\d{1,6}$/.test(seconds);
  return microseconds(isWhole ? Number(seconds) * 1_000 : limits.rateLimitedPauseMs);
}
