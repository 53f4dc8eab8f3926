import { describe, expect, it } from 'vitest';
import { formatRate } from '../core/conversion.ts';
import { parseUnits } from '../core/decimal.ts';
import { formatQuote, quoteAmount } from '../core/money.ts';
import { Conversions } from './conversions.ts';
import { toQuoteAmount } from './exact-amount.ts';
import { rate } from './testing/booked-pair.ts';

describe('conversions', () => {
  const conversions = new Conversions('USDC', [
    rate('USDT', 'USDC', '0.9995'),
    rate('USD', 'USDC', '1', true),
  ]);

  it('take the reporting asset as it is, and every other at its stated rate', () => {
    const amount = quoteAmount(parseUnits('200')!);
    expect(formatQuote(toQuoteAmount(conversions.exact({ asset: 'USDC', amount })))).toBe('200');
    expect(formatQuote(toQuoteAmount(conversions.exact({ asset: 'USDT', amount })))).toBe('199.9');
  });

  it('show every rate that was stated or assumed', () => {
    const shown = conversions.stated().map((one) => [one.asset, formatRate(one), one.assumed]);
    expect(shown).toEqual([
      ['USDT', '0.9995', false],
      ['USD', '1', true],
    ]);
  });

  it('know no rate for an asset that nobody named', () => {
    expect(() => conversions.rateOf('BNB')).toThrow(/rate from BNB to USDC was given at the start/);
  });

  it.each([
    ['a rate into another asset', [rate('USDT', 'USD', '1')], /into USDC/],
    ['a rate of 0', [rate('USDT', 'USDC', '0')], /positive/],
    ['two rates for one asset', [rate('USDT', 'USDC', '1'), rate('USDT', 'USDC', '0.99')], /one rate/],
    ['a rate of the reporting asset other than 1', [rate('USDC', 'USDC', '0.99')], /one rate/],
  ])('refuse %s', (_name, rates, message) => {
    expect(() => new Conversions('USDC', rates)).toThrow(message);
  });
});
