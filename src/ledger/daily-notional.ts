// What an instrument has traded on a UTC day, by the venue's own clock: points are counted by the venue's day, not by ours.
import { addQuote, zeroQuote, type QuoteAmount } from '../core/money.ts';
import { utcDayStartUs } from './utc-day.ts';

export class DailyNotional {
  #dayStartUs = 0;
  #traded: QuoteAmount = zeroQuote;

  /** A fill that reaches us late belongs to the day on which it happened; of days, only the latest is kept. */
  add(traded: QuoteAmount, venueTimeUs: number): void {
    const dayStartUs = utcDayStartUs(venueTimeUs);
    if (dayStartUs < this.#dayStartUs) return;
    if (dayStartUs > this.#dayStartUs) this.#traded = zeroQuote;
    this.#dayStartUs = dayStartUs;
    this.#traded = addQuote(this.#traded, traded);
  }

  /** On the day of `atUs`, in the instrument's quote; never negative. */
  on(atUs: number): QuoteAmount {
    return utcDayStartUs(atUs) === this.#dayStartUs ? this.#traded : zeroQuote;
  }
}
