// Notices to an address of the user's own, as plain JSON or in the words of Discord
// (https://discord.com/developers/docs/resources/webhook#execute-webhook) or Slack (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks).
// Whoever knows such an address can write there, so it is told nowhere.
import { z } from 'zod';
import type { Channel, ChannelMessage, Delivery } from './channel.ts';
import { judgeStatus, secretsIn, tryAgain, withoutSecrets } from './judge-answer.ts';
import { WebEndpoint, type WebRequest } from './web-endpoint.ts';

export const webhookFormats = ['json', 'discord', 'slack'] as const;
export type WebhookFormat = (typeof webhookFormats)[number];

export interface Webhook {
  readonly url: URL;
  readonly format: WebhookFormat;
}

interface Form {
  readonly name: string;
  readonly textLengthMax: number;
  readonly body: (message: ChannelMessage) => WebRequest['body'];
}

const forms: Readonly<Record<WebhookFormat, Form>> = {
  json: {
    name: 'the webhook',
    textLengthMax: 4_000,
    body: ({ text, severity }) => ({ source: 'evenkeel', severity, text }),
  },
  // Whatever a text says, it calls nobody by name.
  discord: {
    name: 'Discord',
    textLengthMax: 2_000,
    body: ({ text }) => ({ content: text, allowed_mentions: { parse: [] } }),
  },
  slack: { name: 'Slack', textLengthMax: 4_000, body: ({ text }) => ({ text: escapedForSlack(text) }) },
};

/** Discord's answer to too many: seconds. */
const asked = z.object({ retry_after: z.number().nonnegative() });

export class WebhookChannel implements Channel {
  readonly name: string;
  readonly textLengthMax: number;
  readonly #webhook: Webhook;
  readonly #endpoint: WebEndpoint;

  constructor(webhook: Webhook, timeoutMs?: number) {
    const { name, textLengthMax } = forms[webhook.format];
    this.name = name;
    this.textLengthMax = textLengthMax;
    this.#webhook = webhook;
    this.#endpoint = new WebEndpoint(webhook.url.origin, timeoutMs);
  }

  async deliver(message: ChannelMessage): Promise<Delivery> {
    const { url, format } = this.#webhook;
    const path = `${url.pathname}${url.search}`;
    const reply = await this.#endpoint.send({ method: 'POST', path, body: forms[format].body(message) });
    if (reply.kind === 'no-answer') return tryAgain(reply.reason);
    const retryAfterMs = reply.retryAfterMs ?? retryAfterIn(reply.text);
    return judgeStatus({ ...reply, retryAfterMs }, withoutSecrets(reply.text, secretsIn(url)));
  }

  async close(): Promise<void> {
    await this.#endpoint.close();
  }
}

function retryAfterIn(text: string): number | undefined {
  try {
    const { data } = asked.safeParse(JSON.parse(text));
    return data === undefined ? undefined : Math.ceil(data.retry_after * 1_000);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Its three characters with a meaning; `<!channel>` would wake everybody. */
const escapedForSlack = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
