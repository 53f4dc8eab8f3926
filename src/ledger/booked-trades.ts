// Which trades were booked, so that none is booked twice by whatever channel it comes again. A fill is taken for ours only while its order is
// known, so that an order that is forgotten takes the ids of its trades along: what is kept is bounded by the orders that are known.
import type { ClientOrderId } from '../core/order.ts';
import type { LedgerFill } from './entries.ts';

export class BookedTrades {
  readonly #ids = new Set<string>();
  readonly #byOrder = new Map<ClientOrderId, string[]>();
  #count = 0;

  /** Of all that were ever booked. */
  get count(): number {
    return this.#count;
  }

  has(tradeId: string): boolean {
    return this.#ids.has(tradeId);
  }

  add({ tradeId, clientOrderId }: LedgerFill): void {
    this.#count += 1;
    this.#ids.add(tradeId);
    const ofOrder = this.#byOrder.get(clientOrderId);
    if (ofOrder === undefined) this.#byOrder.set(clientOrderId, [tradeId]);
    else ofOrder.push(tradeId);
  }

  /** No fill of the order is taken for ours any more, so none has to be recognised. */
  forgetOrder(id: ClientOrderId): void {
    for (const tradeId of this.#byOrder.get(id) ?? []) this.#ids.delete(tradeId);
    this.#byOrder.delete(id);
  }
}
