// The real local server behind a stage: it answers what the stage does not, such as logins, lists of instruments and margins.
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { Pool } from 'undici';

/** What is between two neighbours only. */
const ofConnections: ReadonlySet<string> = new Set(['host', 'connection', 'keep-alive', 'content-length']);

export class Behind {
  readonly #pool: Pool;

  constructor(origin: string) {
    this.#pool = new Pool(origin, { connections: 8 });
  }

  pass(request: IncomingMessage, body: string, response: ServerResponse): void {
    this.#answer(request, body, response).catch(() => response.destroy());
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  async #answer(
    { method, url, headers }: IncomingMessage,
    body: string,
    response: ServerResponse,
  ): Promise<void> {
    const reply = await this.#pool.request({
      method: method as 'GET',
      path: url ?? '/',
      headers: passedOn(headers),
      body: body === '' ? null : body,
    });
    const text = await reply.body.text();
    response.writeHead(reply.statusCode, passedOn(reply.headers));
    response.end(text);
  }
}

const passedOn = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !ofConnections.has(name)));
