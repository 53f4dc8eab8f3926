// The few statistics that the market figures need, over plain arrays.

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function standardDeviation(values: readonly number[]): number {
  const average = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length);
}

/** The value below which the share `share` of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function correlation(left: readonly number[], right: readonly number[]): number {
  const leftMean = mean(left);
  const rightMean = mean(right);
  const products = left.map((value, index) => (value - leftMean) * ((right[index] as number) - rightMean));
  return mean(products) / (standardDeviation(left) * standardDeviation(right));
}

/** Variance over mean of the counts in windows of `windowUs`: 1 for a Poisson process, more for bursts. */
export function fanoFactor(
  timesUs: readonly number[],
  fromUs: number,
  toUs: number,
  windowUs: number,
): number {
  const counts = new Array<number>(Math.floor((toUs - fromUs) / windowUs)).fill(0);
  for (const timeUs of timesUs) {
    const window = Math.floor((timeUs - fromUs) / windowUs);
    if (window < counts.length) counts[window] = (counts[window] ?? 0) + 1;
  }
  return standardDeviation(counts) ** 2 / mean(counts);
}

/** Differences over `lag` places. */
export function moves(values: readonly number[], lag: number): number[] {
  return values.slice(lag).map((value, index) => value - (values[index] as number));
}
