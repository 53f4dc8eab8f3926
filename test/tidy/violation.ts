// A violation is a sentence for the person who has to repair it: where, what is wrong, and what to use instead.
// Rules yield violations as values, so that the tests can plant faults and read the very same sentences.

export interface Violation {
  /** Path from the root of the repository, with forward slashes. */
  file: string;
  line: number;
  rule: RuleName;
  wrong: string;
  instead: string;
}

export type RuleName = ExcusableRule | StrictRule;

/** Rules to which `exceptions.ts` may name an exception, file by file and with a reason. */
export type ExcusableRule =
  | 'division'
  | 'float literal'
  | 'money as number'
  | 'number conversion'
  | 'outside world'
  | 'packages'
  | 'rounding';

/** Rules without exceptions: whoever meets one changes the code. */
type StrictRule =
  | 'any'
  | 'empty catch'
  | 'file length'
  | 'layers'
  | 'minting'
  | 'open switch'
  | 'opening comment'
  | 'stale exception'
  | 'syntax'
  | 'ts-ignore';

export function sentence(violation: Violation): string {
  return `${violation.file}:${violation.line}: ${violation.wrong} ${violation.instead}`;
}
