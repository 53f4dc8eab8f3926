// The latest touches of one venue by the venue's own clock. A fill reaches us after the book that it changed, or with it, so the touch that
// we see by then is no longer the one that the quote was filled at.
import type { BidAsk } from '../../ledger/exact-amount.ts';

/** Far more than change while one fill is on its way. */
const touchesKept = 256;

interface Seen {
  readonly venueTimeUs: number;
  readonly touch: BidAsk | undefined;
}

export class TouchHistory {
  readonly #seen: Seen[] = [];

  /** As of now; the same one again is nothing new. `undefined` where the book says nothing. */
  see(venueTimeUs: number, touch: BidAsk | undefined): void {
    if (this.#seen.length > 0 && this.#seen.at(-1)?.touch === touch) return;
    this.#seen.push({ venueTimeUs, touch });
    if (this.#seen.length >= 2 * touchesKept) this.#seen.splice(0, touchesKept);
  }

  /** The last that the venue showed before this moment; `undefined` where that is not known, or no longer. */
  before(venueTimeUs: number): BidAsk | undefined {
    return this.#seen.findLast((seen) => seen.venueTimeUs < venueTimeUs)?.touch;
  }
}
