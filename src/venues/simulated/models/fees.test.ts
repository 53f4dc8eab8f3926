// The fee of a fill, from the instrument's own schedule.
import { describe, expect, test } from 'vitest';
import { defineInstrument } from '../../../core/instrument.ts';
import { feeRate, formatQuote, lots, ticks } from '../../../core/money.ts';
import { testInstrument } from '../testing/exchange.ts';
import { feeOfFill } from './fees.ts';

describe('fees', () => {
  test.each([
    ['taker', '0.25'],
    ['maker', '0.1'],
  ] as const)('%s: the listed rate on 500 USD, in the quote asset', (liquidity, amount) => {
    const fee = feeOfFill(testInstrument, liquidity, ticks(250_000), lots(20));
    expect(fee.asset).toBe('USD');
    expect(formatQuote(fee.amount)).toBe(amount);
  });

  test('a rebate is negative', () => {
    const rebating = defineInstrument({
      ...testInstrument,
      fees: { maker: feeRate(-10_000n), taker: feeRate(0n) },
    });
    expect(formatQuote(feeOfFill(rebating, 'maker', ticks(250_000), lots(20)).amount)).toBe('-0.05');
    expect(feeOfFill(rebating, 'taker', ticks(250_000), lots(20)).amount).toBe(0n);
  });
});
