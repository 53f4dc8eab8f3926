// Where the makers' best prices stand. They are sticky: makers leave them while the fair price stays near, then pull what has
// become stale and follow. In the time between, takers who are faster pick them off.
import type { Ticks } from '../../../core/money.ts';
import type { Side } from '../../../core/side.ts';
import type { Random } from '../../../ports/random.ts';
import type { Depth } from './depth.ts';
import type { DisplayedBook } from './displayed-book.ts';
import type { QuoteParameters } from './parameters.ts';
import type { MarketScale } from './scale.ts';

export class Quotes {
  readonly #book: DisplayedBook;
  readonly #depth: Depth;
  readonly #random: Random;
  readonly #slackTicks: number;
  readonly #extraSpreadTicks: number;
  readonly #closeInProbability: number;

  constructor(
    book: DisplayedBook,
    depth: Depth,
    random: Random,
    parameters: QuoteParameters,
    scale: MarketScale,
  ) {
    this.#book = book;
    this.#depth = depth;
    this.#random = random;
    this.#slackTicks = parameters.standingSlackBps * scale.ticksPerBps;
    this.#extraSpreadTicks = parameters.extraSpreadBpsMean * scale.ticksPerBps;
    this.#closeInProbability = parameters.closeInProbability;
  }

  /** Opens the market around the fair price. */
  open(fairTicks: number): void {
    const bid = Math.floor(fairTicks);
    this.#depth.openTouch('buy', bid as Ticks);
    this.#depth.openTouch('sell', (bid + 1) as Ticks);
    this.#depth.stock('buy');
    this.#depth.stock('sell');
  }

  /** The side whose best price no maker wants any more: `sell` when the fair price is well above the ask. */
  staleSide(fairTicks: number): Side | undefined {
    if (fairTicks > this.#book.best('sell') + this.#slackTicks) return 'sell';
    if (fairTicks < this.#book.best('buy') - this.#slackTicks) return 'buy';
    return undefined;
  }

  /** How far the fair price is from the mid, in parts of what makers let stand: in [−1, 1], > 0 above the mid. */
  lean(fairTicks: number): number {
    const standing = this.#slackTicks + this.#book.spreadTicks() / 2;
    return Math.max(-1, Math.min(1, (fairTicks - this.#book.mid()) / standing));
  }

  /** Makers leave the best prices where they are, unless the spread is wide, and tend to the quantities. */
  tend(fairTicks: number): void {
    if (this.#random.uniform() < this.#closeInProbability) this.#closeIn(fairTicks);
    this.#depth.update(this.lean(fairTicks));
  }

  /** Makers move what is stale, and tend to the rest. */
  follow(fairTicks: number): void {
    const stale = this.staleSide(fairTicks);
    if (stale !== undefined) this.#move(stale, fairTicks);
    this.#depth.update(this.lean(fairTicks));
  }

  /** Pulls every stale level, and brings the other side up behind the price. */
  #move(stale: Side, fairTicks: number): void {
    const levels = this.#book.side(stale);
    const gap = this.#drawSpread();
    const bid = Math.round(fairTicks - gap / 2);
    const ask = bid + gap;
    const pulledFrom = stale === 'sell' ? ask : bid;
    const sign = stale === 'sell' ? 1 : -1;
    while (levels.depth > 0 && (pulledFrom - this.#book.best(stale)) * sign > 0) {
      this.#book.remove(stale, this.#book.best(stale));
    }
    if (levels.depth === 0) this.#depth.openTouch(stale, pulledFrom as Ticks);
    this.#depth.restock(stale);
    if (stale === 'sell' && bid > this.#book.best('buy')) this.#depth.openTouch('buy', bid as Ticks);
    if (stale === 'buy' && ask < this.#book.best('sell')) this.#depth.openTouch('sell', ask as Ticks);
  }

  /** Someone quotes inside a wide spread, on the side that is farther from the fair price. */
  #closeIn(fairTicks: number): void {
    const gap = this.#drawSpread();
    const bid = this.#book.best('buy');
    const ask = this.#book.best('sell');
    if (ask - bid <= gap) return;
    if (fairTicks > this.#book.mid()) this.#depth.openTouch('buy', (ask - gap) as Ticks);
    else this.#depth.openTouch('sell', (bid + gap) as Ticks);
  }

  #drawSpread(): number {
    return 1 + Math.floor(this.#random.exponential(this.#extraSpreadTicks));
  }
}
