// What a Lark bot is told, and what is made of its answers: on a stand-in of this machine, never on Lark.
import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { LarkChannel, type LarkBot } from './lark.ts';
import { StandIn, type Answer } from './testing/stand-in.ts';

const path = '/open-apis/bot/v2/hook/0a1b2c3d-secret-secret';
const opened: { close?: () => Promise<void>; stop?: () => Promise<void> }[] = [];

async function channelTo(answer: Answer, secret?: string, timeoutMs?: number) {
  const lark = await StandIn.start(answer);
  const bot: LarkBot = { url: new URL(path, lark.origin), secret };
  const channel = new LarkChannel(bot, {
    nowMs: () => 1_700_000_000_999,
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
  opened.push(channel, lark);
  return { lark, channel };
}

afterEach(async () => {
  for (const one of opened.splice(0)) await (one.close ?? one.stop)?.call(one);
});

const said = (status: number, body: unknown, headers?: Record<string, string>): Answer => ({
  status,
  body: JSON.stringify(body),
  ...(headers !== undefined && { headers }),
});
const message = { text: 'flat <at user_id="all">', severity: 'info' } as const;

describe('a message by Lark', () => {
  it('is plain text, without a signature where none is asked for', async () => {
    const { lark, channel } = await channelTo(said(200, { code: 0, msg: 'success', data: {} }));
    expect(await channel.deliver(message)).toEqual({ kind: 'delivered' });
    expect(lark.received).toEqual([
      { method: 'POST', path, body: { msg_type: 'text', content: { text: message.text } } },
    ]);
  });

  it('is signed with the second and the secret', async () => {
    const { lark, channel } = await channelTo(said(200, { StatusCode: 0, StatusMessage: 'success' }), 'demo');
    expect(await channel.deliver(message)).toEqual({ kind: 'delivered' });
    expect(lark.received[0]?.body).toMatchObject({
      timestamp: '1700000000',
      sign: createHmac('sha256', '1700000000\ndemo').update('').digest('base64'),
    });
  });

  it.each<[string, Answer, object]>([
    [
      'a wrong signature',
      said(200, { code: 19_021, msg: 'sign match fail or timestamp is not within one hour' }),
      { kind: 'refused', reason: expect.stringMatching(/^19021 sign match fail/) },
    ],
    [
      'too many in a minute',
      said(200, { code: 11_232, msg: 'frequency limited' }, { 'retry-after': '7' }),
      { kind: 'try-again', afterMs: 7_000 },
    ],
    ['trouble over there', said(502, { code: 1, msg: 'bad gateway' }), { kind: 'try-again' }],
    ['a page in between', { status: 200, body: '<html>log in first</html>' }, { kind: 'try-again' }],
    ['a bot that is gone', { status: 404, body: '' }, { kind: 'refused', reason: '404 without a word' }],
    [
      'an address that leads elsewhere',
      { status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } },
      { kind: 'refused', reason: expect.stringContaining('it sends elsewhere') },
    ],
  ])('%s', async (_what, answer, expected) => {
    const { lark, channel } = await channelTo(answer);
    expect(await channel.deliver(message)).toMatchObject(expected);
    expect(lark.received).toHaveLength(1);
  });

  it('that is not answered is given up in time', async () => {
    const { channel } = await channelTo(undefined, undefined, 50);
    expect(await channel.deliver(message)).toEqual({ kind: 'try-again', reason: 'no answer within 50 ms' });
  });

  it('never tells the address or the secret, not even where the other side repeats them', async () => {
    const echo = `no bot at ${path} (0a1b2c3d-secret-secret, deep-secret)`;
    const { channel } = await channelTo(said(200, { code: 9_499, msg: echo }), 'deep-secret');
    const delivery = await channel.deliver(message);
    expect(delivery).toMatchObject({ kind: 'refused', reason: '9499 no bot at … (…, …)' });
  });
});
