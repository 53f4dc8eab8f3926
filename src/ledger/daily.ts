// The day's net result, for the daily loss limit. The day begins at 00:00 UTC with whatever the run is worth then; what an
// earlier process lost on the same day is carried in.
import type { VenueAccountKey } from '../core/instrument.ts';
import { quoteAmount, type QuoteAmount } from '../core/money.ts';
import type { ConversionRate } from '../core/conversion.ts';
import { subtractExact, toExact, toQuoteAmount, zeroExact, type ExactAmount } from './exact-amount.ts';
import { dayUs, utcDayStartUs } from './utc-day.ts';

/** One day's result so far: what a later process needs to go on counting. */
export interface DailyCarry {
  /** 00:00 UTC of the day, in µs since the epoch. */
  readonly dayStartUs: number;
  /** In the reporting asset, loss < 0. */
  readonly net: QuoteAmount;
  /** Traded on each of the pair's accounts, once each, in its venue's quote asset. */
  readonly traded: readonly { readonly venueAccount: VenueAccountKey; readonly amount: QuoteAmount }[];
}

/** What the baseline itself knows of the day. */
export type DailyResult = Pick<DailyCarry, 'dayStartUs' | 'net'>;

export class DailyBaseline {
  #startUs = 0;
  /** No day has begun yet: the first moment is past its end. */
  #endUs = 0;
  #baseline: ExactAmount = zeroExact;

  isOver(atUs: number): boolean {
    return atUs >= this.#endUs;
  }

  /** Begins the day of `atUs` with what everything is worth at its first moment. */
  begin(atUs: number, value: ExactAmount): void {
    this.#startUs = utcDayStartUs(atUs);
    this.#endUs = this.#startUs + dayUs;
    this.#baseline = value;
  }

  /** Goes on with a day that another process began. */
  restore(carry: DailyResult, value: ExactAmount, rate: ConversionRate): void {
    this.begin(carry.dayStartUs, subtractExact(value, toExact(carry.net, rate)));
  }

  net(value: ExactAmount): QuoteAmount {
    return quoteAmount(toQuoteAmount(subtractExact(value, this.#baseline)));
  }

  carry(value: ExactAmount): DailyResult {
    return { dayStartUs: this.#startUs, net: this.net(value) };
  }
}
