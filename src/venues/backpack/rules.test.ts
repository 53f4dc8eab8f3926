import { describe, expect, test } from 'vitest';
import { formatDecimal } from '../../core/decimal.ts';
import { formatFeeRateBps } from '../../core/money.ts';
import { formatSharePercent } from '../../core/share.ts';
import { capabilities, instrumentOf } from './rules.ts';
import fixture from './testing/fixtures/markets.json' with { type: 'json' };
import { marketsShape } from './wire.ts';

const markets = marketsShape.parse(fixture);
const account = { futuresMakerFee: '-0.5', futuresTakerFee: '4.25', leverageLimit: '10' };

describe('instruments', () => {
  test('the perpetual of a coin, as the venue lists it, with the fees and the leverage of the account', () => {
    const found = instrumentOf(markets, 'SOL', 'main', account);
    if (!found.ok) throw new Error(found.message);
    const { key, quote, tickSize, lotSize, minQuantity, minNotional, fees, margin } = found.value;
    expect([key, quote, minQuantity, minNotional]).toEqual(['backpack/main/SOL_USDC_PERP', 'USDC', 1, 0n]);
    expect([tickSize, lotSize].map(formatDecimal)).toEqual(['0.01', '0.01']);
    expect([fees.maker, fees.taker].map(formatFeeRateBps)).toEqual(['-0.5', '4.25']);
    expect([margin.initial, margin.maintenance].map(formatSharePercent)).toEqual(['10', '1.25']);
  });

  test('without an account: listed fees, from the expensive end, and the rates of the instrument', () => {
    const found = instrumentOf(markets, 'SOL', 'main', undefined);
    if (!found.ok) throw new Error(found.message);
    expect(found.value.fees).toEqual(capabilities.listedFees);
    expect(formatFeeRateBps(capabilities.listedFees.taker)).toBe('5');
    expect(formatSharePercent(found.value.margin.initial)).toBe('2');
  });

  test.each([
    ['a coin that is not listed', 'DOGE', 'unknown-instrument', 'SOL'],
    ['an order book that is not open', 'ETH', 'not-trading', 'wait'],
  ])('%s is refused, with a remedy', (_name, base, code, remedy) => {
    const found = instrumentOf(markets, base, 'main', undefined);
    expect(found).toMatchObject({ ok: false, code, remedy: expect.stringContaining(remedy) });
  });

  test('a coin with small letters is found by capitals, and keeps its own name', () => {
    const thousands = markets.map((market) => ({ ...market, baseSymbol: `k${market.baseSymbol}` }));
    const found = instrumentOf(thousands, 'KSOL', 'main', undefined);
    expect(found.ok && found.value.base).toBe('kSOL');
  });

  test('a fee that cannot be read is not taken for none', () => {
    const broken = { ...account, futuresTakerFee: 'free' };
    expect(instrumentOf(markets, 'SOL', 'main', broken)).toMatchObject({ ok: false, code: 'malformed' });
  });
});
