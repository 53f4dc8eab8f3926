// What Paradex says of an account, in its documentation's own values.
import { describe, expect, test } from 'vitest';
import { accountFactsOf, ownOf } from './account-facts.ts';
import told from './testing/fixtures/account.json' with { type: 'json' };
import { accountInfoShape, accountMarginShape, accountShape } from './wire.ts';

const market = 'BTC-USD-PERP';
const summary = accountShape.parse(told.account);
const [info] = accountInfoShape.parse(told.accountInfo).results;
const margin = accountMarginShape.parse(told.accountMargin);
const subkey = '0x3d9f2b2e5f50c1aade60ca540368cd7490160f41270c192c05729fe35b656a9';
const facts = accountFactsOf({ summary, info, margin }, subkey, market);

describe('facts of an account', () => {
  test('a subkey trades, and takes nothing out', () => {
    expect(facts).toEqual({
      mayTrade: true,
      mayWithdraw: false,
      isLiquidating: false,
      leverage: '10',
      marginMode: 'cross',
      positionMode: 'one-way',
      makerFee: 10_000n,
      takerFee: 10_000n,
    });
  });

  test('the key of the account itself is known by its public half, whatever zeros stand before it', () => {
    const mainKey = '0x0495d2eb5236a12b8b4ad7d3849ce6a203ce21c43f473c248dfd5ce70d';
    expect(accountFactsOf({ summary, info, margin }, mainKey, market).mayWithdraw).toBe(true);
  });

  test('an account that shows no key leaves open what ours may do', () => {
    const without = info === undefined ? undefined : { ...info, public_key: null };
    expect(accountFactsOf({ summary, info: without, margin }, subkey, market).mayWithdraw).toBeUndefined();
  });

  test.each([
    ['ISOLATED', 'cross_margin', 'isolated'],
    ['CROSS', 'portfolio_margin', 'portfolio'],
    ['CROSS', 'cross_margin', 'cross'],
    ['SOMETHING', 'cross_margin', undefined],
  ] as const)('margin %s under %s is %s', (marginType, methodology, marginMode) => {
    const configs = margin.configs?.map((each) => ({ ...each, margin_type: marginType }));
    const changed = { configs, margin_methodology: methodology };
    expect(accountFactsOf({ summary, info, margin: changed }, subkey, market)).toMatchObject({ marginMode });
  });

  test('settings of another market are none of this one', () => {
    const other = accountFactsOf({ summary, info, margin }, subkey, 'SOL-USD-PERP');
    expect(other).toMatchObject({ leverage: undefined, marginMode: undefined });
  });

  test('subaccounts are listed beside the account, and are not it', () => {
    const [first, second] = told.accountInfo.results;
    expect(
      ownOf(
        [second, first].filter((each) => each !== undefined),
        BigInt(first?.account ?? 0),
      ),
    ).toBe(first);
  });
});
