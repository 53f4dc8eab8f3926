// What is known of orders that replies, the orders channel and the fills channel all speak of: acceptance and end are told once each,
// by whichever comes first.
import type { ClientOrderId } from '../../core/order.ts';
import type { Side } from '../../core/side.ts';
import { makeRoom } from '../wire/make-room.ts';

interface ToldOrder {
  side: Side;
  isAccepted: boolean;
  isEnded: boolean;
}

export class ToldOrders {
  readonly #orders = new Map<ClientOrderId, ToldOrder>();

  /** Its side, as it was sent or as the venue says. */
  remember(id: ClientOrderId, side: Side): void {
    if (this.#orders.has(id)) return;
    makeRoom(this.#orders);
    this.#orders.set(id, { side, isAccepted: false, isEnded: false });
  }

  side(id: ClientOrderId): Side | undefined {
    return this.#orders.get(id)?.side;
  }

  isAccepted(id: ClientOrderId): boolean {
    return this.#orders.get(id)?.isAccepted ?? false;
  }

  /** True the first time. */
  accept(id: ClientOrderId): boolean {
    const order = this.#orders.get(id);
    if (order === undefined || order.isAccepted) return false;
    order.isAccepted = true;
    return true;
  }

  /** True the first time. */
  end(id: ClientOrderId): boolean {
    const order = this.#orders.get(id);
    if (order === undefined || order.isEnded) return false;
    order.isEnded = true;
    return true;
  }
}
