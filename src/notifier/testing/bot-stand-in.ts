// Telegram's Bot API on this machine: keeps what is said to a bot until that is confirmed, answers a long poll when something is, and remembers
// what the bot says.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { z } from 'zod';

export const botToken = '123456789:AAE-secret_secret_secret_secret_secr';

const asked = z.looseObject({ offset: z.number().optional(), timeout: z.number().optional() });

export interface Said {
  /** As a text where a setting named it. */
  readonly chat_id: number | string;
  readonly text: string;
  readonly reply_markup?: { readonly inline_keyboard: readonly (readonly { callback_data: string }[])[] };
}

export class BotStandIn {
  readonly origin: string;
  readonly said: Said[] = [];
  readonly acknowledged: string[] = [];
  /** Answered in place of updates, once each. */
  readonly failures: { readonly status: number; readonly body: object }[] = [];
  readonly #server: Server;
  #updates: { readonly update_id: number }[] = [];
  #nextId = 700;
  #onNews: () => void = () => undefined;
  #onSaid: () => void = () => undefined;

  private constructor(server: Server) {
    this.#server = server;
    this.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request, response) => {
      this.#take(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
  }

  static async start(): Promise<BotStandIn> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new BotStandIn(server);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** Somebody writes to the bot; `date` in seconds. */
  write(from: number, text: string, { date = Math.floor(Date.now() / 1_000), chat = from } = {}): void {
    this.push({ message: { from: { id: from, username: 'alice' }, chat: { id: chat }, date, text } });
  }

  /** Somebody presses a button of what the bot said. */
  press(from: number, data: string, chat: number = from): void {
    const press = {
      id: `press-${this.#nextId}`,
      from: { id: from, username: 'alice' },
      data,
      message: { chat: { id: chat } },
    };
    this.push({ callback_query: press });
  }

  push(update: object): void {
    this.#updates.push({ update_id: (this.#nextId += 1), ...update });
    this.#onNews();
  }

  /** What the bot has said in this chat as its answer of that number, counted from 1; waits for it. */
  async answer(chat: number, number: number): Promise<Said> {
    for (;;) {
      const answer = this.said.filter(({ chat_id: each }) => Number(each) === chat)[number - 1];
      if (answer !== undefined) return answer;
      await new Promise<void>((resolve) => {
        this.#onSaid = resolve;
      });
    }
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url = '' } = request;
    const body = await json(request);
    const answer = (result: unknown): void => void response.end(JSON.stringify({ ok: true, result }));
    if (url === `/bot${botToken}/getUpdates`) {
      const failure = this.failures.shift();
      if (failure === undefined) answer(await this.#updatesFor(asked.parse(body)));
      else response.writeHead(failure.status).end(JSON.stringify(failure.body));
    } else if (url === `/bot${botToken}/sendMessage`) {
      answer({});
      this.said.push(body as Said);
      this.#onSaid();
    } else if (url === `/bot${botToken}/answerCallbackQuery`) {
      answer(true);
      this.acknowledged.push((body as { callback_query_id: string }).callback_query_id);
    } else response.writeHead(404).end('{"ok":false,"description":"Not Found"}');
  }

  async #updatesFor({ offset = 0, timeout = 0 }: z.infer<typeof asked>): Promise<readonly object[]> {
    if (offset < 0) return this.#updates.slice(offset);
    this.#updates = this.#updates.filter(({ update_id: id }) => id >= offset);
    if (this.#updates.length === 0 && timeout > 0)
      await new Promise<void>((resolve) => {
        this.#onNews = resolve;
      });
    return this.#updates;
  }
}
