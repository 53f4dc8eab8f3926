// How a command ends that was asked for what it cannot do: one line on stderr, and the exit code of bad input.
import type { CheckFailure } from '../core/checked.ts';
import { exitCodes } from './exit-codes.ts';
import { usageLine } from './usage-line.ts';

export function refuse(failure: Pick<CheckFailure, 'message' | 'remedy'>): void {
  process.stderr.write(usageLine(failure));
  process.exitCode = exitCodes.badInput;
}
