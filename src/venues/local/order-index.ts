// Where a local venue finds orders again: by the client's id and by its own. Clients' ids are texts here, because some send words
// and some send random 64-bit numbers; the matching engine sees numbers of ours.
import type { VenueAccountKey } from '../../core/instrument.ts';
import { historyMin } from '../simulated/venue-ledger.ts';
import type { LocalOrder, OrderReference } from './local-order.ts';

export class OrderIndex {
  readonly #byVenueOrderId = new Map<string, LocalOrder>();
  readonly #byClientId = new Map<VenueAccountKey, Map<string, LocalOrder>>();
  /** Oldest first; what is open is never forgotten. */
  #ended: LocalOrder[] = [];

  add(order: LocalOrder): void {
    this.#byVenueOrderId.set(order.order.venueOrderId, order);
    if (order.clientId !== undefined) this.#clientIds(order.account).set(order.clientId, order);
  }

  /** An order of this account, of several with one id the latest; what is another's is unknown. */
  find(account: VenueAccountKey, reference: OrderReference): LocalOrder | undefined {
    if ('clientId' in reference) return this.#byClientId.get(account)?.get(reference.clientId);
    const order = this.#byVenueOrderId.get(reference.venueOrderId);
    return order?.account === account ? order : undefined;
  }

  /** Of the account, oldest first. */
  ended(account: VenueAccountKey): LocalOrder[] {
    return this.#ended.filter((order) => order.account === account);
  }

  end(order: LocalOrder): void {
    this.#ended.push(order);
    if (this.#ended.length < 2 * historyMin) return;
    for (const old of this.#ended.slice(0, historyMin)) this.#forget(old);
    this.#ended = this.#ended.slice(historyMin);
  }

  #forget({ account, clientId, order }: LocalOrder): void {
    this.#byVenueOrderId.delete(order.venueOrderId);
    if (clientId === undefined) return;
    const ids = this.#clientIds(account);
    if (ids.get(clientId)?.order === order) ids.delete(clientId);
  }

  #clientIds(account: VenueAccountKey): Map<string, LocalOrder> {
    const known = this.#byClientId.get(account);
    if (known !== undefined) return known;
    const ids = new Map<string, LocalOrder>();
    this.#byClientId.set(account, ids);
    return ids;
  }
}
