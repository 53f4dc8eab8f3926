// How long blocks have to be so that what hangs together stays together, read off the series itself (Politis and White 2004, with the
// correction of 2009, for circular blocks), and never shorter than a
// fourth root of it, since in a short series dependence is easily missed.

/** A correlation is taken for none below so many times its own error. */
const errorsMin = 2;
/** So many correlations in a row that are none end the dependence. */
const quietLagsMin = 5;

/** At least 1; the caller sees to it that enough blocks are left. */
export function blockLength(series: readonly number[]): number {
  return Math.max(Math.ceil(series.length ** 0.25), lengthByDependence(series));
}

/**
 * By how much the standard error is greater than blocks of this length show: what fades by the same share from place to place reaches beyond
 * them. Short series have short blocks, and would be believed too soon.
 */
export function beyondBlocks(series: readonly number[], length: number): number {
  const [variance = 0, next = 0] = autocovariances(series, 1);
  const raw = variance === 0 ? 0 : next / variance;
  // Of a short series the correlation comes out too small by this (Kendall 1954).
  const share = Math.min(shareMax, raw + (1 + 3 * raw) / series.length);
  if (share <= 0) return 1;
  let inBlocks = 1;
  for (let lag = 1; lag < length; lag += 1) inBlocks += 2 * (1 - lag / length) * share ** lag;
  return Math.sqrt((1 + share) / (1 - share) / inBlocks);
}

const shareMax = 0.9;

function lengthByDependence(series: readonly number[]): number {
  const { length } = series;
  const covariances = autocovariances(series, Math.min(length - 1, Math.ceil(3 * Math.sqrt(length))));
  const [variance = 0] = covariances;
  if (variance === 0) return 1;
  const lags = 2 * lastDependentLag(covariances, length);
  if (lags === 0) return 1;
  let spread = variance;
  let slope = 0;
  for (let lag = 1; lag <= Math.min(lags, covariances.length - 1); lag += 1) {
    const weighted = 2 * flatTop(lag / lags) * (covariances[lag] ?? 0);
    spread += weighted;
    slope += weighted * lag;
  }
  const optimal = (((2 * slope ** 2) / ((4 / 3) * spread ** 2)) * length) ** (1 / 3);
  return Number.isFinite(optimal) ? Math.max(1, Math.ceil(optimal)) : 1;
}

/** Covariances of the series with itself, this many places later. */
function autocovariances(series: readonly number[], lagMax: number): number[] {
  const mean = series.reduce((sum, value) => sum + value, 0) / series.length;
  return Array.from({ length: Math.max(1, lagMax + 1) }, (_, lag) => {
    let sum = 0;
    for (let place = lag; place < series.length; place += 1)
      sum += ((series[place] ?? 0) - mean) * ((series[place - lag] ?? 0) - mean);
    return sum / series.length;
  });
}

/** The last lag before a row of correlations that are none. */
function lastDependentLag(covariances: readonly number[], length: number): number {
  const [variance = 0] = covariances;
  const noneBelow = errorsMin * Math.sqrt(Math.log10(length) / length) * variance;
  let quiet = 0;
  for (let lag = 1; lag < covariances.length; lag += 1) {
    quiet = Math.abs(covariances[lag] ?? 0) < noneBelow ? quiet + 1 : 0;
    if (quiet === quietLagsMin) return lag - quietLagsMin;
  }
  return covariances.length - 1 - quiet;
}

/** Full weight to half of the way, and then less and less. */
const flatTop = (share: number): number => Math.min(1, 2 * (1 - share));
