// What volume cost of late, and what to add to an expectation so that it goes on costing no more than a cap.
import { assert, bigInt, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { squareRoot } from '../core/decimal.ts';
import { limits } from '../core/limits.ts';
import { parseQuote, quoteAmount, type QuoteAmount } from '../core/money.ts';
import { CostWindow } from './cost-window.ts';
import { addExact, zeroExact, type ExactAmount } from './exact-amount.ts';

const usd = (text: string): QuoteAmount => parseQuote(text) as QuoteAmount;
const million = 10n ** 61n;

/** Round trips of one million each, with what they cost and what they were expected to cost. */
function windowOf(trips: readonly (readonly [real: string, expected: string | undefined])[]): CostWindow {
  const window = new CostWindow();
  let [net, volume] = [zeroExact, zeroExact];
  for (const [real, expected] of trips) {
    net = addExact(net, (-usd(real) * 10n ** 37n) as ExactAmount);
    volume = addExact(volume, million as ExactAmount);
    window.add({ net, volume, expectedCost: expected === undefined ? undefined : usd(expected) });
  }
  return window;
}

const many = <Trip>(count: number, trip: Trip): Trip[] => Array.from({ length: count }, () => trip);

describe('the cost of the latest round trips', () => {
  it('is not judged before there are enough of them', () => {
    const trip = ['800', undefined] as const;
    expect(windowOf(many(limits.costWindowRoundTripsMin - 1, trip)).costPerMillion()).toBeUndefined();
    expect(windowOf(many(limits.costWindowRoundTripsMin, trip)).costPerMillion()).toBe(usd('800'));
  });

  it('forgets what is older than the window', () => {
    const old = many(30, ['9000', undefined] as const);
    const recent = many(limits.costWindowRoundTrips, ['700', undefined] as const);
    expect(windowOf([...old, ...recent]).costPerMillion()).toBe(usd('700'));
  });

  it('is a gain below 0 where rebates pay more than everything costs', () => {
    expect(windowOf(many(20, ['-12.5', undefined] as const)).costPerMillion()).toBe(usd('-12.5'));
  });
});

describe('the surcharge on an expectation', () => {
  it('is what round trips cost beyond it, where they all do by as much', () => {
    expect(windowOf(many(10, ['740', '700'] as const)).surcharge).toBe(usd('40'));
  });

  it('is nothing where they cost less, or nobody expected anything, or there are few', () => {
    expect(windowOf(many(10, ['700', '740'] as const)).surcharge).toBe(0n);
    expect(windowOf(many(10, ['700', undefined] as const)).surcharge).toBe(0n);
    expect(windowOf(many(4, ['740', '700'] as const)).surcharge).toBe(0n);
  });

  it('forgets what is older than the window', () => {
    const old = many(30, ['9000', '700'] as const);
    const recent = many(limits.costWindowRoundTrips, ['740', '700'] as const);
    expect(windowOf([...old, ...recent]).surcharge).toBe(usd('40'));
  });

  it('adds twice the standard error of a full window where they scatter', () => {
    // 30 and 50 in turn: mean 40, variance 100 × 10/9 over ten, and two standard errors of fifty.
    const trips = many(5, [['730', '700'] as const, ['750', '700'] as const]).flat();
    const variance = (10n * usd('10') ** 2n) / 9n;
    expect(windowOf(trips).surcharge).toBe(quoteAmount(usd('40') + squareRoot((4n * variance) / 50n)));
  });
});

describe('the square root', () => {
  it('is the largest whole number whose square is no larger', () => {
    assert(
      property(bigInt({ min: 0n, max: 10n ** 60n }), (value) => {
        const root = squareRoot(value);
        expect(root * root <= value && (root + 1n) ** 2n > value).toBe(true);
      }),
    );
  });
});
