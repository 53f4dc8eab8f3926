// One side of the fused book: its levels, and the touch that the best-bid-ask feed last stated. Prices are compared by
// `rank` (price for bids, −price for asks), so that both sides share one rule: a higher rank is a better price.
import type { LevelBuffer } from '../../core/levels.ts';
import { lots, ticks, zeroLots, type Lots } from '../../core/money.ts';
import type { BookSide } from '../../market/book-side.ts';

export class FusedSide {
  readonly levels: BookSide;
  readonly #changes: LevelBuffer;
  readonly #sign: 1 | -1;
  /** −Infinity where the feed said that the side is empty. */
  #touchRank = -Infinity;
  #touchLots: Lots = zeroLots;
  #bestStatedRank = -Infinity;

  /** Every level that changes is also appended to `changes`. */
  constructor(levels: BookSide, changes: LevelBuffer) {
    this.levels = levels;
    this.#changes = changes;
    this.#sign = levels.side === 'buy' ? 1 : -1;
  }

  /** Forgets which levels the message before has stated. */
  beginMessage(): void {
    this.#bestStatedRank = -Infinity;
  }

  set(price: number, quantity: number): void {
    const atPrice = ticks(price);
    const newLots = lots(quantity);
    const rank = price * this.#sign;
    if (newLots > 0 && rank > this.#bestStatedRank) this.#bestStatedRank = rank;
    if (this.levels.quantityOf(atPrice) === newLots) return;
    this.levels.set(atPrice, newLots);
    this.#changes.push(this.levels.side, atPrice, newLots);
  }

  /** For a message that is older than the touch: at the touch and before it, the touch knows better. */
  setBehindTouch(price: number, quantity: number): void {
    if (price * this.#sign < this.#touchRank) this.set(price, quantity);
  }

  /** Price 0 states that the side is empty. */
  noteTouch(price: number, quantity: number): void {
    this.#touchRank = price === 0 ? -Infinity : price * this.#sign;
    this.#touchLots = lots(quantity);
  }

  /** Makes the noted touch the best level. */
  applyTouch(): void {
    this.#removeWhile((rank) => rank > this.#touchRank);
    if (this.#touchRank > -Infinity) this.set(this.#touchRank * this.#sign, this.#touchLots);
  }

  /** Removes the levels at `price` of the other side and beyond: they would trade with it. */
  removeCrossing(price: number): void {
    const rank = price * this.#sign;
    this.#removeWhile((own) => own >= rank);
  }

  /** Whether the message at hand states the best level. */
  isBestStated(): boolean {
    return this.levels.bestPrice() === this.#bestStatedRank * this.#sign;
  }

  #removeWhile(isToGo: (rank: number) => boolean): void {
    for (;;) {
      const best = this.levels.bestPrice();
      if (best === undefined || !isToGo(best * this.#sign)) return;
      this.levels.set(best, zeroLots);
      this.#changes.push(this.levels.side, best, zeroLots);
    }
  }
}
