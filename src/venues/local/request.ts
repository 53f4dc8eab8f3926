// What a client of a local venue sent, and what it gets: plain values, so that a venue's routes are functions from one to the other.
import type { IncomingHttpHeaders } from 'node:http';

export interface LocalRequest {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  /** As sent, for signatures; without the question mark. */
  readonly rawQuery: string;
  readonly query: URLSearchParams;
  /** What stands in the path where the route has `:name`. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly body: string;
  /** Beside the content type, which is JSON unless it stands here. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

export function jsonReply(
  status: number,
  value: unknown,
  headers: NonNullable<Reply['headers']> = {},
): Reply {
  return { status, body: JSON.stringify(value), headers };
}

/** The body as JSON; `undefined` when it is none. */
export function jsonOf({ body }: Pick<LocalRequest, 'body'>): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
