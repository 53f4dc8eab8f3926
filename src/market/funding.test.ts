// What a position is expected to pay or receive: counted payments, at the published rate, never flattering.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFundingRateBps, type FundingTerms } from '../core/funding.ts';
import { formatQuote, lots, ticks } from '../core/money.ts';
import { testInstrument } from '../core/testing/test-pair.ts';
import { expectedFunding, type FundedLeg } from './funding.ts';

const hourUs = 3_600_000_000;
const eightAm = 1_800_000_000_000_000;

function terms(bps: string): FundingTerms {
  const rate = parseFundingRateBps(bps);
  if (rate === undefined) throw new Error(`${bps} is no rate`);
  return { rate, intervalMs: 28_800_000, nextAtUs: eightAm };
}

/** Mid 3000.00. */
const leg = (
  funding: FundingTerms | undefined,
  touch = { bid: ticks(299_999), ask: ticks(300_001) },
): FundedLeg => ({
  instrument: testInstrument('alpha', '0.001'),
  touch,
  funding,
});

describe('expected funding', () => {
  it.each<[string, string, number, number, number, string]>([
    ['a long pays a positive rate', '1', 1_000, -1, 1, '-0.3'],
    ['a short receives it', '1', -1_000, -1, 1, '0.3'],
    ['a long receives a negative rate', '-0.8', 1_000, -1, 1, '0.24'],
    ['nothing before the payment', '1', 1_000, -7, -1, '0'],
    ['the payment at the very end counts', '1', 1_000, -1, 0, '-0.3'],
    ['one at the very beginning was paid', '1', 1_000, 0, 7, '0'],
    ['every payment of the time counts', '1', 1_000, -1, 17, '-0.9'],
    ['a published time that is over tells the later ones', '1', 1_000, 1, 9, '-0.3'],
    ['no position, no funding', '1', 0, -1, 17, '0'],
    ['no time, no funding', '1', 1_000, 3, 2, '0'],
  ])('%s', (_case, bps, quantity, fromHours, untilHours, expected) => {
    const time = { fromUs: eightAm + fromHours * hourUs, untilUs: eightAm + untilHours * hourUs };
    const amount = expectedFunding(leg(terms(bps)), lots(quantity), time);
    expect(amount === undefined ? undefined : formatQuote(amount)).toBe(expected);
  });

  it('is not known, which is not nothing, without a price or a published rate', () => {
    const time = { fromUs: eightAm - 1, untilUs: eightAm };
    expect(expectedFunding(leg(undefined), lots(1), time)).toBeUndefined();
    expect(expectedFunding({ ...leg(terms('1')), touch: undefined }, lots(1), time)).toBeUndefined();
  });

  it('adds up over a time that is cut in two, within rounding against us (property)', () => {
    const hours = fc.integer({ min: -100, max: 100 });
    fc.assert(
      fc.property(
        hours,
        hours,
        hours,
        fc.integer({ min: -5_000, max: 5_000 }),
        (one, two, three, quantity) => {
          const [from, cut, until] = [one, two, three]
            .sort((a, b) => a - b)
            .map((each) => eightAm + each * hourUs);
          const of = (fromUs = 0, untilUs = 0): bigint =>
            expectedFunding(leg(terms('0.123456789')), lots(quantity), { fromUs, untilUs }) ?? 0n;
          const difference = of(from, until) - of(from, cut) - of(cut, until);
          expect(difference === 0n || difference === 1n).toBe(true);
        },
      ),
    );
  });
});
