// A host on this machine in place of one on the web: it keeps what it is sent, and answers as the test says, or not at all.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** `undefined`: it says nothing, and leaves the connection open. */
export type Answer =
  | {
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | undefined;

export class StandIn {
  readonly received: Received[] = [];
  readonly origin: string;
  readonly #server: Server;
  /** What is answered next; the last goes on for ever. */
  #answers: readonly Answer[];

  private constructor(server: Server, answers: readonly Answer[]) {
    this.#server = server;
    this.#answers = answers;
    this.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request, response) => {
      this.#take(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
  }

  static async start(...answers: Answer[]): Promise<StandIn> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new StandIn(server, answers);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    const body = method === 'POST' ? await json(request) : undefined;
    this.received.push({ method, path: url, body });
    const [answer, ...others] = this.#answers;
    if (others.length > 0) this.#answers = others;
    if (answer !== undefined) response.writeHead(answer.status, answer.headers).end(answer.body);
  }
}
