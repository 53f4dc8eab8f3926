// How long primary fills stay naked: from each quote's fill to the fill on the hedge venue that covers it, first in, first
// covered, on the venues' clocks and on ours. It keeps the latest samples exactly and the maximum of all, so it is bounded.
import { baseToLotsTowardsZero, isTradable, type Instrument } from '../core/instrument.ts';
import type { BaseQuantity, Ticks } from '../core/money.ts';

export const latencySamplesMax = 4_096;

interface FillTimes {
  readonly venueTimeUs: number;
  readonly atUs: number;
}

/** A signed change of net delta: a quote is waited for, a cover on the hedge venue is measured, and everything is netted. */
export type DeltaChange =
  | { readonly kind: 'quote'; readonly quantity: BaseQuantity; readonly times: FillTimes }
  | {
      readonly kind: 'cover';
      readonly quantity: BaseQuantity;
      readonly times: FillTimes;
      readonly price: Ticks;
    }
  | { readonly kind: 'other'; readonly quantity: BaseQuantity };

export interface LatencySamples {
  /** Of all fills measured, also those whose sample is no longer kept. */
  readonly count: number;
  /** The latest, up to `latencySamplesMax`, in no order. May be negative on the venues' clocks, which are two. */
  readonly venueUs: Float64Array;
  readonly localUs: Float64Array;
  /** Over all fills measured; 0 while there are none. */
  readonly venueUsMax: number;
  readonly localUsMax: number;
}

interface Uncovered {
  /** Signed like the net delta that it is part of. */
  left: bigint;
  /** When it was filled; `undefined` when nobody waits for its cover (any more). */
  awaited: FillTimes | undefined;
}

export class HedgeLatency {
  readonly #hedge: Instrument;
  /** Net delta, oldest part first; all parts have one sign. Bounded by what the limits allow to be naked. */
  readonly #uncovered: Uncovered[] = [];
  readonly #venueUs = new Float64Array(latencySamplesMax);
  readonly #localUs = new Float64Array(latencySamplesMax);
  #count = 0;
  #venueUsMax = 0;
  #localUsMax = 0;

  constructor(hedge: Instrument) {
    this.#hedge = hedge;
  }

  book(change: DeltaChange): void {
    let rest: bigint = change.quantity;
    for (let oldest = this.#uncovered[0]; oldest !== undefined && rest !== 0n; oldest = this.#uncovered[0]) {
      if (rest > 0n === oldest.left > 0n) break;
      const isConsumed = magnitude(rest) >= magnitude(oldest.left);
      const netted = isConsumed ? -oldest.left : rest;
      rest -= netted;
      oldest.left += netted;
      if (change.kind === 'cover') this.#measureIfCovered(oldest, change.times, change.price);
      if (isConsumed) this.#uncovered.shift();
    }
    if (rest === 0n) return;
    this.#uncovered.push({ left: rest, awaited: change.kind === 'quote' ? change.times : undefined });
  }

  samples(): LatencySamples {
    const kept = Math.min(this.#count, latencySamplesMax);
    return {
      count: this.#count,
      venueUs: this.#venueUs.slice(0, kept),
      localUs: this.#localUs.slice(0, kept),
      venueUsMax: this.#venueUsMax,
      localUsMax: this.#localUsMax,
    };
  }

  /** What the hedge venue would not take is carried as dust: it says nothing about how fast hedges are. */
  #measureIfCovered(part: Uncovered, cover: FillTimes, price: Ticks): void {
    const left = baseToLotsTowardsZero(this.#hedge, magnitude(part.left) as BaseQuantity);
    if (part.awaited === undefined || isTradable(this.#hedge, price, left)) return;
    this.#record(cover.venueTimeUs - part.awaited.venueTimeUs, cover.atUs - part.awaited.atUs);
    part.awaited = undefined;
  }

  #record(venueUs: number, localUs: number): void {
    const slot = this.#count % latencySamplesMax;
    this.#venueUs[slot] = venueUs;
    this.#localUs[slot] = localUs;
    this.#venueUsMax = this.#count === 0 ? venueUs : Math.max(this.#venueUsMax, venueUs);
    this.#localUsMax = this.#count === 0 ? localUs : Math.max(this.#localUsMax, localUs);
    this.#count += 1;
  }
}

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);
