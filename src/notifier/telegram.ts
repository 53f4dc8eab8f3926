// Notices by a Telegram bot (https://core.telegram.org/bots/api#sendmessage). The token stands in the path of every request, so no
// path, address or error of the client is ever told.
import { z } from 'zod';
import type { Channel, ChannelMessage, Delivery } from './channel.ts';
import { WebEndpoint } from './web-endpoint.ts';

export interface TelegramAccount {
  /** "123456:ABC…", as BotFather gives it. */
  readonly token: string;
  /** A number, negative for a group, or "@channel". */
  readonly chatId: string;
  /** Elsewhere than Telegram only in tests. */
  readonly origin?: string;
}

const answer = z.object({
  ok: z.boolean(),
  description: z.string().optional(),
  parameters: z
    .object({ retry_after: z.number().nonnegative().optional(), migrate_to_chat_id: z.number().optional() })
    .optional(),
});
type Answer = z.infer<typeof answer>;

export class TelegramChannel implements Channel {
  readonly name = 'Telegram';
  readonly textLengthMax = 4_096;
  readonly #account: TelegramAccount;
  readonly #endpoint: WebEndpoint;

  constructor(account: TelegramAccount, timeoutMs?: number) {
    this.#account = account;
    this.#endpoint = new WebEndpoint(account.origin ?? 'https://api.telegram.org', timeoutMs);
  }

  async deliver({ text, severity }: ChannelMessage): Promise<Delivery> {
    const { token, chatId } = this.#account;
    const reply = await this.#endpoint.send({
      method: 'POST',
      path: `/bot${token}/sendMessage`,
      body: { chat_id: chatId, text, disable_notification: severity === 'info' },
    });
    if (reply.kind === 'no-answer') return { kind: 'try-again', reason: reply.reason };
    return this.#judge(reply.status, readAnswer(reply.text));
  }

  async close(): Promise<void> {
    await this.#endpoint.close();
  }

  /** 429 and what is wrong on the other side pass; everything else would be answered the same again. */
  #judge(status: number, said: Answer | undefined): Delivery {
    if (said?.ok === true) return { kind: 'delivered' };
    const { retry_after: waitSeconds, migrate_to_chat_id: movedTo } = said?.parameters ?? {};
    const moved = movedTo === undefined ? '' : `; TELEGRAM_CHAT_ID is now ${movedTo}`;
    const reason = `${status} ${this.#withoutToken(said?.description ?? 'without a word')}${moved}`;
    if (status !== 429 && status < 500 && said !== undefined) return { kind: 'refused', reason };
    return { kind: 'try-again', reason, ...(waitSeconds !== undefined && { afterMs: waitSeconds * 1_000 }) };
  }

  /** Whatever answers may repeat what it was sent. */
  #withoutToken(text: string): string {
    return text.replaceAll(this.#account.token, '…').slice(0, 200);
  }
}

function readAnswer(text: string): Answer | undefined {
  try {
    return answer.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
