import { describe, expect, test } from 'vitest';
import { provesNoEffect } from '../../core/failure.ts';
import { failureOf } from './failures.ts';
import errors from './testing/fixtures/errors.json' with { type: 'json' };

const nowUs = 1_000_000;

const answer = (status: number, body: unknown, headers = {}) => ({
  status,
  headers,
  text: typeof body === 'string' ? body : JSON.stringify(body),
});

describe('answers that are no yes', () => {
  test.each([
    ['a post-only price that crosses', errors.wouldCross, 'post-only-would-cross'],
    ['a price out of bounds', errors.farPrice, 'invalid-price'],
    ['a quantity below the minimum', errors.belowMinimum, 'below-minimum'],
    ['a quantity between two lots', errors.tooFine, 'invalid-quantity'],
    ['a market that is not listed', errors.unknownMarket, 'unknown-instrument'],
    ['too little margin', errors.margin, 'insufficient-margin'],
    ['an order that is not there', errors.noOrder, 'unknown-order'],
    ['a signature that does not fit', errors.badSignature, 'other'],
    ['a code that is new to us', { code: 'FULL_MOON', message: 'No trade tonight' }, 'other'],
  ])('%s: a refusal that proves that nothing happened', (_name, error, reason) => {
    const failure = failureOf(answer(400, error), nowUs);
    expect(failure).toMatchObject({ kind: 'refused', reason });
    expect(failure !== undefined && provesNoEffect(failure)).toBe(true);
  });

  test.each([
    ['a key that fits no signature', errors.badSignature, 'BACKPACK_SECRET_KEY'],
    ['a clock that is wrong', { code: 'INVALID_CLIENT_REQUEST', message: 'Request has expired' }, 'NTP'],
    ['too little margin', errors.margin, '--size'],
    ['a revoked key', { code: 'UNAUTHORIZED', message: 'Unauthorized' }, '.env'],
  ])('%s: the text names the remedy', (_name, error, remedy) => {
    expect(failureOf(answer(400, error), nowUs)).toMatchObject({ text: expect.stringContaining(remedy) });
  });

  test('a client id that is in use proves the contrary: the first order with it arrived', () => {
    const error = { code: 'INVALID_ORDER', message: 'Duplicate client order ID' };
    const failure = failureOf(answer(400, error), nowUs);
    expect(failure).toMatchObject({ kind: 'refused', reason: 'duplicate-client-order-id' });
    expect(failure !== undefined && provesNoEffect(failure)).toBe(false);
  });

  test.each([
    ['too many requests', 429, 'slow down', {}, { kind: 'rate-limited', retryAtUs: nowUs + 500_000 }],
    ['… until then', 429, '', { 'retry-after': '7' }, { kind: 'rate-limited', retryAtUs: nowUs + 7_000_000 }],
    ['… by its code', 400, { code: 'TOO_MANY_REQUESTS', message: '' }, {}, { kind: 'rate-limited' }],
    ['a time-out of the venue', 400, { code: 'TIMEOUT', message: '' }, {}, { kind: 'timed-out' }],
    ['a time-out on the way', 504, '<html>', {}, { kind: 'timed-out' }],
    ['maintenance', 503, { code: 'MAINTENANCE', message: 'Back soon' }, {}, { kind: 'unavailable' }],
    ['an error of the server', 500, '<html>', {}, { kind: 'unavailable', text: 'status 500' }],
    ['a page of something in between', 403, '<html>', {}, { kind: 'malformed' }],
  ])('%s', (_name, status, body, headers, failure) => {
    expect(failureOf(answer(status, body, headers), nowUs)).toMatchObject(failure);
  });

  test('a status of success is no failure', () => {
    expect([200, 202].map((status) => failureOf(answer(status, ''), nowUs))).toEqual([undefined, undefined]);
  });
});
