// What the venue's refusals mean in our words, and what a person can do about them. Only a refusal that the venue spelled out
// counts as one; of everything else the outcome is unknown.
import type { RefusalReason, VenueFailure } from '../../core/failure.ts';
import { limits, microseconds } from '../../core/limits.ts';
import { asRecord, parseJson } from '../wire/json.ts';

/** As in the body of a refused request, and in the answer of a socket. */
export interface GrvtError {
  readonly code: number;
  readonly message: string;
}

/** An HTTP answer as it came. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** Codes that are more than "other"; those of the venue's own trouble are not refusals, and stand apart. */
const reasons: Readonly<Record<number, RefusalReason>> = {
  1004: 'unknown-order',
  1009: 'not-trading',
  2012: 'duplicate-client-order-id',
  2020: 'invalid-price',
  2021: 'invalid-price',
  2060: 'not-trading',
  2061: 'unknown-instrument',
  2062: 'below-minimum',
  2063: 'below-minimum',
  2064: 'invalid-price',
  2065: 'invalid-quantity',
  2066: 'below-minimum',
  2067: 'below-minimum',
  2080: 'insufficient-margin',
  2400: 'reduce-only-would-increase',
  2401: 'reduce-only-would-increase',
  2402: 'reduce-only-would-increase',
  3000: 'unknown-instrument',
  7201: 'invalid-price',
};

const rateLimited = 1006;
/** The venue's own errors: what became of the request is not known. */
const ownErrors: ReadonlySet<number> = new Set([1002, 1005, 3004, 3005, 3006]);
/** The session is over or was never good: a fresh login may help. */
const sessionErrors: ReadonlySet<number> = new Set([1000]);

const clock = "let the machine's clock be set over the network (NTP)";
const signer = 'check that GRVT_PRIVATE_KEY is the secret of GRVT_API_KEY, and may trade';
const account = 'check that GRVT_TRADING_ACCOUNT_ID is the account that GRVT_API_KEY was made for';
const smaller = 'move collateral to this account, or trade a smaller --size';

const remedies: Readonly<Record<number, string>> = {
  1000: 'check GRVT_API_KEY, and that it is of the environment that GRVT_ENVIRONMENT names',
  1001: account,
  1008: "add this machine's address to those that the API key allows",
  1012: 'check that GRVT_ENVIRONMENT names the environment of the key',
  1400: signer,
  2000: signer,
  2001: clock,
  2002: 'check GRVT_ENVIRONMENT, and look for a newer version of evenkeel',
  2003: account,
  2004: 'make a new API key, and put it into .env',
  2008: clock,
  2061: 'take a --ticker that the venue lists as a perpetual',
  2062: "take a --size above the instrument's minimum",
  2066: "take a --size above the instrument's minimum",
  2067: "take a --size above the instrument's minimum",
  2080: smaller,
  2081: 'the position would pass a limit of the venue: trade a smaller --size',
  2083: 'the position would pass the limit of this leverage: lower the leverage, or trade a smaller --size',
  2090: 'cancel orders at the venue: it takes no more of this account',
  3000: 'take a --ticker that the venue lists as a perpetual',
};

export const asksForLogin = ({ code }: GrvtError): boolean => sessionErrors.has(code);

/** What an error means. `headers` may name a pause. */
export function failureOf(
  error: GrvtError,
  nowUs: number,
  headers: Answer['headers'] = {},
): Exclude<VenueFailure, { kind: 'timed-out' }> {
  const { code } = error;
  if (code === rateLimited) return { kind: 'rate-limited', retryAtUs: nowUs + pauseUs(headers) };
  if (ownErrors.has(code)) return { kind: 'unavailable', text: wordsOf(error) };
  return { kind: 'refused', reason: reasons[code] ?? 'other', text: wordsOf(error) };
}

/** What an HTTP answer says other than yes; `undefined` for a status of success. */
export function failureOfAnswer(answer: Answer, nowUs: number): VenueFailure | undefined {
  const { status, headers, text } = answer;
  if (status >= 200 && status < 300) return undefined;
  const error = errorIn(parseJson(text));
  // Some errors of ours come with the status of too many requests, and a refusal of ours is never a 5xx.
  if (error !== undefined && (status < 500 || reasons[error.code] !== undefined))
    return failureOf(error, nowUs, headers);
  if (status === 429) return { kind: 'rate-limited', retryAtUs: nowUs + pauseUs(headers) };
  if (status === 408 || status === 504) return { kind: 'timed-out' };
  if (status >= 500)
    return { kind: 'unavailable', text: error === undefined ? `status ${status}` : wordsOf(error) };
  return { kind: 'malformed', text: `status ${status} without a code` };
}

/** `undefined` where there is none that can be read. */
export function errorIn(value: unknown): GrvtError | undefined {
  const fields = asRecord(value);
  const { code, message } = fields ?? {};
  if (typeof code !== 'number' || typeof message !== 'string') return undefined;
  return { code, message };
}

/** Why an order that the venue had taken was rejected or cancelled by it; `undefined` where that is no refusal of the order. */
export function refusalOfReason(reason: string): RefusalReason | undefined {
  return refusalReasons[reason];
}

const refusalReasons: Readonly<Record<string, RefusalReason>> = {
  FAIL_POST_ONLY: 'post-only-would-cross',
  FAIL_REDUCE_ONLY: 'reduce-only-would-increase',
  REDUCE_ONLY_LIMIT: 'reduce-only-would-increase',
  AON_CANCEL: 'would-not-fill-completely',
  FOK_CANCEL: 'would-not-fill-completely',
  OVERLAPPING_CLIENT_ORDER_ID: 'duplicate-client-order-id',
  BELOW_MARGIN: 'insufficient-margin',
  BELOW_MARGIN_WITH_PENALTY_DEVIATION: 'insufficient-margin',
  INSUFFICIENT_BALANCE: 'insufficient-margin',
  INSTRUMENT_INVALID: 'unknown-instrument',
  INSTRUMENT_DEACTIVATED: 'not-trading',
  MARKET_ORDER_WITH_LIMIT_PRICE: 'invalid-price',
};

/** The venue's words, and what to do, where that can be said. */
function wordsOf({ code, message }: GrvtError): string {
  const words = `${code}: ${message.slice(0, 200)}`;
  const remedy = remedies[code];
  return remedy === undefined ? words : `${words}; ${remedy}`;
}

/** As long as the venue says, in whole seconds, or else the shortest pause that makes sense. */
function pauseUs(headers: Answer['headers']): number {
  const seconds = headers['retry-after'];
  const isWhole = typeof seconds === 'string' && /^\d{1,6}$/.test(seconds);
  return microseconds(isWhole ? Number(seconds) * 1_000 : limits.rateLimitedPauseMs);
}
