// What a ledger keeps of its cycles, and what has become a sum.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../core/limits.ts';
import { formatQuote } from '../core/money.ts';
import { spreadOf } from './cycle.ts';
import { addExact, toQuoteAmount, zeroExact, type ExactAmount } from './exact-amount.ts';
import { BookedPair } from './testing/booked-pair.ts';
import { roundTripsLeft } from './testing/round-trips-left.ts';

const lateUs = limits.lateFillMs * 1_000;

/** Every cycle takes 2 s, two make a round trip, and prices move with their number. */
function play(pair: BookedPair, cycles: number): void {
  for (let count = 0; count < cycles; count += 1) {
    const isBuild = pair.cycle % 2 === 0;
    pair.trade(isBuild ? 'build' : 'unwind', 1 + Math.floor(pair.cycle / 2), {
      side: isBuild ? 'buy' : 'sell',
      primary: `${3_000 + (pair.cycle % 7)}`,
      hedge: `${3_001 + (pair.cycle % 5)}`,
      quantity: '0.1',
    });
  }
}

/** Two cycles, long ago, and then as many as are kept. */
function played(): BookedPair {
  const pair = new BookedPair({ primary: { makerBps: '2' }, hedge: { takerBps: '5' } });
  play(pair, 2);
  pair.nowUs += lateUs;
  play(pair, limits.cyclesKept + 2);
  return pair;
}

const numbersOf = ({ ledger }: BookedPair): number[] =>
  Array.from(ledger.cycles(), ({ start }) => start.number);

describe('cycles that are kept', () => {
  it('are the latest; a round trip before them that ended long ago is in the sums alone', () => {
    const pair = played();
    expect(numbersOf(pair)[0]).toBe(3);
    expect(pair.ledger.cycle(2)).toBeUndefined();
    expect(pair.ledger.tally().roundTrips.count).toBe(Math.floor(pair.cycle / 2));
    expect(pair.ledger.endedCycles('completed')).toBe(pair.cycle);
  });

  it('are more than that while a fill of them may still come', () => {
    const pair = new BookedPair();
    play(pair, limits.cyclesKept + 20);
    expect(pair.nowUs - pair.ledger.cycle(1)!.start.atUs).toBeLessThan(lateUs);
    expect(numbersOf(pair)).toHaveLength(limits.cyclesKept + 20);
    pair.nowUs += lateUs;
    play(pair, 1);
    expect(numbersOf(pair)).toHaveLength(limits.cyclesKept + 1);
  });

  it('stay for as long as one of their round trip is under way', () => {
    const pair = new BookedPair();
    pair.begin('build', 1, 'buy');
    pair.nowUs += 2 * lateUs;
    for (let count = 0; count <= limits.cyclesKept; count += 1) pair.begin('build', 2 + count, 'buy');
    expect(numbersOf(pair)[0]).toBe(1);
  });

  it('are told to whoever gathers them as they are folded, each once and the oldest first', () => {
    const pair = new BookedPair();
    const told: number[] = [];
    let net = zeroExact;
    pair.ledger.onFolding((cycles, trip) => {
      told.push(...cycles.map(({ start }) => start.number));
      net = addExact(net, trip?.net ?? zeroExact);
    });
    play(pair, 6);
    pair.nowUs += lateUs;
    play(pair, 4 * limits.cyclesKept);
    expect(told.length).toBeGreaterThan(6);
    expect([...told, ...numbersOf(pair)]).toEqual(
      Array.from({ length: pair.cycle }, (_, index) => index + 1),
    );
    for (const trip of roundTripsLeft(pair.ledger)) net = addExact(net, trip.net);
    const { gross, fees } = pair.ledger.tally().roundTrips;
    expect(net).toBe(gross - fees);
  });
});

describe('a fill for a cycle that is folded', () => {
  const late = { leg: 'primary', side: 'buy', price: '2990', quantity: '0.1', cycle: 1 } as const;

  it('is booked in position, cash and fees, and belongs to no cycle', () => {
    const pair = played();
    const before = JSON.stringify(pair.ledger.tally(), asText);
    const flat = pair.ledger.position(pair.primary.key);
    const { fees } = pair.ledger.pnl(pair.ledger.lastMarks()).total;
    expect(pair.book(late)).toBe(true);
    expect(pair.ledger.position(pair.primary.key)).toBe(flat + 100);
    pair.ledger.markTo(pair.nowUs, pair.price('primary', '2990'), pair.price('primary', '2990'));
    expect(shown(pair.ledger.pnl(pair.ledger.lastMarks()).total.fees - fees)).toBe('0.0598');
    expect(JSON.stringify(pair.ledger.tally(), asText)).toBe(before);
  });

  it('is booked once', () => {
    const pair = played();
    expect(pair.book({ ...late, tradeId: 'late' })).toBe(true);
    expect(pair.book({ ...late, tradeId: 'late' })).toBe(false);
  });
});

describe('sums of cycles that are kept and of those that are not', () => {
  it('are those of all cycles one by one, whenever somebody looked (property)', () => {
    const pause = fc.constantFrom(0, 0, 0, lateUs / 2, lateUs);
    const burst = fc.record({ cycles: fc.integer({ min: 1, max: 200 }), pause, isLookedAt: fc.boolean() });
    fc.assert(
      fc.property(fc.array(burst, { minLength: 2, maxLength: 5 }), (bursts) => {
        const pair = new BookedPair({ primary: { makerBps: '-0.5' }, hedge: { takerBps: '3' } });
        const spreads = { buy: zeroExact, sell: zeroExact };
        const add = (cycle: ReturnType<typeof pair.ledger.cycle>): void => {
          if (cycle !== undefined)
            spreads[cycle.primarySide] = addExact(spreads[cycle.primarySide], spreadOf(cycle.matched()));
        };
        pair.ledger.onFolding((cycles) => cycles.forEach(add));
        for (const { cycles, pause: pausedUs, isLookedAt } of bursts) {
          play(pair, cycles);
          pair.nowUs += pausedUs;
          if (isLookedAt) pair.ledger.tally();
        }
        for (const cycle of pair.ledger.cycles()) add(cycle);
        const { bySide } = pair.ledger.tally();
        expect({ buy: bySide.buy.spread, sell: bySide.sell.spread }).toEqual(spreads);
        expect(bySide.buy.count + bySide.sell.count).toBe(pair.cycle);
      }),
      { numRuns: 20 },
    );
  });
});

const shown = (amount: bigint): string => formatQuote(toQuoteAmount(amount as ExactAmount));
const asText = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}` : value);
