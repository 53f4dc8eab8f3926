// Requests to the venue, signed where they must be. Orders and cancels have connections of their own: nothing that is merely asked
// ever stands before them.
import type { z } from 'zod';
import type { VenueFailure } from '../../core/failure.ts';
import type { Clock } from '../../ports/clock.ts';
import { HttpClient, type HttpReply, type NoAnswer } from '../wire/http-client.ts';
import { parseJson } from '../wire/json.ts';
import { failureOf } from './failures.ts';
import { queryOf, type Instruction, type SigningKey } from './sign.ts';
import { orderShape, ordersShape, paths, type EncodedOrder, type Order } from './wire.ts';

export type Answered<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: VenueFailure };

export interface RestOptions {
  readonly origin: string;
  readonly clock: Clock;
  readonly key: SigningKey | undefined;
}

type Query = Readonly<Record<string, string | number>>;

/** A request about orders as it leaves: as good as the time in its signature. */
export interface SignedOrder extends EncodedOrder {
  readonly headers: Readonly<Record<string, string>>;
}

const orderConnections = 4;
const queryConnections = 2;

export class Rest {
  /** How far the venue's clock is ahead of ours, in µs; for timestamps in signatures. */
  clockOffsetUs = 0;
  readonly #clock: Clock;
  readonly #key: SigningKey | undefined;
  readonly #orders: HttpClient;
  readonly #queries: HttpClient;

  constructor({ origin, clock, key }: RestOptions) {
    this.#clock = clock;
    this.#key = key;
    this.#orders = new HttpClient(origin, orderConnections);
    this.#queries = new HttpClient(origin, queryConnections);
  }

  /** Opens all connections, so that no order waits for a handshake. */
  async open(): Promise<void> {
    await Promise.all([
      this.#orders.warm(paths.time, orderConnections),
      this.#queries.warm(paths.time, queryConnections),
    ]);
  }

  /** Uses the connections for orders, so that they stay open; one is left free for an order that comes at this moment. */
  async keepWarm(): Promise<void> {
    await this.#orders.warm(paths.time, orderConnections - 1);
  }

  /** The venue's time, in ms. */
  timestampMs(): number {
    return Math.floor((this.#clock.nowUs() + this.clockOffsetUs) / 1_000);
  }

  /** What anybody may ask. */
  async ask<Value>(shape: z.ZodType<Value>, path: string, parameters: Query = {}): Promise<Answered<Value>> {
    const query = queryOf(parameters);
    return this.#read(shape, await this.#queries.request({ method: 'GET', path: withQuery(path, query) }));
  }

  /** What only the account may ask. */
  async askSigned<Value>(
    shape: z.ZodType<Value>,
    instruction: Instruction,
    path: string,
    parameters: Query = {},
  ): Promise<Answered<Value>> {
    const query = queryOf(parameters);
    const headers = this.#sign(instruction, query);
    const reply = await this.#queries.request({ method: 'GET', path: withQuery(path, query), headers });
    return this.#read(shape, reply);
  }

  /** An order to be placed. */
  sign(order: EncodedOrder): SignedOrder {
    return this.#signBody('orderExecute', order);
  }

  place(order: SignedOrder): Promise<Answered<Order | undefined>> {
    return this.#send(orderShape, { method: 'POST', path: paths.order }, order);
  }

  cancel(order: EncodedOrder): Promise<Answered<Order | undefined>> {
    const signed = this.#signBody('orderCancel', order);
    return this.#send(orderShape, { method: 'DELETE', path: paths.order }, signed);
  }

  /** Every order of the account on one market. */
  cancelAll(orders: EncodedOrder): Promise<Answered<unknown>> {
    const signed = this.#signBody('orderCancelAll', orders);
    return this.#send(ordersShape, { method: 'DELETE', path: paths.orders }, signed);
  }

  async close(): Promise<void> {
    await Promise.all([this.#orders.close(), this.#queries.close()]);
  }

  /** A 202 takes the request without saying yet what came of it. */
  async #send<Value>(
    shape: z.ZodType<Value>,
    { method, path }: { readonly method: 'POST' | 'DELETE'; readonly path: string },
    { headers, body }: SignedOrder,
  ): Promise<Answered<Value | undefined>> {
    const reply = await this.#orders.request({ method, path, headers, body });
    if (reply.kind === 'reply' && reply.status === 202) return { ok: true, value: undefined };
    return this.#read(shape, reply);
  }

  #signBody(instruction: Instruction, { query, body }: EncodedOrder): SignedOrder {
    const headers = this.#sign(instruction, query);
    headers['content-type'] = 'application/json; charset=utf-8';
    return { query, body, headers };
  }

  #sign(instruction: Instruction, query: string): Record<string, string> {
    if (this.#key === undefined) throw new Error(`${instruction} needs credentials`);
    return this.#key.headers(instruction, query, this.timestampMs());
  }

  #read<Value>(shape: z.ZodType<Value>, reply: HttpReply | NoAnswer): Answered<Value> {
    if (reply.kind !== 'reply') return { ok: false, failure: reply };
    const failure = failureOf(reply, this.#clock.nowUs());
    if (failure !== undefined) return { ok: false, failure };
    const parsed = shape.safeParse(parseJson(reply.text));
    if (parsed.success) return { ok: true, value: parsed.data };
    const text = `${parsed.error.issues[0]?.path.join('.') ?? ''}: ${parsed.error.issues[0]?.message ?? ''}`;
    return { ok: false, failure: { kind: 'malformed', text } };
  }
}

const withQuery = (path: string, query: string): string => (query === '' ? path : `${path}?${query}`);
