// The result of a ramp as data: what `evenkeel ramp --json` prints, and what its table shows. Money and quantities are exact
// decimal text in `quoteAsset` and `baseAsset`; ratios are rounded to the places of the run's summary.
import type { RunOutcome } from '../core/commands.ts';
import type { ConversionSummary, Ratio, World } from './run-summary.ts';

/** `interrupted` is a person's wish; `not-recorded` a stage whose folder or files could not be made. */
export type RampEndReason = 'all-passed' | 'stage-failed' | 'interrupted' | 'not-recorded';

export interface RampSummary {
  readonly world: World;
  readonly notice: string;
  /** Every stage that was planned was made, and passed. */
  readonly passed: boolean;
  /** The number of the stage that did not pass, from 1; null when none failed. */
  readonly failedStage: number | null;
  readonly endReason: RampEndReason;
  readonly stagesPlanned: number;
  readonly quoteAsset: string;
  readonly baseAsset: string;
  readonly conversionRates: readonly ConversionSummary[];
  /** Those that were begun, in their order. */
  readonly stages: readonly StageSummary[];
  /** Sums of the stages, to the last unit. */
  readonly totals: RampTotals;
}

/** What is summed over stages, and the ratios of the sums. */
export interface ScaleFigures {
  /** Completed ones. */
  readonly cycles: number;
  readonly attempts: { readonly completed: number; readonly failed: number };
  readonly fillRate: Ratio;
  readonly volume: string;
  readonly grossPnl: string;
  /** Gross ÷ volume × 100: what is called PnL % elsewhere. */
  readonly grossPnlPercent: Ratio;
  readonly fees: string;
  readonly rebates: string;
  readonly funding: string;
  /** Gross − fees + rebates ± funding. */
  readonly netPnl: string;
  readonly netPnlPercent: Ratio;
  /** −net ÷ volume × 1 000 000: negative is a gain. */
  readonly costPerMillion: Ratio;
  /** Gross ÷ volume × 10 000. */
  readonly averageEdgeBps: Ratio;
  readonly hedgeFailures: number;
  readonly recoveries: number;
}

export interface RampTotals extends ScaleFigures {
  readonly roundTrips: number;
}

export interface StageSummary extends ScaleFigures {
  /** From 1. */
  readonly stage: number;
  readonly size: string;
  readonly roundTripsPlanned: number;
  readonly roundTrips: number;
  /** Of this stage alone: `evenkeel run` with this seed, size, number of iterations and daily loss is the same run. */
  readonly seed: number;
  readonly passed: boolean;
  readonly outcome: RunOutcome;
  readonly endReason: string;
  readonly criteria: readonly CriterionResult[];
  /** Expected before the ramp began, at the prices of that moment and before any spread. */
  readonly planned: { readonly volume: string; readonly cost: string };
  /** Net daily loss at which this stage would have been ended. */
  readonly lossLimit: string;
  /** What an ordinary run with the same settings would have met: how far each limit was used, and whether it would have stopped it. */
  readonly limits: readonly LimitUse[];
  /** The one of them that comes first; null when none would have stopped the stage. */
  readonly wouldHaveStopped: { readonly code: string; readonly afterCycles: number } | null;
  /** Maker fill to hedge fill on our clock; null while no hedge covered a quote. */
  readonly hedgeLatencyP50Us: number | null;
  readonly netDelta: string;
  /** As booked from fills. */
  readonly positions: { readonly primary: string; readonly hedge: string };
  /** As the venues' own books say. */
  readonly venuePositions: { readonly primary: string; readonly hedge: string };
  readonly durationSeconds: string;
  readonly eventLogHash: string;
  readonly runDirectory: string;
}

export interface CriterionResult {
  readonly code: string;
  readonly isMet: boolean;
  /** The figures that it was judged by. */
  readonly figures: string;
}

export interface LimitUse {
  /** The code with which the gate refuses. */
  readonly code: string;
  readonly limit: string;
  /** The most that was used of it. */
  readonly used: string;
  /** Of both. */
  readonly asset: string;
  /** Completed cycles after which it would have ended the stage; null when it would not. */
  readonly stopsAfterCycles: number | null;
}
