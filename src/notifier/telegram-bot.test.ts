// What a bot hears of Telegram: everything once, nothing that was said before it listened, and no token in any word of it.
import { afterEach, describe, expect, it } from 'vitest';
import { TelegramBot } from './telegram-bot.ts';
import { botToken, BotStandIn } from './testing/bot-stand-in.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function opened() {
  const telegram = await BotStandIn.start();
  const bot = new TelegramBot({ token: botToken, origin: telegram.origin }, 1);
  ends.push(
    () => bot.close(),
    () => telegram.stop(),
  );
  const heard = async (): Promise<readonly (string | undefined)[]> => {
    const answer = await bot.listen();
    if (answer.kind !== 'answer') throw new Error(answer.reason);
    return answer.result.map(({ message }) => message?.text);
  };
  return { telegram, bot, heard };
}

describe('a bot', () => {
  it('does not hear what was said before it listened', async () => {
    const { telegram, heard } = await opened();
    telegram.write(1, '/flatten yes');
    telegram.write(1, '/halt yes');
    expect(await heard()).toEqual([]);
    telegram.write(1, '/status');
    expect(await heard()).toEqual(['/status']);
  });

  it('hears each word once, and waits for the next', async () => {
    const { telegram, heard } = await opened();
    await heard();
    telegram.write(1, 'one');
    telegram.write(1, 'two');
    expect(await heard()).toEqual(['one', 'two']);
    const next = heard();
    telegram.write(1, 'three');
    expect(await next).toEqual(['three']);
  });

  it('passes over what it does not understand, once', async () => {
    const { telegram, heard } = await opened();
    await heard();
    telegram.push({ message: { from: 'nobody' } });
    telegram.write(1, 'one');
    expect(await heard()).toEqual([undefined, 'one']);
    const next = heard();
    telegram.write(1, 'two');
    expect(await next).toEqual(['two']);
  });

  it.each([
    [429, { ok: false, description: 'Too Many Requests', parameters: { retry_after: 9 } }, 'try-again'],
    [502, { ok: false, description: 'Bad Gateway' }, 'try-again'],
    [409, { ok: false, description: 'Conflict: terminated by other getUpdates request' }, 'refused'],
    [401, { ok: false, description: `no bot ${botToken}` }, 'refused'],
  ] as const)('that is answered %i says what that means', async (status, body, kind) => {
    const { telegram, bot } = await opened();
    telegram.failures.push({ status, body });
    const answer = await bot.listen();
    expect(answer).toMatchObject({ kind, ...(status === 429 && { afterMs: 9_000 }) });
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('says plain text, with buttons where there are any', async () => {
    const { telegram, bot } = await opened();
    await bot.say(5, 'flat');
    await bot.say(5, 'sure?', [{ text: 'Yes', data: 'yes:1' }]);
    await bot.acknowledge('press-1');
    expect(telegram.said).toEqual([
      { chat_id: 5, text: 'flat' },
      {
        chat_id: 5,
        text: 'sure?',
        reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'yes:1' }]] },
      },
    ]);
    expect(telegram.acknowledged).toEqual(['press-1']);
  });
});
