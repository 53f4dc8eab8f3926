// When each order of a test left, was answered, was told of on the private stream, and was gone: by what the engine asks for, what
// venues tell, and who witnesses the rest.
import type { ClientOrderId, OrderRequest } from '../../core/order.ts';
import type { InstrumentKey } from '../../core/instrument.ts';
import type { Journal } from '../../ports/journal.ts';
import type { OrderWitness } from '../../venues/order-witness.ts';

/** Local µs. */
export interface OrderTimesOf {
  readonly request: OrderRequest;
  readonly placedAtUs: number;
  answeredAtUs?: number;
  streamedAtUs?: number;
  cancelledAtUs?: number;
  endedAtUs?: number;
  endStreamedAtUs?: number;
}

export class OrderTimes implements OrderWitness {
  readonly #nowUs: () => number;
  readonly #orders = new Map<ClientOrderId, OrderTimesOf>();

  constructor(nowUs: () => number) {
    this.#nowUs = nowUs;
  }

  /** A record that keeps nothing but these times: a test leaves no run behind. */
  readonly journal: Journal = {
    announce: () => true,
    append: (events, commands) => {
      for (const event of events)
        if (event.kind === 'order-ended') this.#of(event.clientOrderId, 'endedAtUs', event.atUs);
      for (const command of commands) {
        if (command.kind === 'place') this.#place(command.order);
        if (command.kind === 'cancel') this.#of(command.clientOrderId, 'cancelledAtUs', this.#nowUs());
      }
      return undefined;
    },
  };

  answered(clientOrderId: ClientOrderId, request: 'place' | 'cancel'): void {
    if (request === 'place') this.#of(clientOrderId, 'answeredAtUs', this.#nowUs());
  }

  streamed(clientOrderId: ClientOrderId, state: 'open' | 'ended'): void {
    this.#of(clientOrderId, state === 'open' ? 'streamedAtUs' : 'endStreamedAtUs', this.#nowUs());
  }

  /** The last order that was sent there. */
  lastOn(instrument: InstrumentKey): OrderTimesOf | undefined {
    return [...this.#orders.values()].findLast(({ request }) => request.instrument === instrument);
  }

  #place(request: OrderRequest): void {
    this.#orders.set(request.clientOrderId, { request, placedAtUs: this.#nowUs() });
  }

  /** The first time counts: what is said again is no news. */
  #of(
    clientOrderId: ClientOrderId,
    what: 'answeredAtUs' | 'streamedAtUs' | 'cancelledAtUs' | 'endedAtUs' | 'endStreamedAtUs',
    atUs: number,
  ): void {
    const order = this.#orders.get(clientOrderId);
    if (order !== undefined) order[what] ??= atUs;
  }
}
