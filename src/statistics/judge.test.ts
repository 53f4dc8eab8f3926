// Verdicts on round trips that were drawn, so that it is known which of two is better: how often a verdict is wrong, and whether the number of
// trips that is asked for is enough.
import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../venues/simulated/seeded-random.ts';
import type { Term } from './block-sample.ts';
import { judge, type Judgement } from './judge.ts';
import { pairedTrips, tripsOf, type TripsOptions } from './testing/generated-trips.ts';

const oneBps = 1 / 10_000;
const series = Array.from({ length: 100 }, (_, index) => index);
const base = { meanBps: -15, spreadBps: 3 };

const count = <Item>(items: readonly Item[], isCounted: (item: Item) => boolean): number =>
  items.filter(isCounted).length;
const isVerdict = ({ verdict }: Judgement): boolean => verdict !== 'not-known';

/** Two that never saw the same market. */
function apart(seed: string, a: TripsOptions, b: TripsOptions): Judgement {
  const random = createSeededRandom(11).fork(seed);
  const [aTrips, bTrips] = [tripsOf(random.fork('a'), a), tripsOf(random.fork('b'), b)];
  const trips = (aTrips.length + bTrips.length) / 2;
  return judge({ a: aTrips, b: bTrips, isPaired: false, trips, detectable: oneBps }, random);
}

/** Two on one market, which moves both far more than either differs from the other. */
function together(seed: string, options: TripsOptions, aheadBps: number, isPaired = true): Judgement {
  const random = createSeededRandom(12).fork(seed);
  const [a, b] = pairedTrips(random.fork('trips'), { ...options, spreadBps: 12, aheadBps, ownBps: 3 });
  return judge({ a, b, isPaired, trips: options.count, detectable: oneBps }, random);
}

describe('of two that are alike, at most 10 verdicts in 100 call one better', () => {
  it.each([
    ['independent trips', {}],
    ['trips that hang together', { memory: 0.5 }],
    ['trips of which some are far off', { isWild: true }],
    ['trips of which some are far off, and that hang together', { memory: 0.3, isWild: true }],
  ])('%s', (_kind, kind) => {
    for (const trips of [30, 120]) {
      const options = { ...base, ...kind, count: trips };
      const unpaired = series.map((index) => apart(`alike ${trips} ${index}`, options, options));
      const paired = series.map((index) => together(`alike ${trips} ${index}`, options, 0));
      expect(count(unpaired, isVerdict)).toBeLessThanOrEqual(10);
      expect(count(paired, isVerdict)).toBeLessThanOrEqual(10);
    }
  });

  it('also where one has made four times the trips of the other', () => {
    const judged = series.map((index) =>
      apart(`uneven ${index}`, { ...base, count: 40 }, { ...base, count: 160 }),
    );
    expect(count(judged, isVerdict)).toBeLessThanOrEqual(10);
  });
});

describe('of two of which one is 1 bps better', () => {
  it.each([
    ['independent trips', 0],
    ['trips that hang together', 0.4],
  ])(
    'as many trips as were asked for find it at least 80 times in 100, and never the other one: %s',
    (_kind, memory) => {
      const judged = series.map((index) => {
        const pilot = { ...base, memory, count: 60 };
        const { tripsNeeded: needed = 0 } = apart(`pilot ${index}`, pilot, pilot);
        const ahead = { ...base, memory, count: needed, meanBps: base.meanBps + 1 };
        return apart(`power ${index}`, ahead, { ...base, memory, count: needed });
      });
      expect(count(judged, ({ verdict }) => verdict === 'a-better')).toBeGreaterThanOrEqual(80);
      expect(count(judged, ({ verdict }) => verdict === 'b-better')).toBe(0);
    },
  );

  it('the same market for both finds it where two markets do not', () => {
    const options = { ...base, count: 250 };
    const paired = series.slice(0, 20).map((index) => together(`market ${index}`, options, 1));
    const unpaired = series.slice(0, 20).map((index) => together(`market ${index}`, options, 1, false));
    expect(count(paired, ({ verdict }) => verdict === 'a-better')).toBeGreaterThanOrEqual(16);
    expect(count(unpaired, isVerdict)).toBeLessThanOrEqual(8);
    expect(paired[0]?.tripsNeeded ?? 0).toBeLessThan((unpaired[0]?.tripsNeeded ?? 0) / 5);
  });
});

describe('what cannot be known', () => {
  it('fifty round trips against two are no verdict, and no number is made up', () => {
    const fifty = { ...base, meanBps: 30, count: 50 };
    expect(apart('fifty', fifty, { ...base, count: 2 })).toEqual({
      verdict: 'not-known',
      difference: undefined,
      tripsNeeded: undefined,
    });
  });

  it('nothing against nothing is no verdict', () => {
    expect(apart('nothing', { ...base, count: 0 }, { ...base, count: 0 }).verdict).toBe('not-known');
  });

  it('two that did the very same are not told apart, however often', () => {
    const trips = tripsOf(createSeededRandom(1), { ...base, count: 200 });
    const judged = judge(
      { a: trips, b: trips, isPaired: true, trips: 200, detectable: oneBps },
      createSeededRandom(1),
    );
    expect(judged).toMatchObject({ verdict: 'not-known', difference: { value: 0, low: 0, high: 0 } });
  });
});

describe('what is paired', () => {
  it('may have places at which one of the two has traded nothing', () => {
    const random = createSeededRandom(3);
    const nothing: Term = { amount: 0, base: 0 };
    const [a, b] = pairedTrips(random, { ...base, count: 300, aheadBps: 3, ownBps: 2 });
    const gappy = b.map((term, place) => (place % 3 === 0 ? nothing : term));
    expect(judge({ a, b: gappy, isPaired: true, trips: 250, detectable: oneBps }, random).verdict).toBe(
      'a-better',
    );
  });

  it('is judged the other way round when its sides are exchanged', () => {
    const [a, b] = pairedTrips(createSeededRandom(4), { ...base, count: 200, aheadBps: 3, ownBps: 2 });
    const [one, other] = [
      judge({ a, b, ...paired }, createSeededRandom(5)),
      judge({ a: b, b: a, ...paired }, createSeededRandom(5)),
    ];
    expect([one.verdict, other.verdict]).toEqual(['a-better', 'b-better']);
    expect(one.difference?.low).toBeCloseTo(-(other.difference?.high ?? 0), 12);
  });
});

const paired = { isPaired: true, trips: 200, detectable: oneBps };
