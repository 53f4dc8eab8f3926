// What a webhook is told in each format, and what is made of its answers: on a stand-in of this machine, never on the web.
import { afterEach, describe, expect, it } from 'vitest';
import { StandIn, type Answer } from './testing/stand-in.ts';
import { WebhookChannel, type WebhookFormat } from './webhook.ts';

const path = '/api/webhooks/123456789012/secret_secret?wait=true';
const opened: { close?: () => Promise<void>; stop?: () => Promise<void> }[] = [];

async function channelTo(format: WebhookFormat, answer: Answer, timeoutMs?: number) {
  const web = await StandIn.start(answer);
  const channel = new WebhookChannel({ url: new URL(path, web.origin), format }, timeoutMs);
  opened.push(channel, web);
  return { web, channel };
}

afterEach(async () => {
  for (const one of opened.splice(0)) await (one.close ?? one.stop)?.call(one);
});

const message = { text: 'held: <!channel> & @everyone', severity: 'warning' } as const;

describe('a message to a webhook', () => {
  it.each<[WebhookFormat, Answer, unknown]>([
    ['json', { status: 202, body: '' }, { source: 'evenkeel', severity: 'warning', text: message.text }],
    ['discord', { status: 204, body: '' }, { content: message.text, allowed_mentions: { parse: [] } }],
    ['slack', { status: 200, body: 'ok' }, { text: 'held: &lt;!channel&gt; &amp; @everyone' }],
  ])('as %s', async (format, answer, body) => {
    const { web, channel } = await channelTo(format, answer);
    expect(await channel.deliver(message)).toEqual({ kind: 'delivered' });
    expect(web.received).toEqual([{ method: 'POST', path, body }]);
  });

  it.each<[string, Answer, object]>([
    [
      'Slack’s way of too many',
      { status: 429, body: 'rate_limited', headers: { 'retry-after': '30' } },
      { kind: 'try-again', reason: '429 rate_limited', afterMs: 30_000 },
    ],
    [
      'Discord’s way of too many',
      { status: 429, body: '{"message":"You are being rate limited.","retry_after":0.65,"global":false}' },
      { kind: 'try-again', afterMs: 650 },
    ],
    ['trouble over there', { status: 503, body: '' }, { kind: 'try-again', reason: '503 without a word' }],
    [
      'an address that is gone',
      { status: 404, body: 'no_service' },
      { kind: 'refused', reason: '404 no_service' },
    ],
    [
      'an address that leads elsewhere',
      { status: 307, body: '', headers: { location: 'http://127.0.0.1:1/' } },
      { kind: 'refused', reason: expect.stringContaining('it sends elsewhere') },
    ],
  ])('%s', async (_what, answer, expected) => {
    const { channel, web } = await channelTo('slack', answer);
    expect(await channel.deliver(message)).toMatchObject(expected);
    expect(web.received).toHaveLength(1);
  });

  it('that is not answered is given up in time, and one that is not there fails in words', async () => {
    const { channel, web } = await channelTo('json', undefined, 50);
    expect(await channel.deliver(message)).toEqual({ kind: 'try-again', reason: 'no answer within 50 ms' });
    await web.stop();
    opened.pop();
    expect(await channel.deliver(message)).toEqual({
      kind: 'try-again',
      reason: 'it cannot be reached (ECONNREFUSED)',
    });
  });

  it('never tells the address, not even where the other side repeats it', async () => {
    const { channel } = await channelTo('json', { status: 400, body: `bad ${path}\n(secret_secret)` });
    expect(await channel.deliver(message)).toMatchObject({ kind: 'refused', reason: '400 bad … (…)' });
  });
});
