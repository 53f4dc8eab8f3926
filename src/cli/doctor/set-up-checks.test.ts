// Checks of what is set up at a venue: access, symbol, account, margin, what the key may do, fees. One fact is changed, and what is said
// of it is held against what somebody would have to do.
import { describe, expect, it } from 'vitest';
import { refused } from '../../core/checked.ts';
import { defineInstrument } from '../../core/instrument.ts';
import { feeRate, parseQuote, type QuoteAmount } from '../../core/money.ts';
import { testInstrument } from '../../core/testing/test-pair.ts';
import type { LegFacts } from './facts.ts';
import type { CheckName, Finding } from './finding.ts';
import { account, legFacts, saysOfPrimary, testedOrder, unknownAfter, worth } from './testing/known-facts.ts';

const down = refused('venue-unreachable', 'alpha does not answer', 'look at its status page');
const refusal = refused('login-refused', 'alpha refuses the login', 'check ALPHA_KEY');
const worthTen = defineInstrument({
  ...testInstrument('alpha', '0.001'),
  minNotional: parseQuote('10') as QuoteAmount,
});

describe('what is set up at a venue', () => {
  it.each<[CheckName, string, Partial<LegFacts>, Finding['verdict'], RegExp, RegExp]>([
    ['reach', 'a venue that does not answer', unknownAfter(down), 'failed', /does not answer/, /status page/],
    ['reach', 'one that answers, and refuses the keys', unknownAfter(refusal), 'ok', /answers/, /^$/],
    ['keys', 'keys that are refused', unknownAfter(refusal), 'failed', /refuses the login/, /ALPHA_KEY/],
    ['keys', 'keys that nobody could look at', unknownAfter(down), 'not-known', /not looked at/, /^$/],
    [
      'keys',
      'keys that are missing',
      unknownAfter(refused('credentials-missing', 'ALPHA_KEY is not set', 'put it into .env')),
      'failed',
      /is not set/,
      /\.env/,
    ],
    [
      'reach',
      'a local origin that is none',
      unknownAfter(refused('bad-local-origin', 'ALPHA_LOCAL_ORIGIN is none', 'take it away')),
      'failed',
      /LOCAL_ORIGIN/,
      /take it away/,
    ],
    [
      'symbol',
      'a symbol that is not listed',
      { instrument: refused('unknown-instrument', 'alpha lists no perpetual of ETHH', 'did you mean ETH?') },
      'failed',
      /no perpetual of ETHH/,
      /did you mean ETH/,
    ],
    [
      'symbol',
      'a venue that broke off before it told its symbols',
      { instrument: refused('venue-timed-out', 'alpha: no answer in time', 'try again') },
      'not-known',
      /no answer in time/,
      /try again/,
    ],
    [
      'symbol',
      'a smallest order by what it is worth',
      { instrument: { ok: true, value: worthTen } },
      'ok',
      /tick 0\.01 USD, lot 0\.001 ETH, smallest order 0\.004 ETH, worth 10 USD or more/,
      /^$/,
    ],
    [
      'account',
      'long and short beside each other',
      account({ positionMode: 'hedge' }),
      'failed',
      /hedge mode/,
      /one-way/,
    ],
    ['account', 'isolated margin', account({ marginMode: 'isolated' }), 'failed', /isolated/, /cross margin/],
    [
      'account',
      'portfolio margin',
      account({ marginMode: 'portfolio' }),
      'warning',
      /portfolio/,
      /less than/,
    ],
    [
      'account',
      'an account in liquidation',
      account({ isLiquidating: true }),
      'failed',
      /liquidating/,
      /at the venue/,
    ],
    [
      'account',
      'a venue that tells no mode',
      account({ positionMode: undefined }),
      'not-known',
      /does not tell/,
      /settings/,
    ],
    ['account', 'the usual', {}, 'ok', /one-way positions, cross margin, leverage up to 10/, /^$/],
    [
      'margin',
      'an account of which nothing is free',
      { margin: worth(100, 100) },
      'failed',
      /0\.00 is free/,
      /alpha\/main/,
    ],
    [
      'margin',
      'what is free',
      { margin: worth(12_345, 345) },
      'ok',
      /12,345\.00 USD, of which 12,000\.00/,
      /^$/,
    ],
    [
      'margin',
      'margin that was not told',
      { margin: refused('venue-timed-out', 'alpha: no answer in time', 'try again') },
      'not-known',
      /no answer/,
      /try again/,
    ],
    [
      'leftovers',
      'a position that is there already',
      { leftovers: refused('position-at-start', 'the account already holds -0.02 ETH', 'close it') },
      'failed',
      /holds -0\.02 ETH/,
      /close it/,
    ],
    [
      'leftovers',
      'an account that was not told',
      { leftovers: refused('venue-timed-out', 'alpha: no answer in time', 'try again') },
      'not-known',
      /no answer/,
      /try again/,
    ],
    [
      'may-trade',
      'a key that may not',
      account({ mayTrade: false }),
      'failed',
      /may not trade/,
      /make a key/,
    ],
    [
      'may-trade',
      'a venue that does not tell',
      account({ mayTrade: undefined }),
      'not-known',
      /does not tell/,
      /--order-test/,
    ],
    [
      'may-trade',
      'a key that has traded',
      { ...account({ mayTrade: undefined }), order: testedOrder() },
      'ok',
      /has placed an order/,
      /^$/,
    ],
    [
      'may-withdraw',
      'a key that may',
      account({ mayWithdraw: true }),
      'warning',
      /take money out/,
      /trades only/,
    ],
    [
      'may-withdraw',
      'a key that may not',
      account({ mayWithdraw: false }),
      'ok',
      /cannot take money out/,
      /^$/,
    ],
    [
      'may-withdraw',
      'a venue that does not tell',
      account({ mayWithdraw: undefined }),
      'not-known',
      /does not tell/,
      /trades only/,
    ],
    ['fees', 'fees as listed', {}, 'ok', /2\/5 bps, listed 2\/5 bps \(2025-11\)/, /^$/],
    [
      'fees',
      'fees that are not told',
      account({ makerFee: undefined, takerFee: undefined }),
      'not-known',
      /not told/,
      /--primary-fees/,
    ],
    [
      'fees',
      'half of them told',
      account({ makerFee: undefined, takerFee: feeRate(40_000n) }),
      'ok',
      /2\/4 bps, listed 2\/5/,
      /^$/,
    ],
    [
      'fees',
      'fees above the listed ones',
      account({ takerFee: feeRate(60_000n) }),
      'warning',
      /2\/6 bps/,
      /--primary-fees/,
    ],
    ['expiry', 'orders that end by themselves', {}, 'ok', /ends by itself within 60 s/, /^$/],
    [
      'expiry',
      'a switch of the venue',
      {
        capabilities: {
          ...legFacts('alpha').capabilities,
          makerExpirySecondsMin: undefined,
          deadMansSwitch: 'it cancels',
        },
      },
      'ok',
      /it cancels/,
      /^$/,
    ],
    [
      'expiry',
      'orders that rest for ever',
      { capabilities: { ...legFacts('alpha').capabilities, makerExpirySecondsMin: undefined } },
      'warning',
      /NOTHING ends an order/,
      /cancel its orders at alpha/,
    ],
  ])('%s: %s', (check, _name, change, verdict, text, remedy) => {
    const finding = saysOfPrimary(check, change);
    expect(finding).toMatchObject({ verdict, text: expect.stringMatching(text) });
    expect(finding?.remedy ?? '').toMatch(remedy);
  });
});
