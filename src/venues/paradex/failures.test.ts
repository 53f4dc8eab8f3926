// The venue's words for no, in ours.
import { describe, expect, test } from 'vitest';
import { failureOfError, failureOfReply, refusalOf } from './failures.ts';
import errors from './testing/fixtures/errors.json' with { type: 'json' };

const reply = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  failureOfReply({ kind: 'reply', status, headers, text: JSON.stringify(body) }, 0);

describe('answers to requests', () => {
  test('success is no failure, whatever stands in it', () => {
    expect(reply(200, errors.notOnboarded)).toBeUndefined();
    expect(reply(204, '')).toBeUndefined();
  });

  test.each([
    ['MARKET_NOT_FOUND', 'unknown-instrument', /--ticker/],
    ['CLIENT_ORDER_ID_NOT_FOUND', 'unknown-order', /./],
    ['ORDER_IS_CLOSED', 'unknown-order', /./],
    ['DUPLICATED_CLIENT_ID', 'duplicate-client-order-id', /./],
    ['SYSTEM_STATUS_CANCEL_ONLY', 'not-trading', /./],
    ['MARKET_NOT_OPEN', 'not-trading', /./],
    ['INVALID_ORDER_SIZE', 'invalid-quantity', /./],
    ['INVALID_ORDER_SIGNATURE', 'other', /PARADEX_L2_PRIVATE_KEY/],
    ['INVALID_TIMESTAMP', 'other', /NTP/],
    ['NOT_ONBOARDED', 'other', /PARADEX_L2_ADDRESS/],
    ['IP_NOT_ALLOWED', 'other', /IP list/],
    ['ORDER_IS_NOT_OPEN', 'other', /./],
  ])('%s is %s', (error, reason, words) => {
    const failure = reply(400, { error, message: '' });
    expect(failure).toMatchObject({ kind: 'refused', reason, text: expect.stringMatching(words) });
  });

  test.each([
    [408, { error: 'x' }, 'timed-out'],
    [429, {}, 'rate-limited'],
    [500, { error: 'INTERNAL_ERROR' }, 'unavailable'],
    [503, '<html>', 'unavailable'],
    [504, {}, 'timed-out'],
    [400, '<html>', 'malformed'],
  ])('status %d with %j is %s', (status, body, kind) => {
    expect(reply(status, body)).toMatchObject({ kind });
  });

  test('429 with a time says when to come back', () => {
    expect(reply(429, {}, { 'retry-after': '7' })).toEqual({ kind: 'rate-limited', retryAtUs: 7_000_000 });
  });
});

describe('errors over the socket', () => {
  test.each([
    [
      errors.bearer,
      { kind: 'refused', reason: 'other', text: expect.stringMatching(/settings of the venue/) },
    ],
    [errors.channel, { kind: 'refused', reason: 'other' }],
    [{ code: 100, message: 'no such order', data: 'CLIENT_ORDER_ID_NOT_FOUND' }, { reason: 'unknown-order' }],
    [{ code: 100, message: 'rate limit exceeded' }, { kind: 'rate-limited' }],
    [{ code: -32_603, message: 'Internal error' }, { kind: 'unavailable' }],
    [{}, { kind: 'refused', reason: 'other', text: 'error undefined' }],
  ])('%j', (error, expected) => {
    expect(failureOfError(error, 0)).toMatchObject(expected);
  });
});

test.each([
  ['POST_ONLY_WOULD_CROSS', 'post-only-would-cross'],
  ['REDUCE_ONLY_WILL_INCREASE', 'reduce-only-would-increase'],
  ['NOT_ENOUGH_MARGIN', 'insufficient-margin'],
  ['ORDER_EXCEEDS_POSITION_LIMIT', 'other'],
])('an order that was closed for %s was refused: %s', (why, reason) => {
  expect(refusalOf(why)).toMatchObject({ kind: 'refused', reason });
});
