// Funding on a simulated venue: at 00:00, 08:00 and 16:00 UTC every account pays or receives on what it holds of an instrument,
// at mid. The market carries the time: a payment is booked when the first message at or after its moment comes.
import { floorDivide } from '../../core/decimal.ts';
import { fundingRateScale, type FundingRate, type FundingTerms } from '../../core/funding.ts';
import type { Instrument, VenueAccountKey } from '../../core/instrument.ts';
import { microseconds } from '../../core/limits.ts';
import { quoteAmount } from '../../core/money.ts';
import { markedValue } from './margin.ts';
import type { VenueLedger } from './venue-ledger.ts';
import type { VenuePayment } from './venue-order.ts';

export const fundingIntervalMs = 28_800_000;

export interface FundingListener {
  /** The terms of the next payment; also at the beginning of the market. */
  published(terms: FundingTerms): void;
  paid(account: VenueAccountKey, payment: VenuePayment): void;
}

export class FundingSchedule {
  readonly #instrument: Instrument;
  readonly #ledger: VenueLedger;
  readonly #rate: FundingRate;
  readonly #listener: FundingListener;
  readonly #intervalMs: number;
  /** Venue time of the next payment; −Infinity until the market begins. */
  #nextAtUs = -Infinity;

  constructor(
    instrument: Instrument,
    ledger: VenueLedger,
    rate: FundingRate,
    listener: FundingListener,
    intervalMs: number = fundingIntervalMs,
  ) {
    this.#instrument = instrument;
    this.#ledger = ledger;
    this.#rate = rate;
    this.#listener = listener;
    this.#intervalMs = intervalMs;
  }

  /** Of the next payment; `undefined` until the market begins. */
  get terms(): FundingTerms | undefined {
    const nextAtUs = this.#nextAtUs;
    return nextAtUs === -Infinity ? undefined : { rate: this.#rate, intervalMs: this.#intervalMs, nextAtUs };
  }

  /** Pays what is due by `timeUs`, at the mid that stood before, and publishes what comes next. */
  advanceTo(timeUs: number): void {
    if (timeUs >= this.#nextAtUs) this.#payUntil(timeUs);
  }

  /** Pays at this time what every account owes or is owed for what it holds now. */
  pay(atUs: number): void {
    payFunding(this.#ledger, this.#instrument, { rate: this.#rate, atUs, listener: this.#listener });
  }

  #payUntil(timeUs: number): void {
    const intervalUs = microseconds(this.#intervalMs);
    const isFirst = this.#nextAtUs === -Infinity;
    let nextAtUs = isFirst ? timeUs - (timeUs % intervalUs) + intervalUs : this.#nextAtUs;
    for (; nextAtUs <= timeUs; nextAtUs += intervalUs) this.pay(nextAtUs);
    this.#nextAtUs = nextAtUs;
    this.#listener.published({ rate: this.#rate, intervalMs: this.#intervalMs, nextAtUs });
  }
}

interface Payment {
  readonly rate: FundingRate;
  readonly atUs: number;
  readonly listener: FundingListener;
}

/** Books what every account owes or is owed for what it holds now, at the mid that stands. */
export function payFunding(
  ledger: VenueLedger,
  instrument: Instrument,
  { rate, atUs, listener }: Payment,
): void {
  if (rate === 0n) return;
  const { symbol } = instrument;
  for (const account of ledger.accounts()) {
    const position = ledger.position(account.key, symbol);
    if (position === 0) continue;
    const value = markedValue(ledger, instrument, position);
    const amount = quoteAmount(floorDivide(-value * rate, fundingRateScale));
    const payment = { symbol, paymentId: `funding-${atUs}`, amount, venueTimeUs: atUs };
    ledger.bookFunding(account, payment);
    listener.paid(account.key, payment);
  }
}
