// The flags of `evenkeel replay`, as commander hands them over, and what they come to.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { wholeNumber } from '../settings/read-amount.ts';

export interface ReplayFlags {
  readonly from?: string;
  readonly until?: string;
  readonly explain?: boolean;
  readonly runsDir?: string;
  readonly json?: boolean;
}

/** Numbers of turns, as the journal counts them: the first is 1. */
export interface TurnRange {
  readonly from: number;
  /** `undefined` plays all. */
  readonly until: number | undefined;
}

export function turnRange({ from: fromText, until: untilText, explain }: ReplayFlags): Checked<TurnRange> {
  const from = turnNumber('--from', fromText);
  if (!from.ok) return from;
  const until = turnNumber('--until', untilText);
  if (!until.ok) return until;
  if (from.value !== undefined && explain !== true)
    return refused(
      'from-without-explain',
      '--from is given, and every replay begins with the first turn',
      'add --explain to have the turns from there on explained, or leave it out',
    );
  if (from.value !== undefined && until.value !== undefined && from.value > until.value)
    return refused('empty-range', '--from is after --until', 'give a range that holds a turn');
  return accepted({ from: from.value ?? 1, until: until.value });
}

const readTurn = wholeNumber(1, Number.MAX_SAFE_INTEGER, 'use the number of a turn: 1 is the first');

function turnNumber(flag: string, text: string | undefined): Checked<number | undefined> {
  if (text === undefined) return accepted(undefined);
  const reading = readTurn(text.trim());
  return reading.ok ? accepted(reading.value) : refused('bad-turn', `${flag} is "${text}"`, reading.remedy);
}
