// B8, what the program costs beside its trading: how soon it quotes, how soon one that died is hedged again, and what a day leaves in memory.
import { nearestRank } from '../src/reports/latency-summary.ts';
import { measureFrames } from './footprint/frames.ts';
import { measureMemory, type Memory } from './footprint/memory.ts';
import { measureRestarts, type Restarts } from './footprint/restarts.ts';
import { median } from './measure.ts';

export interface FootprintFigures {
  readonly restarts: Restarts;
  /** `undefined` where the system does not tell. */
  readonly memory: Memory | undefined;
  /** From an event of the engine to the frame of a dashboard, in ms. */
  readonly framesMs: readonly number[];
}

/** In ms, ms, MB; and by how much a day may grow from its middle to its end to be flat. */
export const footprintBars = {
  toQuoteMs: 400,
  toHedgeMs: 1_000,
  atEndMb: 120,
  growth: 1.05,
  frameMs: 50,
} as const;

/** By nearest rank. */
export const percentileMs = (valuesMs: readonly number[], percent: number): number =>
  nearestRank(Float64Array.from(valuesMs).sort(), percent);

export async function measureFootprint(rounds: number): Promise<FootprintFigures> {
  return {
    restarts: await measureRestarts(rounds),
    memory: await measureMemory(),
    framesMs: await measureFrames(),
  };
}

export function footprintText({
  restarts: { toQuoteMs, toHedgeMs, toHedgeAgainMs },
  memory,
  framesMs,
}: FootprintFigures): string {
  const { length } = toQuoteMs;
  const ofMemory =
    memory === undefined
      ? ['   skipped: this system has no /proc to tell the memory of a process']
      : [
          `${megabytes(memory.atEndMb)}  resident at most in 24 simulated hours (bar: ${footprintBars.atEndMb} MB, and flat)`,
          `${megabytes(memory.atHalfMb)}  of that in the first twelve`,
        ];
  return [
    'B8, footprint: real processes on local venues of another one',
    `${milliseconds(median(toQuoteMs))}  start → first quote after proofs of life, median of ${length} (bar: ${footprintBars.toQuoteMs} ms)`,
    `${milliseconds(median(toHedgeMs))}  start after a death with a fill unheard → hedged, median of ${length} (bar: ${footprintBars.toHedgeMs} ms and the venues' round trips)`,
    `${milliseconds(median(toHedgeAgainMs))}  the same after a death with a hedge sent, its request lost → hedged, median of ${toHedgeAgainMs.length} (no bar: ten seconds are its proof, decision 0014)`,
    ...ofMemory,
    `${milliseconds(percentileMs(framesMs, 99))}  engine event → dashboard frame, p99 of ${framesMs.length} (bar: ${footprintBars.frameMs} ms); p50 ${percentileMs(framesMs, 50).toFixed(0)} ms`,
    '',
  ].join('\n');
}

const milliseconds = (value: number): string => `${value.toFixed(0).padStart(8)} ms`;
const megabytes = (value: number): string => `${value.toFixed(0).padStart(8)} MB`;
