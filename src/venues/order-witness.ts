// Who is told when a request was answered, and when the private stream spoke of an order: for measuring alone. Events do not tell the
// two apart, because whichever comes first is all that a decision needs.
import type { ClientOrderId } from '../core/order.ts';

export interface OrderWitness {
  /** The venue has answered the request, whatever it said. */
  answered(clientOrderId: ClientOrderId, request: 'place' | 'cancel'): void;
  /** The private stream says that the order is open, or has ended. */
  streamed(clientOrderId: ClientOrderId, state: 'open' | 'ended'): void;
}
