// Everything that one frame of the live view shows. Frames are a pure function of it, so that they can be tested as text.
import type { AlertCommand } from '../../../core/commands.ts';
import type { PairStatus } from '../../../engine/status.ts';
import type { CycleView } from '../../../ledger/cycle.ts';
import type { RunSummary } from '../../../reports/run-summary.ts';
import type { Chapter, Pace } from '../face.ts';

export interface FrameModel {
  readonly status: PairStatus;
  readonly summary: RunSummary;
  readonly pace: Pace;
  /** Since when net delta has been seen naked, on the run's clock; `undefined` while it is not. */
  readonly nakedSinceUs: number | undefined;
  /** Finished cycles, the latest first. */
  readonly cycles: readonly CycleView[];
  /** The latest first. */
  readonly alerts: readonly RaisedAlert[];
  /** What the person at the keyboard was last told. */
  readonly notice: string | undefined;
  /** Of a run that is one of several. */
  readonly chapter: Chapter | undefined;
}

export interface RaisedAlert {
  readonly alert: AlertCommand;
  /** On the run's clock. */
  readonly atUs: number;
}
