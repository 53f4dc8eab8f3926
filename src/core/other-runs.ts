// What the other runs on a venue account have come to today, and what they may yet ask of it: limits of an account are kept by all
// of its runs together.
import type { QuoteAmount } from './money.ts';

/** Amounts are in the quote asset of the account's instruments. */
export interface OtherRuns {
  /** 00:00 UTC of the day that `net` and `traded` are of, in µs since the epoch. */
  readonly dayStartUs: number;
  /** Of each run as a whole, because what one of its legs loses the other gains; loss < 0. */
  readonly net: QuoteAmount;
  readonly traded: QuoteAmount;
  /** What those that live may yet ask of the account's margin, beyond what it carries already. */
  readonly marginToCome: QuoteAmount;
  /** How many of them live: with this one they share its request rate. */
  readonly living: number;
}

/** The same as a run knows it. */
export interface KnownOtherRuns extends OtherRuns {
  /** Local time in µs. */
  readonly toldAtUs: number;
}
