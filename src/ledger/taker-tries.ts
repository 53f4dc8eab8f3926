// What became of the orders that took on one venue. Tries that filled nothing are in no fill, so they are counted apart.
import { addLots, zeroLots, type Lots } from '../core/money.ts';

/** `tries` is the sum of the three after it. */
export interface TakerTriesView {
  readonly tries: number;
  readonly complete: number;
  readonly partial: number;
  readonly empty: number;
  readonly sent: Lots;
  readonly filled: Lots;
}

export class TakerTries implements TakerTriesView {
  complete = 0;
  partial = 0;
  empty = 0;
  sent: Lots = zeroLots;
  filled: Lots = zeroLots;

  get tries(): number {
    return this.complete + this.partial + this.empty;
  }

  /** A try whose end is proven. */
  record({ sent, filled }: { readonly sent: Lots; readonly filled: Lots }): void {
    this.sent = addLots(this.sent, sent);
    this.filled = addLots(this.filled, filled);
    if (filled >= sent) this.complete += 1;
    else if (filled > 0) this.partial += 1;
    else this.empty += 1;
  }
}
