// How a command ends, for scripts and supervisors.
import type { RunOutcome } from '../core/commands.ts';

export const exitCodes = {
  flat: 0,
  bug: 1,
  badInput: 2,
  haltedSafe: 3,
  exposureLeft: 4,
  /** Books that should be the same are not: what is open is as unknown as after a run that left exposure. */
  differs: 4,
  notPassed: 5,
  /** Long work that goes on when it is started again: 128 + SIGINT, as shells say it. */
  stopped: 130,
} as const;

export const exitCodeOf: Readonly<Record<RunOutcome, number>> = {
  flat: exitCodes.flat,
  // It ended as it was asked to.
  held: exitCodes.flat,
  refused: exitCodes.badInput,
  'halted-safe': exitCodes.haltedSafe,
  'exposure-left': exitCodes.exposureLeft,
};
