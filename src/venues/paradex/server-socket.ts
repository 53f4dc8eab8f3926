// The sockets of the local server: JSON-RPC calls and their answers, and the frames that the exchange's events become: binary for the
// market where the connection asked for it, text for the account.
import { jsonOf } from '../local/request.ts';
import type { VenueAccountKey } from '../../core/instrument.ts';
import { microseconds } from '../../core/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Connection } from '../local/connection.ts';
import type { LocalOrder } from '../local/local-order.ts';
import type { LocalServer, OpenSocket, SocketHandler } from '../local/local-server.ts';
import type { RequestPurpose } from '../local/router.ts';
import type { Auth, AuthError } from './server-auth.ts';
import type { ServerOrders } from './server-orders.ts';

export interface SocketOptions {
  readonly server: LocalServer;
  readonly auth: Auth;
  readonly orders: ServerOrders;
  /** What a new subscriber is told at once. */
  readonly welcome: (channel: string) => Uint8Array | undefined;
}

interface CallFrame {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** An answer, or why there is none. */
type Answer = object | AuthError;

const privateChannel = /^(orders|fills|funding_payments)\./;
const publicChannel = /^(order_book|trades|funding_data)\./;
const purposes: Readonly<Record<string, RequestPurpose>> = {
  'order.create': 'place',
  'order.cancel': 'cancel',
  auth: 'session',
};

export function openSocket({ server, auth, orders, welcome }: SocketOptions): OpenSocket {
  return (connection, { query }) => {
    const isBinary =
      query.get('sbeSchemaId') === '1' && ['0', '1'].includes(query.get('sbeSchemaVersion') ?? '');
    const caller = new Caller(server, connection, auth, orders, isBinary, welcome);
    return caller;
  };
}

class Caller implements SocketHandler {
  readonly #server: LocalServer;
  readonly #connection: Connection;
  readonly #auth: Auth;
  readonly #orders: ServerOrders;
  readonly #isBinary: boolean;
  readonly #welcome: SocketOptions['welcome'];
  #cancelsOnDisconnect = false;
  /** What was placed over this connection and may still be open. */
  #placed: LocalOrder[] = [];

  constructor(
    server: LocalServer,
    connection: Connection,
    auth: Auth,
    orders: ServerOrders,
    isBinary: boolean,
    welcome: SocketOptions['welcome'],
  ) {
    this.#server = server;
    this.#connection = connection;
    this.#auth = auth;
    this.#orders = orders;
    this.#isBinary = isBinary;
    this.#welcome = welcome;
  }

  received(text: string): void {
    const { id, method, params } = (jsonOf({ body: text }) ?? {}) as CallFrame;
    const told = (answer: Answer): string => JSON.stringify({ jsonrpc: '2.0', ...answerOf(answer), id });
    if (typeof method !== 'string' || typeof id !== 'number') {
      this.#connection.say(told({ status: 400, error: 'INVALID_REQUEST', message: 'Invalid request' }));
      return;
    }
    let subscribed: string | undefined;
    this.#connection.answer({
      purpose: purposes[method] ?? 'public',
      words: {
        rateLimited: () => told({ status: 429, error: 'RATE_LIMIT_EXCEEDED', message: 'too many requests' }),
        maintenance: () =>
          told({ status: 503, error: 'SERVICE_UNAVAILABLE', message: 'the venue is under maintenance' }),
      },
      carryOut: () => {
        if (method === 'subscribe') subscribed = String(params?.['channel']);
        return told(this.#carryOut(method, params ?? {}));
      },
    });
    const first = subscribed === undefined ? undefined : this.#welcome(subscribed);
    if (first !== undefined && this.#connection.channels.has(subscribed ?? ''))
      this.#connection.send({ bytes: first, isBinary: true }, 'public');
  }

  closed(): void {
    if (!this.#cancelsOnDisconnect) return;
    for (const { account, order } of this.#placed)
      if (order.end === undefined)
        this.#server.exchange.cancel(account, { venueOrderId: order.venueOrderId });
  }

  #carryOut(method: string, params: Readonly<Record<string, unknown>>): Answer {
    const { account } = this.#connection;
    switch (method) {
      case 'auth':
        return this.#logIn(String(params['bearer']));
      case 'subscribe':
        return this.#subscribe(String(params['channel']));
      case 'unsubscribe':
        this.#server.streams.unsubscribe(this.#connection, String(params['channel']));
        return { channel: params['channel'] };
      default:
        if (account === undefined)
          return { status: 401, error: 'UNAUTHORIZED_ERROR', message: 'log in first' };
        return this.#trade(account, method, params);
    }
  }

  #trade(account: VenueAccountKey, method: string, params: Readonly<Record<string, unknown>>): Answer {
    switch (method) {
      case 'order.create': {
        const placed = this.#orders.place(account, params);
        if ('error' in placed) return placed;
        this.#placed = this.#placed.filter(({ order }) => order.end === undefined);
        if (placed.order !== undefined) this.#placed.push(placed.order);
        return { order: placed.body };
      }
      case 'order.cancel': {
        const { id, client_id: clientId } = params;
        const result = this.#orders.cancel(
          account,
          typeof id === 'string' ? { venueOrderId: id } : { clientId: String(clientId) },
        );
        return 'error' in result ? result : { order_id: result.id, status: 'QUEUED_FOR_CANCELLATION' };
      }
      case 'order.cancel_on_disconnect':
        this.#cancelsOnDisconnect = params['enabled'] === true;
        return { enabled: this.#cancelsOnDisconnect };
      default:
        return { status: 404, error: 'METHOD_NOT_FOUND', message: 'method does not exist' };
    }
  }

  #logIn(token: string): Answer {
    const account = this.#auth.checkToken(token);
    if (typeof account !== 'string') return { status: 401, error: '40111', message: 'Invalid Bearer Token' };
    this.#connection.account = account;
    return { node_id: '73cf456f7cb78d59' };
  }

  #subscribe(channel: string): Answer {
    const isKnown = this.#isBinary && publicChannel.test(channel);
    if (!isKnown && !privateChannel.test(channel))
      return { status: 400, error: 'INVALID_CHANNEL', message: 'invalid channel' };
    if (!isKnown && this.#connection.account === undefined)
      return { status: 401, error: 'UNAUTHORIZED_ERROR', message: 'log in first' };
    return this.#server.streams.subscribe(this.#connection, channel)
      ? { channel }
      : { status: 400, error: 'INVALID_CHANNEL', message: 'subscribed already' };
  }
}

function answerOf(answer: Answer): object {
  if (!('error' in answer)) return { result: answer };
  const { error, message } = answer;
  return { error: { code: 100, message, data: error } };
}

/** A frame of a private channel. */
export const channelFrame = (channel: string, data: object): string =>
  JSON.stringify({ jsonrpc: '2.0', method: 'subscription', params: { channel, data } });

/** Lets something be done at once, but no more often than every so many milliseconds, and once more at the end. */
export class Pace {
  readonly #clock: Clock;
  readonly #everyUs: number;
  readonly #nextUs = new Map<string, number>();
  readonly #waiting = new Set<string>();

  constructor(clock: Clock, everyMs: number) {
    this.#clock = clock;
    this.#everyUs = microseconds(everyMs);
  }

  run(key: string, work: () => void): void {
    if (this.#waiting.has(key)) return;
    const nowUs = this.#clock.nowUs();
    const nextUs = this.#nextUs.get(key) ?? nowUs;
    if (nextUs <= nowUs) {
      this.#nextUs.set(key, nowUs + this.#everyUs);
      work();
      return;
    }
    this.#waiting.add(key);
    this.#clock.wakeAt(nextUs, () => {
      this.#waiting.delete(key);
      this.#nextUs.set(key, this.#clock.nowUs() + this.#everyUs);
      work();
    });
  }
}
