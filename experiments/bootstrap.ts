// A percentile bootstrap of a mean: what interval of means other samples of this size would have given.
import { createSeededRandom } from '../src/venues/simulated/seeded-random.ts';

export interface Interval {
  readonly mean: number;
  /** The 2.5th and the 97.5th percentile of resampled means. */
  readonly low: number;
  readonly high: number;
}

const resamples = 2_000;

/** The same for the same values: the resampling is seeded. */
export function bootstrapInterval(values: readonly number[]): Interval {
  const random = createSeededRandom(1);
  const means = Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let draw = 0; draw < values.length; draw += 1)
      sum += values[random.below(values.length)] ?? Number.NaN;
    return sum / values.length;
  }).sort((left, right) => left - right);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    mean,
    low: means[Math.floor(resamples * 0.025)] ?? Number.NaN,
    high: means[Math.ceil(resamples * 0.975) - 1] ?? Number.NaN,
  };
}
