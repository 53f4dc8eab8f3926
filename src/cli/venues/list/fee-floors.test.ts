// What pairs of venues cost in fees, exactly.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatQuote, feeRate, parseFeeRateBps, type FeeRate } from '../../../core/money.ts';
import { feeFloors, type FeesOfVenue } from './fee-floors.ts';

const rate = (bps: string): FeeRate => parseFeeRateBps(bps) as FeeRate;
const venue = (name: string, maker: string, taker: string): FeesOfVenue => ({
  venue: name,
  fees: { maker: rate(maker), taker: rate(taker) },
});
const told = (venues: readonly FeesOfVenue[]): string[] =>
  feeFloors(venues).map(({ primary, hedge, perMillion }) => `${primary}/${hedge} ${formatQuote(perMillion)}`);

describe('fee floors of pairs', () => {
  it('are maker of the primary and taker of the hedge, per million, the cheapest first', () => {
    expect(told([venue('a', '2', '5'), venue('b', '3', '5.5'), venue('c', '-0.5', '2.0001')])).toEqual([
      'a/c 400.01',
      'c/a 450',
      'c/b 500',
      'b/c 500.01',
      'a/b 750',
      'b/a 800',
    ]);
  });

  it('can be below zero: a rebate that is larger than the fee of the hedge', () => {
    expect(told([venue('a', '-3', '5'), venue('b', '1', '2')])).toEqual(['a/b -100', 'b/a 600']);
  });

  it('equal ones are in the order of their names, however the venues are given', () => {
    const same = ['c', 'a', 'b'].map((name) => venue(name, '1', '1'));
    expect(told(same)).toEqual(['a/b 200', 'a/c 200', 'b/a 200', 'b/c 200', 'c/a 200', 'c/b 200']);
  });

  it('every venue is paired with every other, both ways, and the ranking never goes down', () => {
    const bps = fc.integer({ min: -100_000, max: 200_000 }).map((units) => feeRate(BigInt(units)));
    const fees = fc.array(fc.record({ maker: bps, taker: bps }), { maxLength: 6 });
    fc.assert(
      fc.property(fees, (schedules) => {
        const floors = feeFloors(schedules.map((each, index) => ({ venue: `v${index}`, fees: each })));
        expect(floors).toHaveLength(schedules.length * Math.max(0, schedules.length - 1));
        for (const [index, { perMillion }] of floors.entries())
          expect(perMillion >= (floors[index - 1]?.perMillion ?? perMillion)).toBe(true);
      }),
    );
  });
});
