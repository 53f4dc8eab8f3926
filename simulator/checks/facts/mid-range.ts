// Between which prices a venue's market has lately stood: what was shown to us, with any delay of the last seconds, lies in between.
import { limits, microseconds } from '../../../src/core/limits.ts';
import type { LegTruth } from '../../observed.ts';

/** No order is made on an older book. */
const spanUs = microseconds(limits.bookAgeMsMax);

export interface PriceRange {
  readonly lowestBid: number;
  readonly lowestAsk: number;
  readonly highestBid: number;
  readonly highestAsk: number;
  /** How far it looks back at the least, in µs. */
  readonly spanUs: number;
}

interface Extremes {
  lowestBid: number;
  lowestAsk: number;
  highestBid: number;
  highestAsk: number;
}

export class MidRange {
  #spanStartUs = 0;
  #current: Extremes = nothing();
  #previous: Extremes = nothing();
  #bid: number | undefined;
  #ask: number | undefined;

  /** Times never go back. */
  add(nowUs: number, { bid, ask }: Pick<LegTruth, 'bid' | 'ask'>): void {
    if (nowUs - this.#spanStartUs >= spanUs) {
      this.#previous = this.#current;
      this.#current = nothing();
      this.#spanStartUs = nowUs;
      this.#widen(this.#bid, this.#ask);
    }
    if (bid === this.#bid && ask === this.#ask) return;
    this.#widen(bid, ask);
    this.#bid = bid;
    this.#ask = ask;
  }

  /** Over the last span at least, and two at most; `undefined` while nothing was seen. */
  since(nowUs: number): PriceRange | undefined {
    const isOld = nowUs - this.#spanStartUs >= spanUs;
    const [one, other] = [this.#current, isOld ? this.#current : this.#previous];
    if (one.lowestBid === Infinity && other.lowestBid === Infinity) return undefined;
    return {
      lowestBid: Math.min(one.lowestBid, other.lowestBid),
      lowestAsk: Math.min(one.lowestAsk, other.lowestAsk),
      highestBid: Math.max(one.highestBid, other.highestBid),
      highestAsk: Math.max(one.highestAsk, other.highestAsk),
      spanUs,
    };
  }

  #widen(bid: number | undefined, ask: number | undefined): void {
    if (bid === undefined || ask === undefined) return;
    const extremes = this.#current;
    extremes.lowestBid = Math.min(extremes.lowestBid, bid);
    extremes.lowestAsk = Math.min(extremes.lowestAsk, ask);
    extremes.highestBid = Math.max(extremes.highestBid, bid);
    extremes.highestAsk = Math.max(extremes.highestAsk, ask);
  }
}

const nothing = (): Extremes => ({
  lowestBid: Infinity,
  lowestAsk: Infinity,
  highestBid: -Infinity,
  highestAsk: -Infinity,
});
