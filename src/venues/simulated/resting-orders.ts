// Our own resting orders of one side in price-time order. They are few, so an array that is searched from the front serves.
import { addLots, zeroLots, type Lots, type Ticks } from '../../core/money.ts';
import { sideSign, type Side } from '../../core/side.ts';
import type { VenueOrder } from './venue-order.ts';

export class RestingOrders {
  readonly #orders: VenueOrder[] = [];
  /** +1 where a higher price has priority (bids), −1 for asks. */
  readonly #sign: 1 | -1;

  constructor(side: Side) {
    this.#sign = sideSign(side);
  }

  get count(): number {
    return this.#orders.length;
  }

  /** The order with the `rank`-th priority, 0 for the first; `undefined` beyond the last. */
  at(rank: number): VenueOrder | undefined {
    return this.#orders[rank];
  }

  /** Behind all orders of the same or a better price. */
  add(order: VenueOrder): void {
    let rank = this.#orders.length;
    while (rank > 0 && ((this.#orders[rank - 1] as VenueOrder).limit - order.limit) * this.#sign < 0)
      rank -= 1;
    this.#orders.splice(rank, 0, order);
  }

  /** Returns whether the order was resting. */
  remove(order: VenueOrder): boolean {
    const rank = this.#orders.indexOf(order);
    if (rank >= 0) this.#orders.splice(rank, 1);
    return rank >= 0;
  }

  quantityAt(price: Ticks): Lots {
    let sum = zeroLots;
    for (let rank = 0; rank < this.#orders.length; rank += 1) {
      const order = this.#orders[rank] as VenueOrder;
      if (order.limit === price) sum = addLots(sum, order.remaining);
    }
    return sum;
  }
}
