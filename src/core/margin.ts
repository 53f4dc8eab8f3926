// Margin: what share of a position's value a venue asks for, and what it says of an account. Cross margin throughout: all
// positions of a venue account stand behind one another.
import { assert } from './assert.ts';
import type { QuoteAmount } from './money.ts';
import { percent, wholeShare, type Share } from './share.ts';

/** Of a position's notional. */
export interface MarginRates {
  /** What must be there for a position to be opened. */
  readonly initial: Share;
  /** Below which the venue liquidates. */
  readonly maintenance: Share;
}

/** Where nobody states the rates: ten times leverage, and liquidation at half of that margin. */
export const usualMargin: MarginRates = { initial: percent(10), maintenance: percent(5) };

/** Throws for rates that no venue lists. */
export function assertMarginRates({ initial, maintenance }: MarginRates, symbol: string): void {
  assert(
    maintenance > 0n && maintenance <= initial && initial <= wholeShare,
    `the margin rates of ${symbol} are 0 < maintenance ≤ initial ≤ 1`,
  );
}

/** What a venue says of a whole account, in the quote asset of its instruments. */
export interface AccountMargin {
  /** Collateral, cash and all positions at the venue's marks. */
  readonly equity: QuoteAmount;
  /** What positions and working orders take of it. */
  readonly initialMargin: QuoteAmount;
  /** Equity below this is liquidated. */
  readonly maintenanceMargin: QuoteAmount;
}

/** The same as we keep it. */
export interface MarginFigures extends AccountMargin {
  /** Local time in µs. Fills that were booked later may be in the figures, or not. */
  readonly askedAtUs: number;
}
