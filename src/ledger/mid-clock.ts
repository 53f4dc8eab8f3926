// The area under one instrument's mid over time. It is called on every change of a touch, so it works on plain integers, and
// makes a BigInt only when they would no longer be exact; whatever is held is multiplied in when it changes, not here.
import { assert } from '../core/assert.ts';
import type { Ticks } from '../core/money.ts';
import type { BidAsk } from './exact-amount.ts';

/** ∫ (bid + ask) dt in ticks × µs, piecewise constant between marks; 0 before the first. */
export class MidClock {
  #bid: Ticks | undefined;
  #ask: Ticks | undefined;
  #ticks = 0;
  #sinceUs = 0;
  #small = 0;
  #large = 0n;

  /** The latest mark. */
  get mark(): BidAsk | undefined {
    return this.#bid === undefined || this.#ask === undefined
      ? undefined
      : { bid: this.#bid, ask: this.#ask };
  }

  /** A touch that holds from `atUs` on. Time never goes back. */
  setMark(atUs: number, bid: Ticks, ask: Ticks): void {
    this.#bid = bid;
    this.#ask = ask;
    if (bid + ask === this.#ticks) return;
    this.#advance(atUs);
    this.#ticks = bid + ask;
  }

  areaAt(atUs: number): bigint {
    this.#advance(atUs);
    return this.#large + BigInt(this.#small);
  }

  #advance(atUs: number): void {
    const elapsedUs = atUs - this.#sinceUs;
    assert(elapsedUs >= 0, 'time does not go back');
    this.#sinceUs = atUs;
    const sum = this.#small + this.#ticks * elapsedUs;
    if (Number.isSafeInteger(sum)) {
      this.#small = sum;
    } else {
      this.#large += BigInt(this.#small) + BigInt(this.#ticks) * BigInt(elapsedUs);
      this.#small = 0;
    }
  }
}
