import { describe, expect, it } from 'vitest';
import { baseQuantity, lots, ticks } from '../../core/money.ts';
import { testInstrument } from '../../ledger/testing/booked-pair.ts';
import { clockText, deltaText, lotsText, positionText, priceText, secondsText } from './figures.ts';

const instrument = testInstrument('north', { tick: '0.05', lot: '0.001' });

describe('figures of a live pair', () => {
  it('prices and quantities have all decimals of their tick and lot', () => {
    expect(priceText(instrument, ticks(68_200))).toBe('3410.00');
    expect(lotsText(instrument, lots(10))).toBe('0.010');
  });

  it.each([
    [10, '+0.010'],
    [-250, '-0.250'],
    [0, '0'],
  ])('a position of %i lots is %s', (position, text) => {
    expect(positionText(instrument, lots(position))).toBe(text);
  });

  it('net delta is exact: dust below any lot is seen', () => {
    expect(deltaText(baseQuantity(400_000_000_000_000n))).toBe('+0.0004');
    expect(deltaText(baseQuantity(-1n))).toBe('-0.000000000000000001');
    expect(deltaText(baseQuantity(0n))).toBe('0');
  });

  it('the clock is the time of day in UTC, on whatever day', () => {
    const dayStartUs = 1_767_571_200_000_000;
    expect(clockText(dayStartUs)).toBe('00:00:00');
    expect(clockText(dayStartUs + 50_591_999_999)).toBe('14:03:11');
    expect(clockText(dayStartUs + 86_400_000_000)).toBe('00:00:00');
  });

  it('seconds are whole ones that have passed', () => {
    expect(secondsText(7.9)).toBe('7 s');
    expect(secondsText(751)).toBe('12 min 31 s');
  });
});
