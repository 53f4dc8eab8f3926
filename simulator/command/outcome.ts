// How a simulation ended, in a word and for the shell.
import { exitCodes } from '../../src/cli/exit-codes.ts';
import { seedsNeeded } from './hunt.ts';
import type { Progress } from './state-file.ts';

/** `found` and `not-found` are of planted bugs. */
export type Outcome = 'passed' | 'violated' | 'found' | 'not-found' | 'stopped';

export function outcomeOf({ parameters, tally, hunts }: Progress, isStopped: boolean): Outcome {
  if (isStopped) return 'stopped';
  if (parameters.plant === null) return tally.violations === 0 ? 'passed' : 'violated';
  return hunts.every((hunt) => seedsNeeded(hunt) !== null) ? 'found' : 'not-found';
}

/** Of the engine as it is, or in search of planted bugs. */
export const seedsDone = ({ tally, hunts }: Progress): number =>
  hunts.reduce((sum, { tried }) => sum + tried, tally.seeds);

export const exitCodeOfOutcome: Readonly<Record<Outcome, number>> = {
  passed: exitCodes.flat,
  found: exitCodes.flat,
  violated: exitCodes.bug,
  'not-found': exitCodes.bug,
  stopped: exitCodes.stopped,
};
