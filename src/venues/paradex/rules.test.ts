// Instruments from what the venue lists.
import { describe, expect, test } from 'vitest';
import { formatDecimal } from '../../core/decimal.ts';
import { formatFeeRateBps, formatQuote } from '../../core/money.ts';
import { formatSharePercent } from '../../core/share.ts';
import { capabilities, instrumentOf } from './rules.ts';
import listed from './testing/fixtures/markets.json' with { type: 'json' };
import { marketsShape } from './wire.ts';

const { results: markets } = marketsShape.parse(listed);

describe('instruments', () => {
  test('tick, lot, minimum, margin, and the fees of the account', () => {
    const found = instrumentOf(markets, 'ETH', 'main', { maker_rate: '-0.00005', taker_rate: '0.0003' });
    if (!found.ok) throw new Error(found.message);
    const { key, quote, tickSize, lotSize, minQuantity, minNotional, fees, margin } = found.value;
    expect({
      key,
      quote,
      tick: formatDecimal(tickSize),
      lot: formatDecimal(lotSize),
      minQuantity,
      minNotional: formatQuote(minNotional),
      fees: [formatFeeRateBps(fees.maker), formatFeeRateBps(fees.taker)],
      margin: [formatSharePercent(margin.initial), formatSharePercent(margin.maintenance)],
    }).toEqual({
      key: 'paradex/main/ETH-USD-PERP',
      quote: 'USDC',
      tick: '0.01',
      lot: '0.001',
      minQuantity: 1,
      minNotional: '3',
      fees: ['-0.5', '3'],
      margin: ['2', '1'],
    });
  });

  test('without an account the fees of the market; where it has none, those that were listed', () => {
    const ofMarket = instrumentOf(markets, 'ETH', 'main', undefined);
    expect(ofMarket.ok && ofMarket.value.fees).toEqual({ maker: 7_500n, taker: 12_500n });
    const ofList = instrumentOf(markets, 'BODEN', 'main', undefined);
    expect(ofList.ok && ofList.value.fees).toEqual(capabilities.listedFees);
  });

  test('a coin with small letters is found by capitals, and keeps its own name', () => {
    const thousands = markets.map((market) => ({ ...market, base_currency: `k${market.base_currency}` }));
    const found = instrumentOf(thousands, 'KETH', 'main', undefined);
    expect(found.ok && found.value.base).toBe('kETH');
  });

  test('an option is no perpetual, and what is not listed is refused with what is', () => {
    expect(instrumentOf(markets, 'BTC', 'main', undefined)).toMatchObject({
      ok: false,
      code: 'unknown-instrument',
      remedy: 'take one of BODEN, ETH',
    });
  });

  test.each([
    ['a tick that is no decimal', { price_tick_size: '1e-5' }],
    ['a tick of zero', { price_tick_size: '0' }],
    ['a lot that is finer than what is signed', { order_size_increment: '0.000000001' }],
    ['a minimum that is no decimal', { min_notional: '' }],
  ])('%s cannot be read', (_name, change) => {
    const changed = markets.map((market) => ({ ...market, ...change }));
    expect(instrumentOf(changed, 'ETH', 'main', undefined)).toMatchObject({ ok: false, code: 'malformed' });
  });
});
