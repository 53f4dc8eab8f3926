// In which words a run's log is written: for people, or for what gathers the logs of many machines. Both tell the same.
import type { EngineEvent } from '../core/events.ts';
import type { RecordedCommand } from './recorded.ts';

export const logFormats = ['text', 'json'] as const;
export type LogFormat = (typeof logFormats)[number];

/** Renders lines, each with its end. */
export interface LogWriter {
  /** Of one turn; empty where nobody would talk about it. */
  readonly turn: (events: readonly EngineEvent[], commands: readonly RecordedCommand[]) => string;
  readonly cycleBegins: (atUs: number, cycle: number) => string;
}
