// What a sweep has come to so far: the figures of every run that is done, in the order of the jobs, from which the same command goes on.
import { z } from 'zod';
import { refused, type Checked } from '../../core/checked.ts';
import type { RunOutcome } from '../../core/commands.ts';
import type { PoolableSummary } from '../backtest/pooled-figures.ts';
import type { MarketResult } from '../backtest/play-market.ts';
import {
  openKeptState,
  otherState,
  programSchema,
  refuseOtherProgram,
  type KeptState,
} from '../crew/kept-state.ts';
import type { Program } from '../crew/program.ts';
import type { SweepPlan } from './plan-sweep.ts';

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);

const resultSchema = z.strictObject({
  outcome: z.enum(['flat', 'held', 'refused', 'halted-safe', 'exposure-left'] satisfies RunOutcome[]),
  figures: z.strictObject({
    durationSeconds: decimal,
    cycles: z.int(),
    cyclesAbandoned: z.int(),
    attempts: z.strictObject({ completed: z.int(), failed: z.int() }),
    volume: decimal,
    grossPnl: decimal,
    fees: decimal,
    rebates: decimal,
    funding: decimal,
    netPnl: decimal,
    exposureSeconds: decimal,
    hedgeFailures: z.int(),
    roundTrips: z.strictObject({ count: z.int(), wins: z.int() }),
  }),
});

const progressSchema = z.strictObject({
  program: programSchema,
  work: z.string(),
  results: z.array(resultSchema),
});

export type TrialResult = z.infer<typeof resultSchema>;
export type SweepProgress = z.infer<typeof progressSchema>;

export const openSweepState = (
  { stateFile: path, isAnew, work }: Pick<SweepPlan, 'stateFile' | 'isAnew' | 'work'>,
  program: Program,
): Checked<KeptState<SweepProgress>> =>
  openKeptState({
    path,
    isAnew,
    schema: progressSchema,
    whose: 'a sweep',
    begun: (): SweepProgress => ({ program, work, results: [] }),
    misfitOf: (before) =>
      before.work === work
        ? refuseOtherProgram(path, before.program, program)
        : refused('other-work', `${path} is the state of another sweep`, otherState),
  });

export function resultOf({ outcome, summary }: MarketResult): TrialResult {
  const { durationSeconds, cycles, cyclesAbandoned, attempts, volume, grossPnl, fees, rebates } = summary;
  const { funding, netPnl, exposureSeconds, hedgeFailures, roundTrips } = summary;
  const figures: PoolableSummary = {
    durationSeconds,
    cycles,
    cyclesAbandoned,
    attempts,
    volume,
    grossPnl,
    fees,
    rebates,
    funding,
    netPnl,
    exposureSeconds,
    hedgeFailures,
    roundTrips: { count: roundTrips.count, wins: roundTrips.wins },
  };
  return { outcome, figures: structuredClone(figures) };
}
