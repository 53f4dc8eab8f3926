// What a round is judged by: each thing that must not happen is found, and nothing is found where nothing is wrong.
import { describe, expect, it } from 'vitest';
import { deltaPath, exposureOf } from './delta-path.ts';
import type { Evidence } from './evidence.ts';
import { judge } from './judge.ts';
import { bookedAs, evidenceOf, hedgedRound, placed, quantum, venueFill } from './testing/evidence.ts';

const codesOf = (evidence: Evidence): string[] => judge(evidence, quantum).map(({ code }) => code);
const clean = evidenceOf(hedgedRound);
const leg = (position: string, openOrders = 0): Evidence['truth']['primary'] => ({
  fills: [],
  position,
  openOrders,
});

describe('a round', () => {
  it('that is flat, with books that agree, has no problem', () => {
    expect(judge(clean, quantum)).toEqual([]);
  });

  it('that halted safe and flat has none either', () => {
    expect(judge({ ...clean, ended: { exitCode: 3, diedAt: undefined } }, quantum)).toEqual([]);
  });

  it('that says that something is left has none where both venues hold less than can be closed', () => {
    const truth = { primary: leg('0.0022'), hedge: leg('-0.0022') };
    const nothing = evidenceOf({ primary: [], hedge: [] });
    const ended = { exitCode: 4, diedAt: undefined };
    expect(codesOf({ ...nothing, truth, ended })).toEqual([]);
    expect(codesOf({ ...nothing, truth: { ...truth, hedge: leg('-0.1') }, ended })).toEqual(['not-flat']);
  });

  it.each<[string, Partial<Evidence>, string]>([
    ['cannot be started again', { ended: undefined, refusal: 'a position' }, 'not-started'],
    ['does not end', { ended: undefined }, 'not-ended'],
    ['ends with exposure', { ended: { exitCode: 4, diedAt: undefined } }, 'ended-badly'],
    ['ends by a bug', { ended: { exitCode: 1, diedAt: undefined } }, 'ended-badly'],
    ['cannot be read', { unreadable: ['fills.csv, line 3'] }, 'unreadable'],
    ['sends an order twice', { placed: [placed(1), placed(1)] }, 'sent-twice'],
    ['has a fill on no journal', { journaled: new Set(['p1', 'p2', 'h1']) }, 'not-journaled'],
    ['books a fill twice', { booked: [...clean.booked, bookedAs(venueFill('p1'))] }, 'books-differ'],
    ['misses a fill', { booked: clean.booked.slice(1) }, 'books-differ'],
    ['books what no venue knows', { booked: [...clean.booked, bookedAs(venueFill('x'))] }, 'books-differ'],
  ])('that %s is found', (_what, change, code) => {
    expect(codesOf({ ...clean, ...change })).toEqual([code]);
  });

  it.each(['side', 'price', 'quantity', 'fee', 'liquidity'] as const)(
    'that books another %s than the venue is found',
    (name) => {
      const other = { side: 'sell', price: '3000.01', quantity: '0.1001', fee: '0.0600000001' } as const;
      const change = name === 'liquidity' ? { liquidity: 'taker' as const } : { [name]: other[name] };
      const [first, ...rest] = clean.booked;
      expect(first?.tradeId).toBe('p1');
      expect(codesOf({ ...clean, booked: [{ ...first!, ...change }, ...rest] })).toEqual(['books-differ']);
    },
  );

  it.each([
    ['a leg is open', leg('0.1'), leg('0'), ['not-flat']],
    ['a pair is open, although it is hedged', leg('0.1'), leg('-0.1'), ['not-flat']],
    ['dust below a lot of both venues is left', leg('0.0023'), leg('0'), []],
    ['an order rests', leg('0'), leg('0', 1), ['orders-left']],
  ])('where %s is judged by the venues', (_what, primary, hedge, codes) => {
    const nothing = evidenceOf({ primary: [], hedge: [] });
    expect(codesOf({ ...nothing, truth: { primary, hedge } })).toEqual(codes);
  });

  it('whose lost hedge is sent again under its id is as it should be: the venue takes each id once', () => {
    const again = [placed(1), placed(2, 'hedge'), placed(2, 'hedge')];
    expect(codesOf({ ...clean, placed: again })).toEqual([]);
  });

  it('with two orders of the venue under one client id is found', () => {
    const [one, two] = hedgedRound.primary;
    const primary = [one!, { ...two!, clientId: one!.clientId }];
    expect(codesOf(evidenceOf({ ...hedgedRound, primary }))).toEqual(['sent-twice']);
  });

  it('that hedges a fill a second time is found, although it ends flat', () => {
    const again = venueFill('h3', { side: 'sell', venueTimeUs: 1_500_000 });
    const back = venueFill('p3', { side: 'buy', venueTimeUs: 1_600_000 });
    const scene = { primary: [...hedgedRound.primary, back], hedge: [...hedgedRound.hedge, again] };
    expect(codesOf(evidenceOf(scene))).toEqual(['hedged-twice']);
  });

  it('that hedges in parts, or once for two fills, is as it should be', () => {
    const primary = [
      venueFill('p1', { quantity: '0.04', venueTimeUs: 1_000_000 }),
      venueFill('p2', { quantity: '0.06', venueTimeUs: 1_000_001 }),
    ];
    const hedge = [
      venueFill('h1', { side: 'sell', quantity: '0.07', venueTimeUs: 1_020_000 }),
      venueFill('h2', { side: 'sell', quantity: '0.03', venueTimeUs: 1_030_000 }),
    ];
    expect(codesOf(evidenceOf({ primary, hedge }))).toEqual([]);
  });
});

describe('exposure', () => {
  it('is net delta at the price of the fill before, over the time until the next', () => {
    const path = deltaPath(clean.truth);
    expect(exposureOf(path, quantum, 9_000_000)).toEqual({
      // Twice 0.1 × 3000 for 20 ms.
      valueSecondsUnits: 12n * 10n ** 18n,
      longestMs: 20,
    });
  });

  it('that is still there goes on until it is looked at', () => {
    const path = deltaPath(evidenceOf({ primary: hedgedRound.primary.slice(0, 1), hedge: [] }).truth);
    expect(exposureOf(path, quantum, 3_000_000)).toEqual({
      valueSecondsUnits: 600n * 10n ** 18n,
      longestMs: 2_000,
    });
  });
});
