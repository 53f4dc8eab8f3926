import { describe, expect, it } from 'vitest';
import { formatQuote, lots, quoteAmount, zeroQuote } from '../core/money.ts';
import type { DailyCarry } from './daily.ts';
import { BookedPair, type PairChoices } from './testing/booked-pair.ts';

const second = 1_000_000;
const day = 86_400 * second;
/** 2024-08-08 00:00 UTC. */
const midnight = 1_723_075_200 * second;

class Day extends BookedPair {
  constructor(atUs: number, choices: PairChoices = {}) {
    super(choices);
    this.nowUs = atUs;
  }

  mark(price: string): void {
    this.ledger.markTo(this.nowUs, this.price('primary', price), this.price('primary', price));
  }

  net(price: string, atUs = this.nowUs): string {
    this.nowUs = atUs;
    return formatQuote(
      this.ledger.dailyNet(atUs, this.price('primary', price), this.price('primary', price)),
    );
  }

  carry(price: string): DailyCarry {
    return this.ledger.exportDaily(this.nowUs, this.price('primary', price), this.price('primary', price));
  }

  naked(side: 'buy' | 'sell', price: string, quantity: string): void {
    this.book({ leg: 'primary', side, price, quantity });
  }

  hedged(side: 'buy' | 'sell', primary: string, hedge: string, quantity: string): void {
    this.naked(side, primary, quantity);
    this.book({ leg: 'hedge', side: side === 'buy' ? 'sell' : 'buy', price: hedge, quantity });
  }
}

describe('the daily loss', () => {
  it('is net of fees and rebates', () => {
    const pair = new Day(midnight + day / 2, { primary: { makerBps: '-1' }, hedge: { takerBps: '5' } });
    pair.hedged('buy', '3000', '3000', '0.1');
    expect(pair.net('3000')).toBe('-0.12');
  });

  it('is ± funding', () => {
    const pair = new Day(midnight);
    const amount = { asset: 'USDC', amount: quoteAmount(-3n * 10n ** 18n) };
    pair.fund('hedge', amount);
    expect(pair.net('3000')).toBe('-3');
  });

  it('counts hedged quantity at its locked-in spread, wherever the market goes', () => {
    const pair = new Day(midnight);
    pair.hedged('buy', '3000', '2998', '0.1');
    expect(pair.net('3000')).toBe('-0.2');
    expect(pair.net('2000')).toBe('-0.2');
    expect(pair.net('9000')).toBe('-0.2');
  });

  it('marks only the residual, at the primary mid', () => {
    const pair = new Day(midnight);
    pair.hedged('buy', '3000', '2998', '0.1');
    pair.naked('buy', '3000', '0.01');
    expect(pair.net('2900')).toBe('-1.2');
    expect(pair.net('3100')).toBe('0.8');
  });

  it('is moved by nothing when a position is adopted at mid', () => {
    const pair = new Day(midnight);
    const [bid, ask] = [pair.price('hedge', '3000'), pair.price('hedge', '3000')];
    const adjustment = {
      instrument: pair.hedge.key,
      quantity: lots(-5),
      bid,
      ask,
      atUs: midnight,
      reason: 'adopted',
    };
    pair.ledger.bookAdjustment(adjustment);
    expect(pair.net('3000')).toBe('0');
  });
});

describe('a new day', () => {
  it('begins at 00:00 UTC with a result of 0', () => {
    const pair = new Day(midnight - 10 * second);
    pair.hedged('buy', '3000', '2990', '1');
    expect(pair.net('3000', midnight - 1)).toBe('-10');
    expect(pair.net('3000', midnight)).toBe('0');
    pair.hedged('sell', '3000', '3001', '1');
    expect(pair.net('3000')).toBe('-1');
  });

  it('owns a loss that was booked after midnight before anybody asked', () => {
    const pair = new Day(midnight - 10 * second);
    pair.mark('3000');
    pair.nowUs = midnight + second;
    pair.hedged('buy', '3000', '2990', '1');
    expect(pair.net('3000')).toBe('-10');
  });

  it('takes over a residual at the last mid of the old day', () => {
    const pair = new Day(midnight - 10 * second);
    pair.mark('3000');
    pair.naked('buy', '3000', '0.1');
    pair.mark('2990');
    expect(pair.net('2980', midnight + 3 * second)).toBe('-1');
  });

  it('begins with the first mark where a residual had no price at midnight', () => {
    const pair = new Day(midnight - 10 * second);
    pair.naked('buy', '3000', '0.1');
    expect(pair.net('2990', midnight + 3 * second)).toBe('0');
    expect(pair.net('2980', midnight + 4 * second)).toBe('-1');
    expect(pair.carry('2980').dayStartUs).toBe(midnight);
  });

  it('skips days on which nothing happened', () => {
    const pair = new Day(midnight);
    pair.hedged('buy', '3000', '2990', '1');
    expect(pair.net('3000', midnight + 5 * day + second)).toBe('0');
    expect(pair.carry('3000').dayStartUs).toBe(midnight + 5 * day);
  });
});

describe('a restart', () => {
  it('goes on with the loss of the same day', () => {
    const before = new Day(midnight + second);
    before.hedged('buy', '3000', '2996', '1');
    const carry = before.carry('3000');
    expect(carry.dayStartUs).toBe(midnight);

    const after = new Day(midnight + 3_600 * second);
    after.ledger.restoreDaily(carry);
    expect(after.net('3000')).toBe('-4');
    after.hedged('sell', '3000', '3000.5', '1');
    expect(after.net('3000')).toBe('-4.5');
    expect(formatQuote(after.carry('3000').net)).toBe('-4.5');
    expect(after.net('3000', midnight + day)).toBe('0');
  });

  it('goes on with the volume of the same day on each account', () => {
    const before = new Day(midnight + second);
    before.hedged('buy', '3000', '2996', '1');
    const carry = before.carry('3000');
    const after = new Day(midnight + 3_600 * second);
    after.ledger.restoreDaily(carry);
    after.hedged('sell', '3000', '3001', '2');
    expect(after.carry('3000').traded.map(({ amount }) => formatQuote(amount))).toEqual(['9000', '8998']);
    after.nowUs = midnight + day;
    expect(after.carry('3000').traded.map(({ amount }) => formatQuote(amount))).toEqual(['0', '0']);
  });

  it('forgets the loss of a day that is over', () => {
    const after = new Day(midnight + day + second);
    after.ledger.restoreDaily({ dayStartUs: midnight, net: quoteAmount(-5n * 10n ** 18n), traded: [] });
    expect(after.net('3000')).toBe('0');
  });

  it('is too late once anything was marked', () => {
    const after = new Day(midnight);
    after.mark('3000');
    expect(() => after.ledger.restoreDaily({ dayStartUs: midnight, net: zeroQuote, traded: [] })).toThrow(
      /restored before/,
    );
  });
});
