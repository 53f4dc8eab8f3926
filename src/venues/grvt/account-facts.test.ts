// What GRVT says of an account, in its documentation's own values.
import { describe, expect, test } from 'vitest';
import { defineInstrument } from '../../core/instrument.ts';
import { usualMargin } from '../../core/margin.ts';
import { lots, zeroQuote } from '../../core/money.ts';
import { accountFactsOf } from './account-facts.ts';
import { readFill, type FillFeed } from './frames.ts';
import { capabilities } from './rules.ts';
import told from './testing/fixtures/account.json' with { type: 'json' };
import frames from './testing/fixtures/frames.json' with { type: 'json' };
import { leverageShape } from './wire.ts';

const instrument = defineInstrument({
  venue: 'grvt',
  account: 'main',
  symbol: 'BTC_USDT_Perp',
  base: 'BTC',
  quote: 'USDT',
  tickSize: { digits: 1n, decimals: 2 },
  lotSize: { digits: 1n, decimals: 2 },
  minQuantity: lots(1),
  minNotional: zeroQuote,
  fees: capabilities.listedFees,
  margin: usualMargin,
});
const leverages = leverageShape.parse(told.leverages);
const marginRules = undefined;

describe('facts of an account', () => {
  test('leverage and margin are those of the instrument; what a key may do is not told', () => {
    const facts = accountFactsOf(instrument, { leverages, marginRules, fills: [] }, 'SIMPLE_CROSS_MARGIN');
    expect(facts).toEqual({
      mayTrade: undefined,
      mayWithdraw: undefined,
      isLiquidating: undefined,
      leverage: '10',
      marginMode: 'isolated',
      positionMode: 'one-way',
      makerFee: undefined,
      takerFee: undefined,
    });
  });

  test('what was charged last is what the account pays', () => {
    const fill = readFill(frames.fill.feed) as FillFeed;
    const fills = [{ ...fill, liquidity: 'taker', price: '100', size: '1', fee: '0.045' } as const];
    const facts = accountFactsOf(instrument, { leverages, marginRules, fills }, 'SIMPLE_CROSS_MARGIN');
    expect(facts).toMatchObject({ makerFee: undefined, takerFee: 45_000n });
  });

  test.each([
    ['CROSS', 'SIMPLE_CROSS_MARGIN', 'cross'],
    ['cross', 'SIMPLE_CROSS_MARGIN', 'cross'],
    ['CROSS', 'PORTFOLIO_CROSS_MARGIN', 'portfolio'],
    [null, 'SIMPLE_CROSS_MARGIN', undefined],
  ] as const)('%s on the instrument and %s on the account is %s', (marginType, ofAccount, marginMode) => {
    const results = leverages.results.map((each) => ({ ...each, margin_type: marginType }));
    const terms = { leverages: { results }, marginRules, fills: [] };
    expect(accountFactsOf(instrument, terms, ofAccount)).toMatchObject({ marginMode });
  });
});
