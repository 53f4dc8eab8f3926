// Requests to one of the venue's hosts: every one is a POST of JSON, with the session in its headers where it needs one.
import type { z } from 'zod';
import type { VenueFailure } from '../../core/failure.ts';
import type { Clock } from '../../ports/clock.ts';
import { HttpClient } from '../wire/http-client.ts';
import { asksForLogin, errorIn, failureOfAnswer } from './failures.ts';
import { parseJson } from '../wire/json.ts';
import type { Session } from './session.ts';
import type { GrvtHost } from './sites.ts';
import { paths, timeShape } from './wire.ts';

export type Answered<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: VenueFailure };

export class Rest {
  readonly #client: HttpClient;
  readonly #host: GrvtHost;
  readonly #clock: Clock;
  readonly #session: Session | undefined;

  /** Without a session only public requests are answered. */
  constructor(host: GrvtHost, connections: number, clock: Clock, session: Session | undefined) {
    this.#client = new HttpClient(host.origin, connections);
    this.#host = host;
    this.#clock = clock;
    this.#session = session;
  }

  /** `body` is JSON. What is answered, and cannot be read, is a failure too. */
  async post<Shape extends z.ZodType>(
    path: string,
    body: string,
    shape: Shape,
  ): Promise<Answered<z.infer<Shape>>> {
    const reply = await this.#client.request({
      method: 'POST',
      path: `${this.#host.prefix}${path}`,
      headers: { 'content-type': 'application/json', ...this.#session?.headers() },
      body,
    });
    if (reply.kind !== 'reply') return { ok: false, failure: reply };
    const failure = failureOfAnswer(reply, this.#clock.nowUs());
    if (failure !== undefined) {
      const error = errorIn(parseJson(reply.text));
      if (reply.status === 401 || (error !== undefined && asksForLogin(error))) this.#session?.renewSoon();
      return { ok: false, failure };
    }
    const parsed = shape.safeParse(parseJson(reply.text));
    return parsed.success
      ? { ok: true, value: parsed.data }
      : { ok: false, failure: { kind: 'malformed', text: `the answer to ${path}` } };
  }

  /** The host's time in µs; `undefined` when it does not say. */
  async timeUs(): Promise<number | undefined> {
    const reply = await this.#client.request({ method: 'GET', path: `${this.#host.prefix}${paths.time}` });
    if (reply.kind !== 'reply') return undefined;
    const parsed = timeShape.safeParse(parseJson(reply.text));
    return parsed.success ? parsed.data.server_time * 1_000 : undefined;
  }

  /** Opens connections before they are needed. */
  async warm(count: number): Promise<void> {
    await this.#client.warm(`${this.#host.prefix}${paths.time}`, count);
  }

  async close(): Promise<void> {
    await this.#client.close();
  }
}
