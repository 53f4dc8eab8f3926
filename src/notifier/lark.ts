// Notices by a custom bot of a Lark (or Feishu) group
// (https://open.larksuite.com/document/client-docs/bot-v3/add-custom-bot). Its address is its only key, beside the secret where
// signatures are asked for; both are told nowhere.
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Channel, ChannelMessage, Delivery } from './channel.ts';
import { judgeStatus, secretsIn, tryAgain, withoutSecrets } from './judge-answer.ts';
import { WebEndpoint } from './web-endpoint.ts';

export interface LarkBot {
  readonly url: URL;
  /** Set where the bot asks for signatures. */
  readonly secret: string | undefined;
}

/** A refusal comes with status 200 too; older bots say `StatusCode`. */
const answer = z.object({
  code: z.number().optional(),
  StatusCode: z.number().optional(),
  msg: z.string().optional(),
});

/** Too many in a minute, and trouble over there: both pass. */
const passingCodes: ReadonlySet<number> = new Set([11_232, 2_200]);

export class LarkChannel implements Channel {
  readonly name = 'Lark';
  /** Of a request's 20 KB, whatever the characters are. */
  readonly textLengthMax = 4_000;
  readonly #bot: LarkBot;
  readonly #nowSeconds: () => number;
  readonly #endpoint: WebEndpoint;

  /** `nowMs` is the wall clock: a signature counts for an hour. */
  constructor(
    bot: LarkBot,
    { nowMs = Date.now, timeoutMs }: { nowMs?: () => number; timeoutMs?: number } = {},
  ) {
    this.#bot = bot;
    this.#nowSeconds = () => Math.floor(nowMs() / 1_000);
    this.#endpoint = new WebEndpoint(bot.url.origin, timeoutMs);
  }

  async deliver({ text }: ChannelMessage): Promise<Delivery> {
    const { url, secret } = this.#bot;
    const reply = await this.#endpoint.send({
      method: 'POST',
      path: `${url.pathname}${url.search}`,
      body: { ...this.#signature(), msg_type: 'text', content: { text } },
    });
    if (reply.kind === 'no-answer') return tryAgain(reply.reason);
    const said = read(reply.text);
    const words = withoutSecrets(said?.msg ?? '', [...secretsIn(url), secret ?? '']);
    const code = said?.code ?? said?.StatusCode;
    if (code === undefined)
      return reply.status < 300
        ? tryAgain('it answers something else than Lark does')
        : judgeStatus(reply, words);
    if (code === 0) return { kind: 'delivered' };
    const reason = `${code} ${words}`;
    const isPassing = passingCodes.has(code) || reply.status === 429 || reply.status >= 500;
    return isPassing ? tryAgain(reason, reply.retryAfterMs) : { kind: 'refused', reason };
  }

  async close(): Promise<void> {
    await this.#endpoint.close();
  }

  /** The secret is a part of the key, and nothing is what it signs. */
  #signature(): Readonly<Record<string, string>> {
    const { secret } = this.#bot;
    if (secret === undefined) return {};
    const timestamp = `${this.#nowSeconds()}`;
    return { timestamp, sign: createHmac('sha256', `${timestamp}\n${secret}`).digest('base64') };
  }
}

function read(text: string): z.infer<typeof answer> | undefined {
  try {
    return answer.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
