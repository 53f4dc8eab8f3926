// Funding as the engine hears it: the terms are kept for whoever steers by them, and a payment is booked once.
import { describe, expect, it } from 'vitest';
import type { FundingRate } from '../core/funding.ts';
import { formatQuote, quoteAmount } from '../core/money.ts';
import { toQuoteAmount } from '../ledger/exact-amount.ts';
import { ScriptedPair, type LegName } from './testing/scripted-pair.ts';

function pay(pair: ScriptedPair, name: LegName, dollars: bigint, paymentId: string): void {
  pair.turn({
    kind: 'funding-payment',
    instrument: pair.leg(name).instrument.key,
    paymentId,
    amount: { asset: 'USD', amount: quoteAmount(dollars * 10n ** 18n) },
    venueTimeUs: pair.pair.nowUs - 1_000,
  });
}

const fundingOf = ({ pair }: ScriptedPair): string =>
  formatQuote(toQuoteAmount(pair.ledger.pnl(pair.ledger.lastMarks()).total.funding));

describe('funding', () => {
  it('is known for each leg as its venue last published it', () => {
    const pair = new ScriptedPair();
    expect(pair.leg('hedge').funding).toBeUndefined();
    const { key: instrument } = pair.leg('hedge').instrument;
    const terms = {
      rate: (10n ** 14n) as FundingRate,
      intervalMs: 28_800_000,
      nextAtUs: 1_800_000_000_000_001,
    };
    pair.turn({ kind: 'funding-rate', instrument, ...terms });
    expect(pair.leg('hedge').funding).toEqual(terms);
    expect(pair.leg('primary').funding).toBeUndefined();
  });

  it('is booked once, by whatever channel a payment comes again, and counts in the day’s result', () => {
    const pair = new ScriptedPair();
    pair.start();
    pay(pair, 'primary', -3n, 'f-1');
    expect(pair.pair.bookedFunding).toHaveLength(1);
    pay(pair, 'primary', -3n, 'f-1');
    expect(pair.pair.bookedFunding).toEqual([]);
    pay(pair, 'hedge', 2n, 'f-1');
    expect(fundingOf(pair)).toBe('-1');
    expect(pair.pair.dailyNet()).toBe(-(10n ** 18n));
  });

  it('of an instrument that is not the pair’s is not booked', () => {
    const pair = new ScriptedPair();
    pair.start();
    const foreign = pair.leg('primary').instrument;
    pair.turn({
      kind: 'funding-payment',
      instrument: `${foreign.venueAccount}/BTC` as typeof foreign.key,
      paymentId: 'f-1',
      amount: { asset: 'USD', amount: quoteAmount(5n) },
      venueTimeUs: 1,
    });
    expect(fundingOf(pair)).toBe('0');
  });
});
