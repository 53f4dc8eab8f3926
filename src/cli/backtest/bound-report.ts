// What came of all markets under one belief about the queue, and whether that is good: its cost has to lie below what was asked for with the
// whole of its interval, and not by luck.
import { formatRounded, parseUnits } from '../../core/decimal.ts';
import type { CostReview } from '../../reports/review/cost-review.ts';
import type { RoundTripRow } from '../../reports/round-trip-book.ts';
import type { Ratio } from '../../reports/run-summary.ts';
import type { Term } from '../../statistics/block-sample.ts';
import { intervalOf } from '../../statistics/interval.ts';
import { placesNeeded } from '../../statistics/power.ts';
import { createSeededRandom } from '../../venues/simulated/seeded-random.ts';
import { beliefs, type BoundName } from './bounds.ts';
import type { MarketResult } from './play-market.ts';
import { poolCosts } from './pooled-cost.ts';
import { poolFigures, type PooledFigures } from './pooled-figures.ts';

/** `not-known`: the interval holds what was asked for, or there are too few round trips for one. */
export type BoundVerdict = 'good' | 'not-good' | 'not-known' | 'nothing-traded' | 'not-flat';

/** Net cost per 1 000 000 of volume over round trips, at 95 %. */
export interface CostInterval {
  readonly value: string;
  readonly low: string;
  readonly high: string;
}

export interface BoundReport {
  readonly bound: BoundName;
  readonly belief: string;
  readonly verdict: BoundVerdict;
  readonly cost: CostInterval | null;
  /** So many all told would tell whether the target is met, if the cost stays what it is. Null where that is known, or cannot be reckoned. */
  readonly roundTripsNeeded: number | null;
  readonly figures: PooledFigures;
  /** Where the money went; null where nothing was played. */
  readonly costSplit: CostReview | null;
  readonly runs: readonly MarketResult[];
}

const million = 1_000_000;

/** `target` is the net cost per 1 000 000 that is good enough. */
export function reportBound(bound: BoundName, runs: readonly MarketResult[], target: string): BoundReport {
  const figures = poolFigures(runs.map(({ summary }) => summary));
  const terms = runs.flatMap(({ roundTrips }) => roundTrips.map(costTerm));
  const interval = intervalOf([terms], createSeededRandom(1));
  const away = interval === undefined ? 0 : Math.abs(interval.value - Number(target) / million);
  const verdict = verdictOf(runs, figures, interval, Number(target) / million);
  const needed =
    interval === undefined || away === 0 || verdict !== 'not-known'
      ? null
      : placesNeeded(interval, terms.length, away);
  return {
    bound,
    belief: beliefs[bound],
    verdict,
    cost:
      interval === undefined
        ? null
        : {
            value: perMillion(interval.value),
            low: perMillion(interval.low),
            high: perMillion(interval.high),
          },
    roundTripsNeeded: needed,
    figures,
    costSplit:
      runs.length === 0
        ? null
        : poolCosts(
            runs.map((run) => run.cost),
            figures,
          ),
    runs,
  };
}

/** What a round trip costs, of its volume. */
const costTerm = ({ net, volume }: RoundTripRow): Term => ({
  amount: -Number(net),
  base: Number(volume),
});

function verdictOf(
  runs: readonly MarketResult[],
  { costPerMillion }: PooledFigures,
  interval: { readonly low: number; readonly high: number } | undefined,
  target: number,
): BoundVerdict {
  if (runs.some(({ outcome }) => outcome !== 'flat')) return 'not-flat';
  if (costPerMillion === null) return 'nothing-traded';
  // Round trips are not all of it: what came after the last of them counts, too.
  const isMet = isAtMost(costPerMillion, target);
  if (interval === undefined) return 'not-known';
  if (interval.low > target) return 'not-good';
  return interval.high <= target && isMet ? 'good' : 'not-known';
}

const isAtMost = (costPerMillion: NonNullable<Ratio>, target: number): boolean =>
  Number(costPerMillion) <= target * million;

/** Statistics are floats; what is shown of them is rounded to cents. */
const perMillion = (ratio: number): string =>
  formatRounded(parseUnits((ratio * million).toFixed(6)) ?? 0n, 2);
