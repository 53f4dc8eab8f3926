// What was already told of orders that both a reply and the stream speak of: acceptance and end are told once each, by whichever
// comes first.
import type { ClientOrderId } from '../../core/order.ts';
import { makeRoom } from '../wire/make-room.ts';

interface ToldOrder {
  readonly venueOrderId: string;
  isEnded: boolean;
}

export class ToldOrders {
  readonly #orders = new Map<ClientOrderId, ToldOrder>();

  /** True the first time. */
  accept(id: ClientOrderId, venueOrderId: string): boolean {
    if (this.#orders.has(id)) return false;
    this.#remember(id, venueOrderId);
    return true;
  }

  /** True the first time; also for an order whose acceptance was never told. */
  end(id: ClientOrderId, venueOrderId: string): boolean {
    const order = this.#orders.get(id) ?? this.#remember(id, venueOrderId);
    if (order.isEnded) return false;
    order.isEnded = true;
    return true;
  }

  venueOrderId(id: ClientOrderId): string | undefined {
    return this.#orders.get(id)?.venueOrderId;
  }

  #remember(id: ClientOrderId, venueOrderId: string): ToldOrder {
    makeRoom(this.#orders);
    const order = { venueOrderId, isEnded: false };
    this.#orders.set(id, order);
    return order;
  }
}
