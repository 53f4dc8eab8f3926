// How long a resting quote keeps its place: when it is cancelled to be made anew. The fixed policies are those of the systems
// that came before, exactly, so that they can be compared with ours.
import { assertNever } from '../core/assert.ts';
import { limits, microseconds } from '../core/limits.ts';
import type { PairConfig } from '../core/pair.ts';

export interface RestingQuote {
  readonly ageUs: number;
  /** Nobody else is better on its side. */
  readonly isAtTouch: boolean;
}

/** Whether the quote is given up. What then follows is the same for all: proof of its end, and a new quote. */
export function isGivenUp(quote: RestingQuote, config: PairConfig): boolean {
  const { makerPolicy } = config;
  switch (makerPolicy) {
    case 'follow-touch':
      return !quote.isAtTouch && quote.ageUs >= microseconds(limits.quoteAgeMsMin);
    case 'fixed-s4':
      return isGivenUpByS4(quote);
    case 'fixed-s5':
      return quote.ageUs >= microseconds(config.fillTimeoutMs);
    default:
      return assertNever(makerPolicy);
  }
}

/** After 10 s it is replaced when it is no longer at the touch, and otherwise keeps its queue place; it fails at 180 s. */
function isGivenUpByS4({ ageUs, isAtTouch }: RestingQuote): boolean {
  if (ageUs >= microseconds(limits.fixedS4FailMs)) return true;
  return !isAtTouch && ageUs >= microseconds(limits.fixedS4CheckMs);
}
