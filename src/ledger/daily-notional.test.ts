// Notional of the day: it begins again at 00:00 UTC of the venue's clock, and a late fill belongs to the day it happened on.
import { describe, expect, it } from 'vitest';
import { quoteAmount } from '../core/money.ts';
import { DailyNotional } from './daily-notional.ts';

const midnightUs = Date.UTC(2026, 0, 6) * 1_000;
const secondUs = 1_000_000;

describe('the notional of a day', () => {
  it('is nothing before the first fill', () => {
    expect(new DailyNotional().on(midnightUs)).toBe(0n);
  });

  it('adds the fills of the day, and begins again at 00:00 UTC', () => {
    const daily = new DailyNotional();
    daily.add(quoteAmount(300n), midnightUs - 2 * secondUs);
    daily.add(quoteAmount(200n), midnightUs - secondUs);
    expect(daily.on(midnightUs - 1)).toBe(500n);
    expect(daily.on(midnightUs)).toBe(0n);
    daily.add(quoteAmount(70n), midnightUs);
    expect(daily.on(midnightUs + secondUs)).toBe(70n);
  });

  it('leaves a fill that is told after midnight to the day on which it happened', () => {
    const daily = new DailyNotional();
    daily.add(quoteAmount(70n), midnightUs + secondUs);
    daily.add(quoteAmount(200n), midnightUs - secondUs);
    expect(daily.on(midnightUs + secondUs)).toBe(70n);
  });
});
