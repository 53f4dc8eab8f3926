// The flags of `evenkeel replay`, as commander hands them over, and what they come to.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { wholeNumber } from '../settings/read-amount.ts';

export interface ReplayFlags {
  readonly until?: string;
  readonly runsDir?: string;
  readonly json?: boolean;
}

const readTurn = wholeNumber(1, Number.MAX_SAFE_INTEGER, 'use the number of a turn: 1 is the first');

/** As the journal counts them; `undefined` plays all. */
export function lastTurn({ until }: ReplayFlags): Checked<number | undefined> {
  if (until === undefined) return accepted(undefined);
  const reading = readTurn(until.trim());
  return reading.ok ? accepted(reading.value) : refused('bad-turn', `--until is "${until}"`, reading.remedy);
}
