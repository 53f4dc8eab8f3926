// Two sides of which it is known which is better, because their round trips were drawn.
import { describe, expect, it } from 'vitest';
import { addMoney, type RoundTripRow } from '../../reports/round-trip-book.ts';
import { drawLuck } from '../../statistics/testing/generated-trips.ts';
import { createSeededRandom } from '../../venues/simulated/seeded-random.ts';
import { compareContenders, type Comparison } from './compare-contenders.ts';
import { renderComparison } from './compare-text.ts';
import type { Contender, ContenderMarket, Filling } from './contender.ts';
import { pairUp } from './pair-up.ts';

const tripUs = 10_000_000;

/** Trips of 1 000 of volume that bring these bps, one every ten seconds. */
function marketOf(netsBps: readonly number[], key?: string): ContenderMarket {
  const roundTrips = netsBps.map((bps, index): RoundTripRow => {
    const net = (bps / 10).toFixed(9);
    return {
      iteration: index + 1,
      side: index % 2 === 0 ? 'buy' : 'sell',
      startUs: index * tripUs,
      endUs: (index + 1) * tripUs - 1,
      quantity: '1',
      volume: '1000',
      entryBought: '500',
      entrySpread: '0.25',
      exitBought: '500',
      exitSpread: '-0.1',
      gross: '0.15',
      fees: '0.75',
      net,
      funding: '0',
      primaryGross: '0.1',
      hedgeGross: '0.05',
      primaryNet: '-0.35',
      hedgeNet: '-0.25',
    };
  });
  return { key, roundTrips, rest: addMoney([]), seconds: (netsBps.length * tripUs) / 1_000_000 };
}

function contender(
  name: string,
  netsBps: readonly number[],
  key?: string,
  filling: Filling = 'risk-averse',
): Contender {
  const fillings = new Map([[filling, [marketOf(netsBps, key)]]]);
  return { name, notice: 'drawn', quoteAsset: 'USDC', fillings, remarks: [] };
}

const luck = (seed: number, count: number): number[] => drawLuck(createSeededRandom(seed), { count });
const shown = (comparison: Comparison): string =>
  renderComparison(comparison, { width: 110, useColour: false });

describe('a comparison', () => {
  it('says which is better, on one market where it is 1 bps and the market moves both by 20', () => {
    const market = luck(1, 200).map((each) => 20 * each);
    const a = contender(
      'a',
      market.map((each, index) => each + 1 + (luck(2, 200)[index] ?? 0)),
      'm',
    );
    const b = contender(
      'b',
      market.map((each, index) => each + (luck(3, 200)[index] ?? 0)),
      'm',
    );
    const comparison = compareContenders(a, b, 1);
    expect(comparison).toMatchObject({
      verdict: 'a-better',
      fillings: [{ isPaired: true, moreTripsNeeded: 0 }],
    });
    expect(shown(comparison)).toMatch(/^● A IS BETTER\n {2}A brings [01]\.\d+ bps of volume more than B\n/);
  });

  it('of the same on different markets knows nothing, says so, and says how many more trips it takes', () => {
    const a = contender(
      'a',
      luck(4, 200).map((each) => 20 * each + 1),
    );
    const b = contender(
      'b',
      luck(5, 200).map((each) => 20 * each),
    );
    const comparison = compareContenders(a, b, 1);
    expect(comparison.verdict).toBe('not-known');
    expect(comparison.fillings[0]?.moreTripsNeeded).toBeGreaterThan(5_000);
    expect(shown(comparison)).toMatch(/● NOT KNOWN\n {2}about \d+ more round trips of either are needed/);
    expect(comparison.remarks.join()).toContain('different markets');
  });

  it('of fifty round trips against two refuses any verdict', () => {
    const comparison = compareContenders(
      contender(
        'a',
        luck(6, 50).map((each) => each + 30),
      ),
      contender('b', [0, 1]),
      1,
    );
    expect(comparison).toMatchObject({
      verdict: 'not-known',
      fillings: [{ difference: null, moreTripsNeeded: null }],
    });
    expect(comparison.text).toBe('50 and 2 round trips are too few to tell anything from');
  });

  it('says that a difference is too small to matter where that is known', () => {
    const comparison = compareContenders(contender('a', luck(7, 2_000)), contender('b', luck(8, 2_000)), 5);
    expect(comparison.text).toMatch(/^if there is a difference, it is below 5 bps/);
  });

  it('has every measure of the table with its intervals', () => {
    const { measures } = compareContenders(contender('a', luck(9, 40)), contender('b', luck(10, 40)), 1);
    const of = (name: string) => measures.find((measure) => measure.name === name);
    expect(of('entry edge')?.a?.value).toBeCloseTo(5, 9);
    expect(of('exit edge')?.a?.value).toBeCloseTo(-2, 9);
    expect(of('primary leg, gross')?.a?.value).toBeCloseTo(1, 9);
    expect(of('hedge leg, gross')?.a?.value).toBeCloseTo(0.5, 9);
    expect(of('built by buying')?.a?.value).toBeCloseTo(50, 9);
    expect(of('won')?.a?.low).toBeLessThan(of('won')?.a?.high ?? 0);
  });

  it('sets a run beside the risk-averse runs of a backtest, and two runs beside each other', () => {
    const run = contender('run', luck(11, 30), 'm', 'as-run');
    const tested = contender('tested', luck(12, 30), 'm');
    expect(compareContenders(run, tested, 1)).toMatchObject({ filling: 'risk-averse' });
    expect(compareContenders(run, run, 1)).toMatchObject({ filling: 'as-run', text: 'both did the same' });
  });
});

describe('what is paired', () => {
  it('is every market that both had; the others are counted', () => {
    const [one, two, three] = ['1', '2', '3'].map((key) => marketOf([1, 2, 3], key));
    const paired = pairUp([one!, two!], [two!, three!]);
    expect(paired).toMatchObject({ shared: 1, leftOut: 2 });
    expect(paired?.a).toEqual(paired?.b);
    expect(paired?.a.flat()).toHaveLength(3);
  });

  it('are stretches of one time: each trip is in that of its middle, and who did nothing has an empty one', () => {
    const busy = marketOf([1, 2, 3, 4, 5, 6, 7, 8], 'm');
    const idle = { ...busy, roundTrips: busy.roundTrips.filter((_, index) => index === 1 || index === 6) };
    const { a = [], b = [] } = pairUp([busy], [idle]) ?? {};
    expect(a.map((stretch) => stretch.length)).toEqual([4, 4]);
    expect(b.map((stretch) => stretch.length)).toEqual([1, 1]);
  });

  it('is nothing where no market is the same, or none is known', () => {
    expect(pairUp([marketOf([1], 'a')], [marketOf([1], 'b')])).toBeUndefined();
    expect(pairUp([marketOf([1])], [marketOf([1])])).toBeUndefined();
  });
});
