// What a person does about a halt, in the words of the runbook: the verdict of a halted pair is no use without it.
import { haltCodes, type HaltCode } from '../../execution/pair-state.ts';

const remedies: Readonly<Record<HaltCode, string>> = {
  'foreign-position':
    'Look at both venues. Close by hand what is left, find out who traded, then start again.',
  'consecutive-failures': 'Look at the hedge venue: its status, its book, your margin and permissions there.',
  'exposure-not-reducible': 'Reduce by hand now, on whichever venue answers. The alert names the quantity.',
  'operator-halt': 'Start again when you are ready.',
  'kill-switch':
    'Find out who made the file, and why. Remove it when trading is safe again, then start again.',
  'record-damaged':
    'Compare the positions and fills with both venues. Begin a new run, on a disk that you trust.',
  'record-lost':
    'Make room on the disk (`evenkeel prune` removes old runs, and needs none for that), or give runs another one. Look at both venues, then start again.',
};

/** `undefined` for a code that halts nothing. */
export function haltRemedy(code: string): string | undefined {
  const known = haltCodes.find((haltCode) => haltCode === code);
  return known === undefined ? undefined : remedies[known];
}
