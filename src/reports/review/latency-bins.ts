// How long fills stayed naked, as a distribution: each step is about a fifth longer than the one before, because a tail of seconds and a
// body of milliseconds have to be seen in one picture.

/** From the one, included, to the other. The first also holds what is shorter. */
export interface LatencyBin {
  readonly fromUs: number;
  readonly toUs: number;
  readonly count: number;
}

/** Twelve steps to a decade, in tenths: the E12 series of preferred numbers. */
const series = [10, 12, 15, 18, 22, 27, 33, 39, 47, 56, 68, 82];

/** None without samples. */
export function binLatencies(samplesUs: Float64Array): readonly LatencyBin[] {
  const sorted = samplesUs.toSorted();
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return [];
  const first = stepOf(Math.max(least, startOf(0)));
  const last = stepOf(Math.max(most, startOf(0)));
  const counts = new Array<number>(last - first + 1).fill(0);
  for (const sample of sorted) {
    const index = Math.max(stepOf(Math.max(sample, startOf(0))), first) - first;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts.map((count, index) => ({
    fromUs: startOf(first + index),
    toUs: startOf(first + index + 1),
    count,
  }));
}

/** The shortest that is told apart is 10 µs. */
const startOf = (step: number): number =>
  (series[step % series.length] ?? 0) * 10 ** Math.floor(step / series.length);

function stepOf(us: number): number {
  let step = 0;
  while (startOf(step + 1) <= us) step += 1;
  return step;
}
