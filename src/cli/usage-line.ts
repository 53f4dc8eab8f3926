// A user's mistake on the terminal: one line that says what is wrong and what would be right; the exit code is 2.
import type { CheckFailure } from '../core/checked.ts';

export function usageLine({ message, remedy }: Pick<CheckFailure, 'message' | 'remedy'>): string {
  return `evenkeel: ${oneLine(message)}: ${oneLine(remedy)}\n`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[.:;\s]+$/, '');
}
