// What a ramp says of itself at its end: the summary of its stages, and what only the command knows. This is the JSON line.
import type { RunOutcome } from '../../core/commands.ts';
import type { RampSummary } from '../../reports/ramp-summary.ts';

export interface RampReport extends RampSummary {
  /** Of the last stage that was begun. */
  readonly outcome: RunOutcome;
  /** The ramp's own; each stage names the one that was made of it. */
  readonly seed: number;
  /** Holds a folder for each stage, and this report. */
  readonly runDirectory: string;
  readonly notes: readonly string[];
}
