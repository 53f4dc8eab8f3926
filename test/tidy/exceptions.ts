// The one list of exceptions to the rules for pure folders. Each names a file, a rule and the reason why the
// rule does not serve its purpose there. The tidy test fails on an exception that nothing needs any more, so
// the list cannot rot.

import type { ExcusableRule } from './violation.ts';

export interface Exception {
  file: string;
  rule: ExcusableRule;
  /** A sentence: why this file is safe without the rule. */
  reason: string;
}

export const exceptions: readonly Exception[] = [
  {
    file: 'src/core/instrument.ts',
    rule: 'division',
    reason: 'It divides bigint base units by the bigint size of a lot, to count whole lots.',
  },
  {
    file: 'src/core/money.ts',
    rule: 'number conversion',
    reason:
      'It turns bigint prices and counts into ticks and lots, whose makers assert that the result is a safe integer.',
  },
  {
    file: 'src/core/money.ts',
    rule: 'division',
    reason:
      'Where a product of ticks is a safe integer, it takes its remainder off and divides the rest exactly.',
  },
  {
    file: 'src/market/book-side.ts',
    rule: 'rounding',
    reason: 'It counts leading zeros in a word of a bitmap, which is no arithmetic on money.',
  },
  {
    file: 'src/market/book-side.ts',
    rule: 'number conversion',
    reason: 'It makes 0 or 1 of whether a place is taken, for a bitmap: no quantity is converted.',
  },
];
