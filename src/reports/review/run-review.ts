// A run as it is looked back on: what `evenkeel report` shows as a page, as Markdown and as JSON, all from this one value. Money and
// quantities are exact decimal text; ratios are rounded as in the summary, which is in here whole.
import type { RunSummary } from '../run-summary.ts';
import type { CostReview } from './cost-review.ts';
import type { LatencyBin } from './latency-bins.ts';
import type { SpreadBins } from './spread-bins.ts';

export interface RunReview {
  readonly run: ReviewedRun;
  readonly state: RunState;
  readonly replay: ReplayCheck;
  readonly summary: RunSummary;
  readonly cost: CostReview;
  readonly timeline: TimelineReview;
  readonly spreadBins: SpreadBins;
  readonly netDelta: NetDeltaReview;
  readonly latency: LatencyReview;
  readonly alerts: AlertsReview;
}

export interface ReviewedRun {
  readonly folder: string;
  readonly engineVersion: string;
  readonly strategy: string;
  readonly primaryMode: string;
  readonly hedgeMode: string;
  readonly makerPolicy: string;
  /** By which a simulated venue filled what rested; null on venues. */
  readonly queueModel: string | null;
  /** The largest, where it is drawn from a range. */
  readonly size: string;
  /** µs since the epoch on the run's own clock, of the first event and of the last; null where nothing has happened. */
  readonly startedAtUs: number | null;
  readonly lastAtUs: number | null;
  /** Processes that worked on it, one after the other. */
  readonly processes: number;
}

/** `open`: no end is on record, and `process` says whether it is still going on. */
export interface RunState {
  readonly outcome: 'flat' | 'held' | 'halted-safe' | 'exposure-left' | 'refused' | 'open';
  readonly reason: string;
  /** Of a run that is open: whether one works on it now; null where it has ended. */
  readonly process: 'lives' | 'gone' | 'not-known' | null;
  readonly halt: { readonly code: string; readonly text: string; readonly remedy: string } | null;
}

/** Whether the journal, played again, comes to what the run said of itself. */
export interface ReplayCheck {
  readonly verdict: 'same' | 'differs' | 'nothing-to-compare';
  readonly turns: number;
  /** The first turn that asks for something else now: nothing behind it is in any figure. */
  readonly differsAtTurn: number | null;
  readonly figures: readonly ComparedFigure[];
}

export interface ComparedFigure {
  readonly name: string;
  /** As the run's own summary has it; null where it left none. */
  readonly recorded: string | null;
  readonly replayed: string;
}

export interface TimelineReview {
  readonly stepSeconds: number;
  /** Running totals, each from the start of the run until the last event of its step; steps without any event are left out. */
  readonly points: readonly TimelinePoint[];
  /** The same run in fewer steps, each for itself: they add up to the summary. */
  readonly periodSeconds: number;
  readonly periods: readonly Period[];
}

export interface TimelinePoint {
  /** Of its step, in µs since the epoch. */
  readonly startUs: number;
  readonly grossPnl: string;
  readonly netPnl: string;
  readonly netDeltaLeast: string;
  readonly netDeltaMost: string;
  /** Over the time of the step; rounded to eight decimals. */
  readonly netDeltaMean: string;
}

export interface Period {
  readonly startUs: number;
  readonly cycles: number;
  readonly attempts: { readonly completed: number; readonly failed: number };
  readonly fillRate: string | null;
  readonly volume: string;
  readonly grossPnl: string;
  readonly netPnl: string;
  readonly costPerMillion: string | null;
}

export interface NetDeltaReview {
  readonly least: string;
  readonly most: string;
  /** Exposures of at least one quantum, from naked until hedged. */
  readonly exposures: number;
  /** Of these, such as were given back on the primary, at least in part. */
  readonly reduced: number;
  readonly nakedUs: number;
  readonly longestUs: number;
  readonly isNakedNow: boolean;
}

export interface LatencyReview {
  /** Of so many fills the distribution is; the latest, where there were more. */
  readonly samples: number;
  readonly percentiles: readonly {
    readonly percent: number;
    readonly localUs: number;
    readonly venueUs: number;
  }[];
  /** On our own clock. */
  readonly bins: readonly LatencyBin[];
}

export interface AlertsReview {
  readonly count: number;
  /** The latest of them, oldest first. */
  readonly latest: readonly ReviewedAlert[];
}

export interface ReviewedAlert {
  readonly atUs: number;
  readonly severity: string;
  readonly code: string;
  readonly text: string;
}
