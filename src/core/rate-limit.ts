// How many requests a venue account may be sent in any stretch of time, and a count of those that were: a sliding window whose
// memory is as long as the allowance. A part of it is kept back for hedges, reductions and cancels.
import { assert } from './assert.ts';
import { floorDivide } from './decimal.ts';
import { limits, microseconds } from './limits.ts';
import { wholeCount } from './money.ts';

/** At most `requests` in any `perMs`, on one venue account: places, cancels and queries alike. */
export interface OrderRate {
  readonly requests: number;
  readonly perMs: number;
}

/** What quotes, and queries that can wait, may use of the allowance, rounded down: the rest is the reserve. */
export const unreservedRequests = ({ requests }: OrderRate): number =>
  wholeCount((BigInt(requests) * BigInt(100 - limits.rateReservePercent)) / 100n);

/** A quote goes out only with room for what ends it; an allowance without that room can never quote. */
export const requestsPerQuote = 2;

/**
 * Whether there is room beside the reserve for a quote, and for the positions and margins that are asked for all the time for
 * each leg on the account: with less, nothing is ever known well enough to quote.
 */
export function isRateQuotable(rate: OrderRate, legsOnAccount: number): boolean {
  const polls = timesIn(rate.perMs, limits.positionPollMs) + timesIn(rate.perMs, limits.marginPollMs);
  return unreservedRequests(rate) >= legsOnAccount * polls + requestsPerQuote;
}

/** The smallest allowance in the same time that has it. */
export function leastQuotableRequests(perMs: number, legsOnAccount: number): number {
  let requests = requestsPerQuote;
  while (!isRateQuotable({ requests, perMs }, legsOnAccount)) requests += 1;
  return requests;
}

const timesIn = (perMs: number, everyMs: number): number =>
  wholeCount(floorDivide(BigInt(perMs), BigInt(everyMs)));

/** Times are local µs and never go back. */
export class RequestBudget {
  readonly rate: OrderRate;
  /** What quotes, and queries that can wait, may use of it. */
  #unreserved: number;
  readonly #windowUs: number;
  /** When the latest requests were sent, as a ring: more than the allowance need not be remembered. */
  readonly #sentAtUs: Float64Array;
  #oldest = 0;
  #count = 0;

  constructor(rate: OrderRate) {
    assert(rate.requests >= 1 && rate.requests <= limits.orderRateRequestsMax, 'a rate allows some requests');
    assert(rate.perMs >= 1, 'a rate is over some time');
    this.rate = rate;
    this.#unreserved = unreservedRequests(rate);
    this.#windowUs = microseconds(rate.perMs);
    this.#sentAtUs = new Float64Array(rate.requests);
  }

  get unreserved(): number {
    return this.#unreserved;
  }

  /**
   * With so many other runs on the account: what quotes may use is divided among all. Hedges see the whole rate as before, and the
   * reserve with it, so that none ever waits for what another run may do.
   */
  shareWith(otherRuns: number): void {
    const toDivide = unreservedRequests(this.rate);
    this.#unreserved = wholeCount(floorDivide(BigInt(toDivide), BigInt(otherRuns + 1)));
  }

  /** Counts a request. What is always sent may exceed the allowance: the oldest is forgotten then, and `used` stays full. */
  record(nowUs: number): void {
    const { requests } = this.rate;
    if (this.#count === requests) this.#forgetOldest();
    this.#sentAtUs[(this.#oldest + this.#count) % requests] = nowUs;
    this.#count += 1;
  }

  /** Requests of the window that ends now, at most the allowance. */
  used(nowUs: number): number {
    while (this.#count > 0 && nowUs - (this.#sentAtUs[this.#oldest] as number) >= this.#windowUs)
      this.#forgetOldest();
    return this.#count;
  }

  /** Room for so many requests that may use all of it. */
  hasRoom(nowUs: number, requests: number = 1): boolean {
    return this.used(nowUs) + requests <= this.rate.requests;
  }

  /** Room for so many requests beside the reserve. */
  hasUnreservedRoom(nowUs: number, requests: number = 1): boolean {
    return this.used(nowUs) + requests <= this.#unreserved;
  }

  #forgetOldest(): void {
    this.#oldest = (this.#oldest + 1) % this.rate.requests;
    this.#count -= 1;
  }
}
