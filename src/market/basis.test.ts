// The basis and its usual value, against simple figures.
import { describe, expect, it } from 'vitest';
import { parityRate } from '../core/conversion.ts';
import { ticks } from '../core/money.ts';
import { testInstrument } from '../core/testing/test-pair.ts';
import { BasisWindow, twiceBasis } from './basis.ts';

const touch = (bid: number, ask: number) => ({ bid: ticks(bid), ask: ticks(ask) });
const second = 1_000_000;

describe('the basis', () => {
  it('is the primary’s mid above the hedge’s, exact to half a tick', () => {
    const instrument = testInstrument('alpha', '0.001');
    const primary = { instrument, touch: touch(300_000, 300_011) };
    const hedge = { instrument, touch: touch(299_990, 300_000) };
    // Mids 3000.055 and 2999.95: 0.105, and twice that.
    expect(twiceBasis(primary, hedge, parityRate('USD', 'USD'))).toBe(210_000_000_000_000_000n);
    expect(twiceBasis(hedge, primary, parityRate('USD', 'USD'))).toBe(-210_000_000_000_000_000n);
  });

  it('converts the hedge’s mid at the stated rate', () => {
    const instrument = testInstrument('alpha', '0.001');
    const leg = { instrument, touch: touch(300_000, 300_000) };
    const rate = { ...parityRate('USD', 'USD'), rateUnits: 999n * 10n ** 15n };
    // 3000 − 2997, and twice that.
    expect(twiceBasis(leg, leg, rate)).toBe(6n * 10n ** 18n);
  });
});

describe('what is usual', () => {
  it('is unknown before ten samples, and then their median', () => {
    const window = new BasisWindow(60_000);
    for (let count = 0; count < 9; count += 1) window.add(count * second, BigInt(count));
    expect(window.median()).toBeUndefined();
    window.add(9 * second, 1_000n);
    expect(window.median()).toBe(4n);
    window.add(10 * second, 1_000n);
    expect(window.median()).toBe(5n);
  });

  it('forgets what is older than the window', () => {
    const window = new BasisWindow(20_000);
    for (let count = 0; count < 100; count += 1) window.add(count * second, count < 50 ? -7n : 7n);
    expect(window.median()).toBe(7n);
  });

  it('is sampled once a second', () => {
    const window = new BasisWindow(20_000);
    expect(window.isDue(0)).toBe(true);
    window.add(0, 1n);
    expect(window.isDue(second - 1)).toBe(false);
    expect(window.isDue(second)).toBe(true);
  });
});
