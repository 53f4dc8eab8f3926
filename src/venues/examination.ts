// What only a check-up asks of a venue that is open: how the account is set up, what its key may do, and how long its streams take to
// answer. Nothing of it is needed to trade, and what a venue does not tell stays unknown.
import type { FeeRate } from '../core/money.ts';

export interface Examination {
  /** `undefined` without credentials. */
  readonly account: AccountFacts | undefined;
  /** Round trips over the public stream in µs; none where it answered nothing. */
  readonly publicStreamUs: readonly number[];
  /** The same over the account's own; none without credentials, too. */
  readonly privateStreamUs: readonly number[];
}

/** As the venue tells it; `undefined` where it does not. */
export interface AccountFacts {
  readonly mayTrade: boolean | undefined;
  /** Whether the key can take money out of the account. */
  readonly mayWithdraw: boolean | undefined;
  readonly isLiquidating: boolean | undefined;
  /** The most that is allowed on the instrument, as a plain decimal. */
  readonly leverage: string | undefined;
  readonly marginMode: 'cross' | 'isolated' | 'portfolio' | undefined;
  /** One signed position on an instrument, or a long and a short one beside each other. */
  readonly positionMode: 'one-way' | 'hedge' | undefined;
  /** What the account is really charged. */
  readonly makerFee: FeeRate | undefined;
  readonly takerFee: FeeRate | undefined;
}
