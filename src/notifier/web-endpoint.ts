// One host on the web that takes notices or signs of life: a single connection, a time-out over all of an attempt, and errors without
// the address, because whoever knows a bot's token or a heartbeat's URL can use it.
import { Pool } from 'undici';
import { limits } from '../core/limits.ts';
import { oneLookupAtATime } from './one-lookup.ts';

export interface WebRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: Readonly<Record<string, unknown>> | undefined;
}

export type WebAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly text: string;
      /** What its Retry-After asks for. */
      readonly retryAfterMs: number | undefined;
    }
  /** Whether it arrived is not known. */
  | { readonly kind: 'no-answer'; readonly reason: string };

const usualAnswerBytesMax = 65_536;

export class WebEndpoint {
  readonly #pool: Pool;
  readonly #timeoutMs: number;

  constructor(
    origin: string,
    timeoutMs: number = limits.noticeTimeoutMs,
    answerBytesMax: number = usualAnswerBytesMax,
  ) {
    this.#timeoutMs = timeoutMs;
    this.#pool = new Pool(origin, {
      connections: 1,
      maxResponseSize: answerBytesMax,
      connect: { timeout: timeoutMs, lookup: oneLookupAtATime() },
    });
  }

  async send({ method, path, body }: WebRequest): Promise<WebAnswer> {
    try {
      const reply = await this.#pool.request({
        method,
        path,
        signal: AbortSignal.timeout(this.#timeoutMs),
        ...(body !== undefined && {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      });
      const retryAfterMs = retryAfterIn(reply.headers['retry-after']);
      return { kind: 'answer', status: reply.statusCode, text: await reply.body.text(), retryAfterMs };
    } catch (error) {
      return { kind: 'no-answer', reason: reasonOf(error, this.#timeoutMs) };
    }
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}

/** Only the code, or the kind: a message may hold the address. */
function reasonOf(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return 'it cannot be reached';
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMs} ms`;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return `it cannot be reached (${code})`;
}

/** In seconds, whole or not; a date is not waited for, because no clock here is the other side's. */
function retryAfterIn(header: string | readonly string[] | undefined): number | undefined {
  const seconds = typeof header === 'string' && /^\d{1,9}(\.\d+)?$/.test(header) ? Number(header) : undefined;
  return seconds === undefined ? undefined : Math.ceil(seconds * 1_000);
}
