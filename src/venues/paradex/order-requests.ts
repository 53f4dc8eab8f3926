// Orders and cancels by request, for the moments when the order socket is down: a hedge must be able to leave. The venue does not
// cancel what came this way when a connection is lost, but without the socket the engine does not quote.
import type { Clock } from '../../ports/clock.ts';
import { inBackground } from '../wire/background.ts';
import { HttpClient } from '../wire/http-client.ts';
import { parseJson } from '../wire/json.ts';
import { failureOfReply } from './failures.ts';
import type { OrderCall, OrderCalls } from './order-socket.ts';
import type { Answered } from './rest.ts';
import type { Session } from './session.ts';
import { paths } from './wire.ts';

const connections = 2;

export class OrderRequests implements OrderCalls {
  readonly #client: HttpClient;
  readonly #session: Session;
  readonly #clock: Clock;

  constructor(origin: string, session: Session, clock: Clock) {
    this.#client = new HttpClient(origin, connections);
    this.#session = session;
    this.#clock = clock;
  }

  call(order: OrderCall, answered: (answer: Answered<unknown>) => void): void {
    inBackground(this.#request(order).then(answered));
  }

  /** Opens connections before they are needed. */
  async warm(): Promise<void> {
    await this.#client.warm(paths.time, connections);
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  /** The answer has the form that it has over the socket. */
  async #request({ method, parameters }: OrderCall): Promise<Answered<unknown>> {
    const headers = { ...this.#session.headers(), 'content-type': 'application/json' };
    const reply = await this.#client.request(
      method === 'order.create'
        ? { method: 'POST', path: paths.orders, headers, body: JSON.stringify(parameters) }
        : {
            method: 'DELETE',
            path: `${paths.orderByClientId}/${parameters.client_id}?market=${parameters.market}`,
            headers: this.#session.headers(),
          },
    );
    if (reply.kind !== 'reply') return { ok: false, failure: reply };
    if (reply.status === 401) this.#session.renewSoon();
    const failure = failureOfReply(reply, this.#clock.nowUs());
    if (failure !== undefined) return { ok: false, failure };
    const order = parseJson(reply.text);
    if (method === 'order.create' && order === undefined)
      return { ok: false, failure: { kind: 'malformed', text: 'the answer to an order' } };
    return { ok: true, value: { order } };
  }
}
