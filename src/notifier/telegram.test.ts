// What a bot is told, and what is made of its answers: on a stand-in of this machine, never on Telegram.
import { afterEach, describe, expect, it } from 'vitest';
import { StandIn, type Answer } from './testing/stand-in.ts';
import { TelegramChannel } from './telegram.ts';

const token = '123456789:AAE-secret_secret_secret_secret_secr';
const opened: { close?: () => Promise<void>; stop?: () => Promise<void> }[] = [];

async function channelTo(answer: Answer, timeoutMs?: number) {
  const telegram = await StandIn.start(answer);
  const channel = new TelegramChannel({ token, chatId: '-100123', origin: telegram.origin }, timeoutMs);
  opened.push(channel, telegram);
  return { telegram, channel };
}

afterEach(async () => {
  for (const one of opened.splice(0)) await (one.close ?? one.stop)?.call(one);
});

const said = (status: number, body: unknown): Answer => ({ status, body: JSON.stringify(body) });

describe('a message by Telegram', () => {
  it('is plain text for one chat, with a sound unless it is silent', async () => {
    const { telegram, channel } = await channelTo(said(200, { ok: true, result: { message_id: 1 } }));
    expect(await channel.deliver({ text: 'flat <at> last_', severity: 'info' })).toEqual({
      kind: 'delivered',
    });
    expect(telegram.received).toEqual([
      {
        method: 'POST',
        path: `/bot${token}/sendMessage`,
        body: { chat_id: '-100123', text: 'flat <at> last_', disable_notification: true },
      },
    ]);
  });

  it.each<[string, Answer, object]>([
    [
      'too many: it waits as long as it is asked to',
      said(429, {
        ok: false,
        error_code: 429,
        description: 'Too Many Requests: retry after 17',
        parameters: { retry_after: 17 },
      }),
      { kind: 'try-again', afterMs: 17_000 },
    ],
    [
      'a token that is not known',
      said(401, { ok: false, error_code: 401, description: 'Unauthorized' }),
      { kind: 'refused', reason: '401 Unauthorized' },
    ],
    [
      'a group that has moved',
      said(400, {
        ok: false,
        description: 'Bad Request: group chat was upgraded to a supergroup chat',
        parameters: { migrate_to_chat_id: -1009 },
      }),
      { kind: 'refused', reason: expect.stringContaining('TELEGRAM_CHAT_ID is now -1009') },
    ],
    ['trouble over there', said(502, { ok: false, description: 'Bad Gateway' }), { kind: 'try-again' }],
    ['a page in between', { status: 200, body: '<html>log in first</html>' }, { kind: 'try-again' }],
    ['a page instead of a refusal', { status: 403, body: '<html>' }, { kind: 'try-again' }],
  ])('%s', async (_what, answer, expected) => {
    const { channel } = await channelTo(answer);
    expect(await channel.deliver({ text: 'x', severity: 'critical' })).toMatchObject(expected);
  });

  it('that is not answered is given up in time', async () => {
    const { channel } = await channelTo(undefined, 50);
    expect(await channel.deliver({ text: 'x', severity: 'critical' })).toEqual({
      kind: 'try-again',
      reason: 'no answer within 50 ms',
    });
  });

  it('to a host that is not there fails in words', async () => {
    const { channel, telegram } = await channelTo(undefined);
    await telegram.stop();
    opened.pop();
    expect(await channel.deliver({ text: 'x', severity: 'critical' })).toEqual({
      kind: 'try-again',
      reason: 'it cannot be reached (ECONNREFUSED)',
    });
  });

  it('never tells the token, not even where the other side repeats it', async () => {
    const { channel } = await channelTo(said(404, { ok: false, description: `no /bot${token}/sendMessage` }));
    const delivery = await channel.deliver({ text: 'x', severity: 'critical' });
    expect(delivery).toMatchObject({ kind: 'refused', reason: '404 no /bot…/sendMessage' });
  });
});
