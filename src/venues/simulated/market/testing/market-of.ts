// The synthetic market of a seed, as the tests use it.
import { simulatedPair } from '../../instruments.ts';
import { createSeededRandom } from '../../seeded-random.ts';
import { syntheticMarket, type SyntheticMarket } from '../synthetic-market.ts';

export const startUs = 1_700_000_000_000_000;

export function marketOf(seed: number, ticker: string = 'ETH'): SyntheticMarket {
  const pair = simulatedPair(ticker);
  if ('kind' in pair) throw new Error(pair.remedy);
  return syntheticMarket({ ...pair, startUs, random: createSeededRandom(seed) });
}
