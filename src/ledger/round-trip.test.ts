import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatUnits } from '../core/decimal.ts';
import { formatBase, formatQuote } from '../core/money.ts';
import { oppositeSide } from '../core/side.ts';
import { spreadOf } from './cycle.ts';
import { addExact, toQuoteAmount, zeroExact, type ExactAmount } from './exact-amount.ts';
import type { RoundTrip } from './round-trip.ts';
import { BookedPair } from './testing/booked-pair.ts';
import { roundTripsLeft } from './testing/round-trips-left.ts';

const shown = (amount: ExactAmount): string => formatQuote(toQuoteAmount(amount));

function only(pair: BookedPair): RoundTrip {
  const all = roundTripsLeft(pair.ledger);
  expect(all).toHaveLength(1);
  return all[0]!;
}

describe('a round trip', () => {
  it('is a BUILD and the UNWIND of its iteration: gross from both spreads, net of their fees', () => {
    const pair = new BookedPair({ hedge: { takerBps: '1' } });
    pair.alternate([
      { side: 'buy', primary: '2925.59', hedge: '2929.31', quantity: '0.1' },
      { side: 'sell', primary: '2929.00', hedge: '2929.30', quantity: '0.1' },
    ]);
    const trip = only(pair);
    expect(trip).toMatchObject({ iteration: 1, buildSide: 'buy' });
    expect(shown(spreadOf(trip.entry))).toBe('0.372');
    expect(shown(spreadOf(trip.exit))).toBe('-0.03');
    expect(shown(trip.gross)).toBe('0.342');
    expect(shown(trip.fees)).toBe('0.0585861');
    expect(shown(trip.net)).toBe('0.2834139');
    expect(pair.ledger.tally().roundTrips).toMatchObject({ count: 1, wins: 1 });
  });

  it('is a win only above 0, after fees', () => {
    const pair = new BookedPair({ primary: { makerBps: '2' }, hedge: { takerBps: '5' } });
    pair.alternate([
      { side: 'buy', primary: '3000', hedge: '3001', quantity: '0.1' },
      { side: 'sell', primary: '3001', hedge: '3000', quantity: '0.1' },
    ]);
    expect(shown(only(pair).gross)).toBe('0.2');
    expect(pair.ledger.tally().roundTrips).toMatchObject({ count: 1, wins: 0 });
  });

  it('is not counted before its UNWIND has ended', () => {
    const pair = new BookedPair();
    pair.trade('build', 1, { side: 'buy', primary: '100', hedge: '101', quantity: '0.1' });
    expect(pair.ledger.tally().roundTrips.count).toBe(0);
    pair.begin('unwind', 1, 'sell');
    pair.book({ leg: 'primary', side: 'sell', price: '100', quantity: '0.1' });
    pair.book({ leg: 'hedge', side: 'buy', price: '101', quantity: '0.1' });
    expect(pair.ledger.tally().roundTrips.count).toBe(0);
    pair.end();
    expect(pair.ledger.tally().roundTrips.count).toBe(1);
  });

  it('is of the quantity that both ways matched, first in, first out', () => {
    const pair = new BookedPair();
    pair.begin('build', 1, 'sell');
    pair.book({ leg: 'primary', side: 'sell', price: '101', quantity: '0.1' });
    pair.book({ leg: 'primary', side: 'sell', price: '103', quantity: '0.1' });
    pair.book({ leg: 'hedge', side: 'buy', price: '100', quantity: '0.2' });
    pair.end();
    pair.trade('unwind', 1, { side: 'buy', primary: '100', hedge: '100', quantity: '0.1' });
    const trip = only(pair);
    expect(formatBase(trip.quantity)).toBe('0.1');
    expect(shown(spreadOf(trip.entry))).toBe('0.1');
  });

  it('joins the UNWINDs that it took, an abandoned one included', () => {
    const pair = new BookedPair();
    pair.trade('build', 1, { side: 'buy', primary: '100', hedge: '101', quantity: '0.3' });
    pair.begin('unwind', 1, 'sell');
    pair.book({ leg: 'primary', side: 'sell', price: '100', quantity: '0.1' });
    pair.book({ leg: 'hedge', side: 'buy', price: '101', quantity: '0.1' });
    pair.end('abandoned');
    pair.trade('unwind', 1, { side: 'sell', primary: '102', hedge: '101', quantity: '0.2' });
    const trip = only(pair);
    expect(formatBase(trip.quantity)).toBe('0.3');
    expect(shown(trip.gross)).toBe('0.4');
  });

  it('is none where a BUILD was given up without a match', () => {
    const pair = new BookedPair();
    pair.begin('build', 1, 'buy');
    pair.book({ leg: 'primary', side: 'buy', price: '100', quantity: '0.1' });
    pair.book({ leg: 'primary', side: 'sell', price: '99', quantity: '0.1', role: 'reduce' });
    pair.end('abandoned');
    expect(roundTripsLeft(pair.ledger)).toEqual([]);
  });
});

describe('sums kept up to date', () => {
  const anyFill = fc.record({
    cyclesBack: fc.nat(5),
    leg: fc.constantFrom('primary' as const, 'hedge' as const),
    isAgainstPlan: fc.integer({ min: 0, max: 9 }).map((roll) => roll > 7),
    cents: fc.integer({ min: 990, max: 1_010 }),
    thousandths: fc.integer({ min: 1, max: 50 }),
    isLookedAt: fc.boolean(),
  });
  type AnyFill = typeof anyFill extends fc.Arbitrary<infer Value> ? Value : never;

  /** Four fills to a cycle, two cycles to an iteration; some fills are late, some go against their cycle. */
  function bookAll(fills: readonly AnyFill[], look: (pair: BookedPair) => void): BookedPair {
    const pair = new BookedPair({ primary: { makerBps: '-0.5' }, hedge: { takerBps: '3' } });
    fills.forEach(({ cyclesBack, leg, isAgainstPlan, cents, thousandths, isLookedAt }, index) => {
      if (index % 4 === 0) {
        if (index > 0) pair.end(index % 3 === 0 ? 'abandoned' : 'completed');
        const isBuild = index % 8 === 0;
        pair.begin(isBuild ? 'build' : 'unwind', 1 + Math.floor(index / 8), isBuild ? 'buy' : 'sell');
      }
      const cycle = Math.max(1, pair.cycle - cyclesBack);
      const { primarySide } = pair.ledger.cycle(cycle)!.start;
      const planned = leg === 'primary' ? primarySide : oppositeSide(primarySide);
      pair.book({
        leg,
        side: isAgainstPlan ? oppositeSide(planned) : planned,
        price: formatUnits(BigInt(cents), 2),
        quantity: formatUnits(BigInt(thousandths), 3),
        cycle,
      });
      if (isLookedAt) look(pair);
    });
    pair.end();
    return pair;
  }

  it('are the same whether somebody looked after every fill or only at the end (property)', () => {
    fc.assert(
      fc.property(fc.array(anyFill, { minLength: 1, maxLength: 60 }), (fills) => {
        const watched = bookAll(fills, (pair) => pair.ledger.tally());
        const unwatched = bookAll(fills, () => undefined);
        expect(watched.ledger.tally()).toEqual(unwatched.ledger.tally());
      }),
    );
  });

  it('are those of the cycles and round trips one by one (property)', () => {
    fc.assert(
      fc.property(fc.array(anyFill, { minLength: 1, maxLength: 60 }), (fills) => {
        const { ledger } = bookAll(fills, (pair) => pair.ledger.tally());
        const tally = ledger.tally();
        const cycles = [...ledger.cycles()].filter((cycle) => cycle.matchedQuantity > 0n);
        for (const side of ['buy', 'sell'] as const) {
          const ofSide = cycles.filter((cycle) => cycle.primarySide === side);
          expect(tally.bySide[side].count).toBe(ofSide.length);
          expect(tally.bySide[side].spread).toBe(sum(ofSide.map((cycle) => spreadOf(cycle.matched()))));
        }
        const trips = roundTripsLeft(ledger);
        expect(tally.roundTrips.count).toBe(trips.length);
        expect(tally.roundTrips.wins).toBe(trips.filter((trip) => trip.net > 0n).length);
        expect(tally.roundTrips.gross).toBe(sum(trips.map((trip) => trip.gross)));
        expect(tally.roundTrips.fees).toBe(sum(trips.map((trip) => trip.fees)));
      }),
    );
  });
});

function sum(amounts: readonly ExactAmount[]): ExactAmount {
  return amounts.reduce(addExact, zeroExact);
}
