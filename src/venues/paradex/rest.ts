// Questions to the venue over connections of their own: no order ever waits behind them.
import type { z } from 'zod';
import type { VenueFailure } from '../../core/failure.ts';
import type { Clock } from '../../ports/clock.ts';
import { HttpClient } from '../wire/http-client.ts';
import { parseJson } from '../wire/json.ts';
import { failureOfReply } from './failures.ts';
import type { Session } from './session.ts';
import { paths, timeShape } from './wire.ts';

export type Answered<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: VenueFailure };

type Parameters = Readonly<Record<string, string | number>>;

const connections = 2;

export class Rest {
  readonly client: HttpClient;
  /** Once there is one, it goes with every request. */
  session: Session | undefined;
  /** How far the venue's clock is ahead of ours, in µs; for timestamps in signatures. */
  clockOffsetUs = 0;
  readonly #clock: Clock;

  constructor(origin: string, clock: Clock) {
    this.client = new HttpClient(origin, connections);
    this.#clock = clock;
  }

  /** The venue's time, in ms. */
  venueMs(): number {
    return Math.floor((this.#clock.nowUs() + this.clockOffsetUs) / 1_000);
  }

  async warm(): Promise<void> {
    await this.client.warm(paths.time, connections);
  }

  async ask<Value>(
    shape: z.ZodType<Value>,
    path: string,
    parameters: Parameters = {},
  ): Promise<Answered<Value>> {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(parameters)) query.set(name, String(value));
    const reply = await this.client.request({
      method: 'GET',
      path: query.size === 0 ? path : `${path}?${query.toString()}`,
      ...(this.session === undefined ? {} : { headers: this.session.headers() }),
    });
    if (reply.kind !== 'reply') return { ok: false, failure: reply };
    if (reply.status === 401) this.session?.renewSoon();
    const failure = failureOfReply(reply, this.#clock.nowUs());
    if (failure !== undefined) return { ok: false, failure };
    const parsed = shape.safeParse(parseJson(reply.text));
    if (parsed.success) return { ok: true, value: parsed.data };
    const issue = parsed.error.issues[0];
    const text = `${path}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`;
    return { ok: false, failure: { kind: 'malformed', text } };
  }

  /** Every order of the account on one market: the venue answers that it has heard, and no more. */
  async cancelAll(market: string): Promise<Answered<undefined>> {
    const reply = await this.client.request({
      method: 'DELETE',
      path: `${paths.orders}?${new URLSearchParams({ market }).toString()}`,
      ...(this.session === undefined ? {} : { headers: this.session.headers() }),
    });
    if (reply.kind !== 'reply') return { ok: false, failure: reply };
    if (reply.status === 401) this.session?.renewSoon();
    const failure = failureOfReply(reply, this.#clock.nowUs());
    return failure === undefined ? { ok: true, value: undefined } : { ok: false, failure };
  }

  /** The venue tells whole milliseconds; half of one is the best guess of the rest. */
  async timeUs(): Promise<number | undefined> {
    const answer = await this.ask(timeShape, paths.time);
    return answer.ok ? answer.value.server_time * 1_000 + 500 : undefined;
  }

  async close(): Promise<void> {
    this.session?.close();
    await this.client.close();
  }
}
