// Percentiles of hedge latency by nearest rank: every figure shown is one that was measured.
import type { LatencySamples } from '../ledger/hedge-latency.ts';
import type { LatencyPercentiles, LatencySummary } from './run-summary.ts';

/** Percentiles of the samples kept, maxima of all; null while there are none. */
export function summariseLatency(samples: LatencySamples): LatencySummary | null {
  if (samples.count === 0) return null;
  return {
    samples: samples.count,
    venue: percentiles(samples.venueUs, samples.venueUsMax),
    local: percentiles(samples.localUs, samples.localUsMax),
  };
}

function percentiles(samplesUs: Float64Array, maxUs: number): LatencyPercentiles {
  const sorted = samplesUs.toSorted();
  return { p50Us: nearestRank(sorted, 50), p99Us: nearestRank(sorted, 99), maxUs };
}

/** The smallest sample that at least `percent` of all do not exceed. */
export function nearestRank(sorted: Float64Array, percent: number): number {
  const rank = Math.ceil((percent * sorted.length) / 100);
  return sorted[Math.max(0, rank - 1)] ?? 0;
}
