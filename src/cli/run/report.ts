// What a run says of itself at its end: the summary of its ledger, and what only the session knows. This is the JSON line.
import type { RunOutcome } from '../../core/commands.ts';
import type { RunSummary } from '../../reports/run-summary.ts';

export interface RunReport extends RunSummary {
  /** What the exit code says, in a word. */
  readonly outcome: RunOutcome;
  /** Its venues have confirmed every fill, fee and position at its end, and nothing is open there; `null` where no venue was traded on. */
  readonly venuesAgree: boolean | null;
  readonly seed: number;
  /** Where the journal, fills.csv, funding.csv, hedges.csv, the log and this report are. */
  readonly runDirectory: string;
  /** Assumptions and defects of the recordings. */
  readonly notes: readonly string[];
  readonly alerts: readonly ReportedAlert[];
}

export interface ReportedAlert {
  readonly localTimeUs: number;
  readonly severity: string;
  readonly code: string;
  readonly text: string;
}
