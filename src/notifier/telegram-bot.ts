// What a Telegram bot hears and answers (https://core.telegram.org/bots/api#getupdates): one long poll after the other, and each update
// once. What was said before it listened is dropped: an old word must not act. Its token is told nowhere.
import { z } from 'zod';
import { withoutSecrets } from './judge-answer.ts';
import { WebEndpoint } from './web-endpoint.ts';

export interface BotAccount {
  readonly token: string;
  /** Elsewhere than Telegram only in tests. */
  readonly origin?: string;
}

const person = z.object({ id: z.int(), username: z.string().optional() });
const chat = z.object({ id: z.int() });
const updateSchema = z.object({
  update_id: z.int(),
  message: z.object({ from: person.optional(), chat, date: z.int(), text: z.string().optional() }).optional(),
  callback_query: z
    .object({
      id: z.string(),
      from: person,
      data: z.string().optional(),
      message: z.object({ chat }).optional(),
    })
    .optional(),
});
export type BotUpdate = z.infer<typeof updateSchema>;

const replySchema = z.object({
  ok: z.boolean(),
  description: z.string().optional(),
  parameters: z.object({ retry_after: z.number().nonnegative().optional() }).optional(),
  result: z.unknown().optional(),
});

export interface Button {
  readonly text: string;
  readonly data: string;
}

export type BotAnswer<Result> =
  | { readonly kind: 'answer'; readonly result: Result }
  /** It may be another time. */
  | { readonly kind: 'try-again'; readonly reason: string; readonly afterMs: number }
  /** A token that is not known, or another process that asks for the same bot: said as it is. */
  | { readonly kind: 'refused'; readonly reason: string; readonly status: number };

/** Within Telegram's own bound. */
const pollSeconds = 50;
const updatesPerPoll = 20;
const pollBytesMax = 4_194_304;

export class TelegramBot {
  readonly #account: BotAccount;
  readonly #polls: WebEndpoint;
  readonly #words: WebEndpoint;
  readonly #pollSeconds: number;
  /** The next that is asked for; `undefined` before anything was dropped. */
  #offset: number | undefined;

  constructor(account: BotAccount, seconds: number = pollSeconds) {
    const origin = account.origin ?? 'https://api.telegram.org';
    this.#account = account;
    this.#pollSeconds = seconds;
    this.#polls = new WebEndpoint(origin, (seconds + 10) * 1_000, pollBytesMax);
    this.#words = new WebEndpoint(origin);
  }

  /** What has been said since the last time; waits for it. Those that are returned are never returned again. */
  async listen(): Promise<BotAnswer<readonly BotUpdate[]>> {
    if (this.#offset === undefined) return this.#dropWhatWasSaid();
    const answer = await this.#getUpdates({ offset: this.#offset, timeout: this.#pollSeconds });
    if (answer.kind !== 'answer') return answer;
    const fresh = answer.result.filter(({ update_id: id }) => id >= (this.#offset ?? 0));
    this.#forget(fresh);
    return { kind: 'answer', result: fresh };
  }

  async say(chatId: number, text: string, buttons: readonly Button[] = []): Promise<BotAnswer<unknown>> {
    const keyboard = [buttons.map(({ text: label, data }) => ({ text: label, callback_data: data }))];
    return this.#ask(this.#words, 'sendMessage', {
      chat_id: chatId,
      text: text.slice(0, 4_096),
      ...(buttons.length > 0 && { reply_markup: { inline_keyboard: keyboard } }),
    });
  }

  /** A button that was pressed stops turning. */
  async acknowledge(callbackId: string): Promise<BotAnswer<unknown>> {
    return this.#ask(this.#words, 'answerCallbackQuery', { callback_query_id: callbackId });
  }

  async close(): Promise<void> {
    await Promise.all([this.#polls.close(), this.#words.close()]);
  }

  /** Asks for the latest only, which forgets all before it. */
  async #dropWhatWasSaid(): Promise<BotAnswer<readonly BotUpdate[]>> {
    const answer = await this.#getUpdates({ offset: -1, timeout: 0 });
    if (answer.kind !== 'answer') return answer;
    this.#offset = 0;
    this.#forget(answer.result);
    return { kind: 'answer', result: [] };
  }

  #forget(updates: readonly BotUpdate[]): void {
    for (const { update_id: id } of updates) this.#offset = Math.max(this.#offset ?? 0, id + 1);
  }

  /** An update of a kind that is not understood is passed over with the rest of its fields. */
  async #getUpdates(request: {
    readonly offset: number;
    readonly timeout: number;
  }): Promise<BotAnswer<readonly BotUpdate[]>> {
    const answer = await this.#ask(this.#polls, 'getUpdates', {
      ...request,
      limit: updatesPerPoll,
      allowed_updates: ['message', 'callback_query'],
    });
    if (answer.kind !== 'answer') return answer;
    const updates = z.array(z.unknown()).safeParse(answer.result).data ?? [];
    return { kind: 'answer', result: updates.flatMap((each) => readUpdate(each) ?? []) };
  }

  async #ask(
    endpoint: WebEndpoint,
    method: string,
    body: Readonly<Record<string, unknown>>,
  ): Promise<BotAnswer<unknown>> {
    const { token } = this.#account;
    const reply = await endpoint.send({ method: 'POST', path: `/bot${token}/${method}`, body });
    if (reply.kind === 'no-answer') return { kind: 'try-again', reason: reply.reason, afterMs: 0 };
    const { status } = reply;
    const said = readReply(reply.text);
    if (said?.ok === true) return { kind: 'answer', result: said.result };
    const reason = `${status} ${withoutSecrets(said?.description ?? 'without a word', [token])}`;
    if (said !== undefined && status !== 429 && status < 500) return { kind: 'refused', reason, status };
    return { kind: 'try-again', reason, afterMs: (said?.parameters?.retry_after ?? 0) * 1_000 };
  }
}

/** Of one that is not understood only its number is kept, so that it is not asked for again. */
function readUpdate(json: unknown): BotUpdate | undefined {
  const update = updateSchema.safeParse(json).data;
  return update ?? updateSchema.pick({ update_id: true }).safeParse(json).data;
}

function readReply(text: string): z.infer<typeof replySchema> | undefined {
  try {
    return replySchema.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
