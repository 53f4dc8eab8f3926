// How an order ended, by what the venue says of it.
import { expect, test } from 'vitest';
import { outcomeOf } from './order-words.ts';

test.each([
  ['', true, true, 'filled'],
  ['USER_CANCELED', false, false, 'canceled'],
  ['USER_CANCELED', true, false, 'canceled'],
  ['NOT_ENOUGH_LIQUIDITY', false, false, 'expired'],
  ['NOT_ENOUGH_LIQUIDITY', true, false, 'expired'],
  ['POST_ONLY_WOULD_CROSS', false, false, 'refused'],
  ['NOT_ENOUGH_MARGIN', false, false, 'refused'],
  ['NOT_ENOUGH_MARGIN', true, false, 'canceled'],
  ['', false, false, 'canceled'],
])('closed for %j, filled in part %s, filled %s: %s', (reason, hasFilled, isFilled, outcome) => {
  expect(outcomeOf(reason, { hasFilled, isFilled })).toBe(outcome);
});
