import { describe, expect, test } from 'vitest';
import history from './testing/fixtures/history.json' with { type: 'json' };
import replies from './testing/fixtures/order-replies.json' with { type: 'json' };
import {
  fillsShape,
  fundingShape,
  naiveTimeDoubtUs,
  ordersShape,
  parseClientId,
  parseNaiveTimeUs,
  positionsShape,
} from './wire.ts';

describe('shapes of answers', () => {
  test.each([
    ['orders, as replied and as kept in the history', ordersShape, Object.values(replies)],
    ['fills', fillsShape, [history.fill]],
    ['funding payments', fundingShape, [history.funding]],
    ['positions', positionsShape, [history.position]],
  ])('%s as the venue has published them', (_name, shape, payload) => {
    expect(shape.safeParse(payload).success).toBe(true);
  });

  test.each([
    ['an object for a list', ordersShape, replies.new],
    ['a fill without its fee', fillsShape, [{ ...history.fill, fee: undefined }]],
    ['a position as a number', positionsShape, [{ ...history.position, netQuantity: 0.0036 }]],
  ])('%s is not read', (_name, shape, payload) => {
    expect(shape.safeParse(payload).success).toBe(false);
  });
});

describe('times of histories', () => {
  test.each([
    ['2025-07-27T17:39:00.092', 1_753_637_940_092_000],
    ['2025-07-27T17:39:00.092345', 1_753_637_940_092_345],
    ['2025-08-01T16:00:00', 1_754_064_000_000_000],
    ['yesterday', undefined],
    ['2025-13-41T17:39:00', undefined],
  ])('%s', (text, us) => {
    expect(parseNaiveTimeUs(text)).toBe(us);
  });

  test('what is shown in milliseconds may have been up to one later', () => {
    const doubts = ['2025-07-27T17:39:00.092', '2025-07-27T17:39:00.092345'].map(naiveTimeDoubtUs);
    expect(doubts).toEqual([999, 0]);
  });
});

test('client ids come as numbers or as text, or not at all', () => {
  expect([1001, '1001', null, undefined, 'web'].map(parseClientId)).toEqual([
    1001,
    1001,
    undefined,
    undefined,
    undefined,
  ]);
});
