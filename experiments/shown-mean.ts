// The mean of a figure over markets with its interval, as text. Each market is one place of the series, so the interval is the one that
// backtests and comparisons have, too.
import { intervalOf } from '../src/statistics/interval.ts';
import { createSeededRandom } from '../src/venues/simulated/seeded-random.ts';

/** "821 (819 to 823)"; the same for the same values. The greater the mean, the fewer places. */
export function shownMean(values: readonly number[]): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const places = Math.abs(mean) < 10 ? 3 : Math.abs(mean) < 1_000 ? 1 : 0;
  const interval = intervalOf([values.map((amount) => ({ amount, base: 1 }))], createSeededRandom(1));
  return interval === undefined
    ? `${mean.toFixed(places)} (too few markets)`
    : `${mean.toFixed(places)} (${interval.low.toFixed(places)} to ${interval.high.toFixed(places)})`;
}
