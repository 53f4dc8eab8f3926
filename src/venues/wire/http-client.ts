// Requests to one origin over warm connections. An answer is an answer whatever its status: what it means is the venue's business.
// No answer is a failure whose outcome is unknown.
import { Pool } from 'undici';
import type { VenueFailure } from '../../core/failure.ts';
import { limits } from '../../core/limits.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpReply {
  readonly kind: 'reply';
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export type NoAnswer = Extract<VenueFailure, { readonly kind: 'timed-out' | 'unavailable' | 'malformed' }>;

export class HttpClient {
  readonly #pool: Pool;

  /** `origin` as in "https://host:443"; so many requests can be under way at once, the others wait their turn. */
  constructor(origin: string, connections: number) {
    this.#pool = new Pool(origin, {
      connections,
      pipelining: 1,
      connectTimeout: limits.requestTimeoutMs,
      headersTimeout: limits.requestTimeoutMs,
      bodyTimeout: limits.requestTimeoutMs,
      maxResponseSize: limits.messageBytesMax,
      keepAliveTimeout: 60_000,
    });
  }

  async request({ method, path, headers, body }: HttpRequest): Promise<HttpReply | NoAnswer> {
    try {
      const reply = await this.#pool.request({
        method,
        path,
        headers: headers ?? null,
        body: body ?? null,
      });
      const text = await reply.body.text();
      return { kind: 'reply', status: reply.statusCode, headers: reply.headers, text };
    } catch (error) {
      return failureOf(error);
    }
  }

  /** Opens `count` connections with harmless requests, so that the first order does not wait for a handshake. */
  async warm(path: string, count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.request({ method: 'GET', path })));
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}

/** Errors of the machine and of the client have codes; an error without one is a bug of ours. */
function failureOf(error: unknown): NoAnswer {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === undefined) throw error;
  if (timeOuts.has(code)) return { kind: 'timed-out' };
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
    return { kind: 'malformed', text: 'an answer too large to read' };
  return { kind: 'unavailable', text: code };
}

const timeOuts: ReadonlySet<string> = new Set([
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);
