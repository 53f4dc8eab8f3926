// What a person, or a program, sees of a run. The run is the same for every face; the face only chooses what to say of it.
import type { AlertCommand, RunOutcome } from '../../core/commands.ts';
import type { PairStatus } from '../../engine/status.ts';
import type { CycleView } from '../../ledger/cycle.ts';
import type { RunPreview } from '../../reports/preview.ts';
import type { RunSummary } from '../../reports/run-summary.ts';

export interface Face {
  /** Once, before the first order: what the run will cost, and what will stop it. */
  begin(preview: RunPreview, cycles: CycleSource): void;
  /** As often as the caller likes, but at most ten times a second where a person looks on. */
  update(status: PairStatus, summary: RunSummary, pace: Pace): void;
  /** `atUs` is the run's own clock. */
  alert(alert: AlertCommand, atUs: number): void;
  /** Something that concerns the person at the keyboard: "stopping; once more to take now". */
  notice(text: string): void;
  /** Once, at the end; nothing is written after it. */
  end(run: EndedRun): void;
}

/** A run that is one of several: whoever makes them announces each in words of its own, and sums them up. */
export interface Chapter {
  /** On every frame: which one this is, and what the others came to. */
  readonly title: string;
  readonly soFar: string;
  readonly announce: (preview: RunPreview) => string;
}

/** The result of a run, what its exit code says in a word, and what else is to be said of it, in sentences. */
export type EndedRun = RunSummary & { readonly outcome: RunOutcome; readonly notes?: readonly string[] };

/** Where cycles are looked up: the pair's ledger, which keeps the latest. */
export interface CycleSource {
  /** By its number, which counts from 1. */
  cycle(number: number): CycleView | undefined;
  /** In the order in which they began. */
  cycles(): Iterable<CycleView>;
}

/** How the run's clock stands to the one on the wall. */
export interface Pace {
  /** In a word or two: "real time", "10×", "as fast as it goes". */
  readonly speed: string;
  /** Since the start, on the wall. */
  readonly wallSeconds: number;
}

export interface Writer {
  write(text: string): void;
}
