// Reading a frontier of volume and cost between its measured points, in straight lines, and never beyond its ends.

export interface Point {
  readonly volumePerHour: number;
  readonly costPerMillion: number;
}

/** Cost where the frontier makes this volume; the end's own where it does not reach so far. */
export function costAt(points: readonly Point[], volumePerHour: number): number {
  return read(points, volumePerHour, 'volumePerHour', 'costPerMillion');
}

/** Volume where the frontier costs this much; the end's own where it does not reach so far. */
export function volumeAt(points: readonly Point[], costPerMillion: number): number {
  return read(points, costPerMillion, 'costPerMillion', 'volumePerHour');
}

function read(points: readonly Point[], at: number, from: keyof Point, to: keyof Point): number {
  const sorted = [...points].sort((left, right) => left[from] - right[from]);
  const above = sorted.findIndex((point) => point[from] >= at);
  const [lower, upper] = [sorted[above - 1], sorted[above]];
  if (upper === undefined) return sorted.at(-1)?.[to] ?? Number.NaN;
  if (lower === undefined) return upper[to];
  const share = (at - lower[from]) / (upper[from] - lower[from]);
  return lower[to] + share * (upper[to] - lower[to]);
}
