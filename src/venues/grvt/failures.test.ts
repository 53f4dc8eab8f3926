// What the venue's codes become, and that nothing is taken for a refusal that was not spelled out.
import { describe, expect, test } from 'vitest';
import { provesNoEffect } from '../../core/failure.ts';
import { failureOf, failureOfAnswer, refusalOfReason } from './failures.ts';

const answer = (status: number, body: unknown, headers = {}) =>
  failureOfAnswer(
    { status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) },
    1_000_000,
  );
const error = (code: number, status: number) =>
  answer(status, { request_id: 1, code, message: 'as the venue says it', status });

describe('failures', () => {
  test.each([
    [1000, 401, 'other', 'GRVT_API_KEY'],
    [2000, 403, 'other', 'GRVT_PRIVATE_KEY'],
    [2001, 403, 'other', 'clock'],
    [2002, 403, 'other', 'GRVT_ENVIRONMENT'],
    [2012, 400, 'duplicate-client-order-id', ''],
    [2021, 400, 'invalid-price', ''],
    [2061, 400, 'unknown-instrument', '--ticker'],
    [2062, 400, 'below-minimum', '--size'],
    [2064, 400, 'invalid-price', ''],
    [2065, 400, 'invalid-quantity', ''],
    [2066, 400, 'below-minimum', '--size'],
    [2080, 400, 'insufficient-margin', 'collateral'],
    [2090, 429, 'other', 'cancel orders'],
    [2400, 400, 'reduce-only-would-increase', ''],
    [1004, 404, 'unknown-order', ''],
    [1009, 503, 'not-trading', ''],
  ] as const)('code %i is a refusal, in words and with what to do', (code, status, reason, remedy) => {
    const failure = error(code, status);
    expect(failure).toMatchObject({ kind: 'refused', reason });
    expect(failure).toMatchObject({ text: expect.stringContaining(remedy) });
    expect(failure).toMatchObject({ text: expect.stringContaining(`${code}: as the venue says it`) });
  });

  test.each([
    ['an error of the venue itself', error(1002, 500)],
    ['a status of 502 in HTML', answer(502, '<html>')],
    ['a gateway that gave up', answer(504, '')],
    ['a status of 400 without a code', answer(400, 'no')],
    ['an error of the venue itself on a socket', failureOf({ code: 1005, message: 'unknown' }, 0)],
  ])('%s proves nothing', (_name, failure) => {
    expect(failure !== undefined && provesNoEffect(failure)).toBe(false);
  });

  test('too many requests: until the venue says, or for a moment', () => {
    const failure = answer(429, { code: 1006, message: 'tier' }, { 'retry-after': '2' });
    expect(failure).toEqual({ kind: 'rate-limited', retryAtUs: 3_000_000 });
    expect(error(1006, 429)).toEqual({ kind: 'rate-limited', retryAtUs: 1_500_000 });
    expect(answer(429, 'slow down')).toEqual({ kind: 'rate-limited', retryAtUs: 1_500_000 });
  });

  test('a status of success is no failure', () => {
    expect(answer(200, {})).toBeUndefined();
  });

  test.each([
    ['FAIL_POST_ONLY', 'post-only-would-cross'],
    ['FAIL_REDUCE_ONLY', 'reduce-only-would-increase'],
    ['FOK_CANCEL', 'would-not-fill-completely'],
    ['BELOW_MARGIN', 'insufficient-margin'],
    ['CLIENT_CANCEL', undefined],
    ['EXPIRED', undefined],
  ])('%s of an order is %s', (reason, refusal) => {
    expect(refusalOfReason(reason)).toBe(refusal);
  });
});
