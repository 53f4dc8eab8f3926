// What two synthetic venues have in common and what each has of its own, and that a seed is all that matters.
import { describe, expect, it } from 'vitest';
import { parseDecimal } from '../../../core/decimal.ts';
import { baseQuantity } from '../../../core/money.ts';
import type { MarketSource } from '../../../ports/market-source.ts';
import type { Random } from '../../../ports/random.ts';
import { simulatedPair } from '../instruments.ts';
import { createSeededRandom } from '../seeded-random.ts';
import { defaultMarketParameters } from './parameters.ts';
import { syntheticMarket, type SyntheticMarket } from './synthetic-market.ts';
import { marketOf, startUs } from './testing/market-of.ts';
import { measure } from './testing/measure.ts';
import { correlation, moves } from './testing/statistics.ts';

function take(source: MarketSource, count: number): string[] {
  return Array.from({ length: count }, () => JSON.stringify(source.take()));
}

/** Both feeds merged by time, as an engine reads them. */
function takeMerged({ primary, hedge }: SyntheticMarket, count: number): [string[], string[]] {
  const taken: [string[], string[]] = [[], []];
  for (let index = 0; index < count; index += 1) {
    const isPrimary = primary.nextTimeUs <= hedge.nextTimeUs;
    taken[isPrimary ? 0 : 1].push(JSON.stringify((isPrimary ? primary : hedge).take()));
  }
  return taken;
}

function tenSecondMoves(source: MarketSource): number[] {
  const referencePrice = parseDecimal('3000');
  if (referencePrice === undefined) throw new Error('3000 is a decimal');
  const { midsBps } = measure(source, { referencePrice, seconds: 1800, orderSize: baseQuantity(10n ** 16n) });
  return moves(midsBps, 100);
}

function movesCorrelation(one: MarketSource, other: MarketSource): number {
  const [left, right] = [tenSecondMoves(one), tenSecondMoves(other)];
  const length = Math.min(left.length, right.length);
  return correlation(left.slice(0, length), right.slice(0, length));
}

describe('synthetic market', () => {
  it('is the same for the same seed, message for message', () => {
    expect(take(marketOf(7).primary, 5000)).toEqual(take(marketOf(7).primary, 5000));
    expect(take(marketOf(7).hedge, 5000)).toEqual(take(marketOf(7).hedge, 5000));
  });

  it('differs with the seed', () => {
    expect(take(marketOf(7).primary, 50)).not.toEqual(take(marketOf(8).primary, 50));
  });

  it('does not depend on the order in which the venues are read, nor on whether one is read at all', () => {
    const [primary, hedge] = takeMerged(marketOf(7), 10_000);
    const primaryFirst = marketOf(7);
    expect(take(primaryFirst.primary, primary.length)).toEqual(primary);
    expect(take(primaryFirst.hedge, hedge.length)).toEqual(hedge);
    expect(take(marketOf(7).hedge, hedge.length)).toEqual(hedge);
  });

  it('forks from its random stream and never draws from it', () => {
    const stream = createSeededRandom(7);
    const drawn = (): never => {
      throw new Error('drawn from a stream that others share');
    };
    const random: Random = {
      uniform: drawn,
      below: drawn,
      normal: drawn,
      exponential: drawn,
      fork: (label) => stream.fork(label),
    };
    const pair = simulatedPair('ETH');
    if ('kind' in pair) throw new Error(pair.remedy);
    const market = syntheticMarket({ ...pair, startUs, random });
    expect(take(market.primary, 1000)).toEqual(take(marketOf(7).primary, 1000));
  });

  it('moves both venues by one efficient price', () => {
    const market = marketOf(7);
    expect(movesCorrelation(market.primary, market.hedge)).toBeGreaterThan(0.95);
  });

  it('moves the venues of different seeds apart', () => {
    expect(Math.abs(movesCorrelation(marketOf(7).primary, marketOf(8).hedge))).toBeLessThan(0.3);
  });

  it('takes other parameters', () => {
    const pair = simulatedPair('ETH');
    if ('kind' in pair) throw new Error(pair.remedy);
    const { primary, hedge, efficientPrice } = defaultMarketParameters;
    const parameters = { efficientPrice, primary: hedge, hedge: primary };
    const market = syntheticMarket({ ...pair, startUs, random: createSeededRandom(7), parameters });
    expect(take(market.primary, 10)).not.toEqual(take(marketOf(7).primary, 10));
  });

  it('has parameters that nobody changes by accident', () => {
    const isFrozen = (value: object): boolean =>
      Object.isFrozen(value) &&
      Object.values(value).every((part) => typeof part !== 'object' || isFrozen(part as object));
    expect(isFrozen(defaultMarketParameters)).toBe(true);
  });
});
