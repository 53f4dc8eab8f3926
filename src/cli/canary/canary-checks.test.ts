// Each check of a canary passes with what was expected, and fails with what differs: by figures, and with what to do.
import { describe, expect, it } from 'vitest';
import { limits } from '../../core/limits.ts';
import { lots, parseQuote, quoteAmount, ticks, zeroQuote } from '../../core/money.ts';
import type { ClientOrderId } from '../../core/order.ts';
import { testInstrument } from '../../core/testing/test-pair.ts';
import type { LedgerFill } from '../../ledger/entries.ts';
import { noFees } from '../../reports/fees-by-asset.ts';
import { canaryCodes, judgeCanary, type CanaryCheck } from './canary-checks.ts';
import type { FlownCanary, FlownLeg } from './flown-canary.ts';

/** Maker 2 bps, taker 5 bps; ticks of 0.01, lots of 0.001. */
const [alpha, beta] = [testInstrument('alpha', '0.001'), testInstrument('beta', '0.001')];

/** 0.01 at 3 000 is 30: 0.006 as maker, 0.015 as taker. */
function fill(leg: 'primary' | 'hedge', side: 'buy' | 'sell', change: Partial<LedgerFill> = {}): LedgerFill {
  const isPrimary = leg === 'primary';
  return {
    instrument: (isPrimary ? alpha : beta).key,
    tradeId: `${leg} ${side}`,
    venueOrderId: '1',
    clientOrderId: 1 as ClientOrderId,
    role: isPrimary ? 'quote' : 'hedge',
    side,
    price: ticks(300_000),
    quantity: lots(10),
    liquidity: isPrimary ? 'maker' : 'taker',
    fee: { asset: 'USD', amount: amount(isPrimary ? '0.006' : '0.015') },
    venueTimeUs: 1,
    atUs: 1,
    cycle: 1,
    tickOffset: 0,
    ...change,
  };
}

const amount = (text: string) => parseQuote(text) ?? zeroQuote;
const word = {
  source: 'alpha itself',
  booked: { count: 2, position: lots(0), fees: noFees },
  openOrders: 0,
};
const leg = (instrument: FlownLeg['instrument'], change: Partial<FlownLeg> = {}): FlownLeg => ({
  instrument,
  watched: { byStream: 2, byHistory: 0, roundTripsUs: [20_000, 30_000] },
  lastWord: word,
  ...change,
});

const good: FlownCanary = {
  modes: { primaryMode: 'bbo', hedgeMode: 'market' },
  outcome: 'flat',
  endReason: 'iterations-done',
  roundTrips: 1,
  slowestHedgeUs: 40_000,
  fills: [fill('primary', 'buy'), fill('hedge', 'sell'), fill('primary', 'sell'), fill('hedge', 'buy')],
  legs: [leg(alpha), leg(beta)],
};

const check = (code: CanaryCheck['code'], change: Partial<FlownCanary>): CanaryCheck | undefined =>
  judgeCanary({ ...good, ...change }).find((each) => each.code === code);

describe('a canary', () => {
  it('with what was expected passes every check, and none says what to do', () => {
    const checks = judgeCanary(good);
    expect(checks.map(({ code }) => code)).toEqual(canaryCodes);
    for (const each of checks) expect(each).toMatchObject({ isPassed: true, remedy: null });
  });

  it.each<[CanaryCheck['code'], string, Partial<FlownCanary>, RegExp, RegExp]>([
    [
      'round-trip-made',
      'nothing filled',
      { roundTrips: 0, endReason: 'max-attempts' },
      /^0 of 1 round trip, ended flat \(max-attempts\)/,
      /bbo_minus_1/,
    ],
    [
      'round-trip-made',
      'somebody stopped it',
      { endReason: 'interrupted' },
      /^1 of 1.*interrupted/,
      /to its end/,
    ],
    ['round-trip-made', 'it was halted', { outcome: 'halted-safe' }, /ended halted-safe/, /both venues/],
    [
      'fills-as-meant',
      'a quote took',
      { fills: [fill('primary', 'buy', { liquidity: 'taker' }), fill('hedge', 'sell')] },
      /bought 0.01 in 1 fill, sold 0 in 0 fills; beta .*; 1 fill not as meant \(maker, then taker\)/,
      /fills\.csv/,
    ],
    ['fills-as-meant', 'nothing filled', { fills: [] }, /bought 0 in 0 fills/, /fills\.csv/],
    [
      'fees-as-reckoned',
      'the maker pays half a basis point more',
      { fills: [fill('primary', 'buy', { fee: { asset: 'USD', amount: amount('0.0075') } })] },
      /^alpha as maker 2.5 bps charged, 2 reckoned/,
      /--primary-fees 2.5\/5, here and to every run/,
    ],
    [
      'fees-as-reckoned',
      'the taker pays more than a rounding',
      { fills: [fill('hedge', 'buy', { fee: { asset: 'USD', amount: amount('0.0152') } })] },
      /^beta as taker 5.0667 bps charged, 5 reckoned/,
      /--hedge-fees 2\/5.0667/,
    ],
    [
      'fees-as-reckoned',
      'a fee is in another asset',
      { fills: [fill('primary', 'buy', { fee: { asset: 'TOKEN', amount: amount('0.001') } })] },
      /^alpha as maker charged in TOKEN/,
      /switch them off in the settings of alpha/,
    ],
    ['fees-as-reckoned', 'nothing filled', { fills: [] }, /nothing was charged/, /run again/],
    [
      'positions-restored',
      'a position is left',
      {
        legs: [
          leg(alpha),
          leg(beta, { lastWord: { ...word, booked: { ...word.booked, position: lots(-3) } } }),
        ],
      },
      /alpha 0 before, 0 after; beta 0 before, -0.003 after/,
      /evenkeel close/,
    ],
    [
      'positions-restored',
      'a venue does not answer',
      { legs: [leg(alpha, { lastWord: { ...word, booked: undefined } }), leg(beta)] },
      /alpha 0 before, no answer after/,
      /evenkeel close/,
    ],
    [
      'no-orders-left',
      'an order is left',
      { legs: [leg(alpha, { lastWord: { ...word, openOrders: 1 } }), leg(beta)] },
      /alpha 1; beta 0/,
      /cancel/,
    ],
    [
      'no-orders-left',
      'it was left',
      { legs: [leg(alpha, { lastWord: undefined }), leg(beta)] },
      /no answer/,
      /cancel/,
    ],
    [
      'streams-deliver',
      'fills had to be asked for',
      { legs: [leg(alpha), leg(beta, { watched: { byStream: 0, byHistory: 2, roundTripsUs: [1] } })] },
      /beta told 0 of 2 fills by itself/,
      /evenkeel doctor/,
    ],
    [
      'quick-enough',
      'an order took as long as a hedge is waited for',
      {
        legs: [
          leg(alpha, { watched: { ...leg(alpha).watched, roundTripsUs: [5, limits.takerReportMs * 1_000] } }),
          leg(beta),
        ],
      },
      /^an order was told of by alpha in 1.00 s at most, 1.00 s allowed/,
      /nearer/,
    ],
    [
      'quick-enough',
      'nothing was hedged',
      { slowestHedgeUs: undefined },
      /a fill was hedged never/,
      /nearer/,
    ],
  ])('fails %s where %s', (code, _why, change, figures, remedy) => {
    const judged = check(code, change);
    expect(judged?.isPassed).toBe(false);
    expect(judged?.figures).toMatch(figures);
    expect(judged?.remedy).toMatch(remedy);
  });

  it('whose fees are lower than reckoned, or rounded by the venue, passes and says so', () => {
    const rounded = fill('hedge', 'buy', {
      fee: { asset: 'USD', amount: quoteAmount(amount('0.015') + 10n ** 12n) },
    });
    const rebate = fill('primary', 'buy', { fee: { asset: 'USD', amount: amount('-0.0003') } });
    expect(check('fees-as-reckoned', { fills: [rounded, rebate] })).toMatchObject({
      isPassed: true,
      figures: 'alpha as maker -0.1 bps charged, 2 reckoned; beta as taker 5.0004 bps charged, 5 reckoned',
    });
  });

  it('that was stopped took what it meant to rest for, and that is no fault of the venue', () => {
    const fills = [fill('primary', 'buy'), fill('primary', 'sell', { liquidity: 'taker' })];
    expect(check('fills-as-meant', { fills, endReason: 'interrupted' })?.isPassed).toBe(true);
    expect(check('fills-as-meant', { fills })?.isPassed).toBe(false);
  });

  it('that rests on both legs may take what rested in vain', () => {
    const modes = { primaryMode: 'bbo', hedgeMode: 'bbo' } as const;
    expect(check('fills-as-meant', { modes })?.isPassed).toBe(true);
    const restedUs = limits.hedgePatienceMs * 1_000;
    expect(check('quick-enough', { modes, slowestHedgeUs: restedUs })?.isPassed).toBe(true);
    expect(check('quick-enough', { slowestHedgeUs: restedUs })?.isPassed).toBe(false);
  });
});
