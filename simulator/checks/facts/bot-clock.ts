// Whether a process runs, since when, and what it has said of itself: a clock for limits that count only while somebody could act.
import { haltCodes } from '../../../src/execution/pair-state.ts';
import type { Observed } from '../../observed.ts';

const codes: ReadonlySet<string> = new Set(haltCodes);

export class BotClock {
  /** Since when the same process has run without standing still, in µs; Infinity while none does. */
  runningSinceUs = Infinity;
  generation = 0;
  /** When the process before this one last ran, in µs; 0 for the first. */
  previousSeenUs = 0;
  /** It was restarted, and has not caught up yet. */
  isRecovering = false;
  /** Since when it has not been catching up, in µs; Infinity while it is, or none runs. */
  caughtUpSinceUs = Infinity;
  /** The first critical alert with the code of a halt, over all processes. */
  halt: { readonly code: string; readonly atUs: number } | undefined;
  /** When each code was last alerted, in µs. */
  readonly alertedUs = new Map<string, number>();
  /** The run was said to be over. */
  finishedAtUs: number | undefined;
  #seenUs = 0;

  take({ process: running, nowUs, commands }: Observed): void {
    const isRunning = running !== undefined && !running.isPaused;
    if (!isRunning || running.generation !== this.generation) this.runningSinceUs = Infinity;
    if (isRunning) {
      if (running.generation !== this.generation) this.previousSeenUs = this.#seenUs;
      this.#seenUs = nowUs;
      this.runningSinceUs = Math.min(this.runningSinceUs, nowUs);
      this.generation = running.generation;
    }
    this.isRecovering = running?.isRecovering === true;
    this.caughtUpSinceUs =
      !isRunning || this.isRecovering
        ? Infinity
        : Math.max(this.runningSinceUs, Math.min(this.caughtUpSinceUs, nowUs));
    for (const command of commands) {
      if (command.kind === 'finish') this.finishedAtUs ??= nowUs;
      if (command.kind !== 'alert') continue;
      this.alertedUs.set(command.code, nowUs);
      if (command.severity === 'critical' && codes.has(command.code))
        this.halt ??= { code: command.code, atUs: nowUs };
    }
  }

  /** Whether the code was alerted at or after this time, in µs. */
  hasAlertedSince(code: string, sinceUs: number): boolean {
    return (this.alertedUs.get(code) ?? -1) >= sinceUs;
  }
}
