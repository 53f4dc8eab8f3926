// Ratios inside one run: contestants take turns, round by round, and medians are divided. A figure without its floor is none.
import { performance } from 'node:perf_hooks';

export interface Contestant {
  readonly name: string;
  /** One round; returns how many units of work it did. */
  readonly round: () => number | Promise<number>;
}

export interface Result {
  readonly name: string;
  /** Median over rounds. */
  readonly unitsPerSecond: number;
  readonly rounds: number;
  /** Median ÷ median of the first contestant, which is the floor. */
  readonly ratioToFloor: number;
}

/** The first contestant is the floor. One round of each is thrown away, for the compiler to warm up. */
export async function takeTurns(contestants: readonly Contestant[], rounds: number): Promise<Result[]> {
  const rates = contestants.map((): number[] => []);
  for (const { round } of contestants) await round();
  for (let count = 0; count < rounds; count += 1) {
    for (const [index, { round }] of contestants.entries()) {
      const startMs = performance.now();
      const units = await round();
      rates[index]?.push((units * 1_000) / (performance.now() - startMs));
    }
  }
  const medians = rates.map(median);
  const floor = medians[0] ?? Number.NaN;
  return contestants.map(({ name }, index) => {
    const unitsPerSecond = medians[index] ?? Number.NaN;
    return { name, unitsPerSecond, rounds, ratioToFloor: unitsPerSecond / floor };
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}
