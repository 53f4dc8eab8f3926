// Which of two is better, or how many more round trips it takes to know. What both did on the same market is compared place by place: the
// market is then the same on either side, and drops out.
import type { Random } from '../ports/random.ts';
import { BlockSample, blocksMin, type Term } from './block-sample.ts';
import { intervalOfSum, type Interval, type Part } from './interval.ts';
import { placesNeeded } from './power.ts';

/** The greater ratio is the better one. */
export type Verdict = 'a-better' | 'b-better' | 'not-known';

export interface Judgement {
  readonly verdict: Verdict;
  /** A − B; `undefined` where there is too little to say. */
  readonly difference: Interval | undefined;
  /** Of either: how many there have to be, all told, to find a difference of `detectable` nine times out of ten. */
  readonly tripsNeeded: number | undefined;
}

export interface Rivals {
  readonly a: readonly Term[];
  readonly b: readonly Term[];
  /** Both have a term at every place, from the same market: any number of trips of either, also none. */
  readonly isPaired: boolean;
  /** Round trips of either, on average: what a person counts in. */
  readonly trips: number;
  /** The smallest difference that matters, > 0. */
  readonly detectable: number;
}

export function judge({ a, b, isPaired, trips, detectable }: Rivals, random: Random): Judgement {
  const parts: readonly Part[] = isPaired
    ? [{ sample: new BlockSample([a, b]), sign: 1 }]
    : [
        { sample: new BlockSample([a]), sign: 1 },
        { sample: new BlockSample([b]), sign: -1 },
      ];
  const difference = intervalOfSum(parts, random);
  if (difference === undefined) return { verdict: 'not-known', difference, tripsNeeded: undefined };
  const needed = placesNeeded(difference, trips, detectable);
  return { verdict: verdictOf(difference), difference, tripsNeeded: Math.max(blocksMin, needed) };
}

function verdictOf({ low, high }: Interval): Verdict {
  if (low > 0) return 'a-better';
  return high < 0 ? 'b-better' : 'not-known';
}
