import { describe, expect, it } from 'vitest';
import { knownStatus } from '../../status/testing/known-status.ts';
import type { RunStatus } from '../../status/run-status.ts';
import { isPressing } from './pressing.ts';

const before = knownStatus();
const [primary, hedge] = before.legs;

describe('what is shown at once', () => {
  it.each<[string, Partial<RunStatus>]>([
    ['another verdict', { verdict: { ...before.verdict, state: 'halted', word: 'HALTED operator-halt' } }],
    ['another net delta', { netDeltaBase: '0.1' }],
    ['another position', { legs: [{ ...primary, positionBase: '0.1' }, hedge] }],
    ['an order that is gone', { legs: [{ ...primary, order: null }, hedge] }],
    ['its end', { end: { outcome: 'flat', reason: 'iterations-done' } }],
    ['an alert', { alerts: [{ atUs: 1, severity: 'warning', code: 'held', text: '', remedy: null }] }],
  ])('is %s', (_, changes) => {
    expect(isPressing(before, knownStatus(changes))).toBe(true);
  });

  it('is no other price of others, and no other age', () => {
    const legs: RunStatus['legs'] = [{ ...primary, askQuote: '2998.00', bookAgeMs: 900 }, hedge];
    expect(isPressing(before, knownStatus({ legs, madeAtMs: 0, engineSilenceMs: 40 }))).toBe(false);
  });
});
