// Listening goes on over whatever Telegram does, and ends where it is told to, or where the bot is refused for good.
import { describe, expect, it } from 'vitest';
import type { BotAnswer, BotUpdate } from '../../notifier/telegram-bot.ts';
import { listenTo } from './listening.ts';
import { readAllowedUsers } from './phone-flags.ts';
import { StrangerWatch } from './stranger-watch.ts';

type Heard = BotAnswer<readonly BotUpdate[]>;

async function listened(...answers: Heard[]) {
  const stop = new AbortController();
  const heard: number[] = [];
  const troubles: string[] = [];
  const listen = (): Promise<Heard> => {
    const next = answers.shift();
    if (next === undefined) stop.abort();
    return Promise.resolve(next ?? { kind: 'answer', result: [] });
  };
  const hear = ({ update_id: id }: BotUpdate): Promise<void> => {
    heard.push(id);
    return Promise.resolve();
  };
  const onTrouble = (text: string): void => void troubles.push(text);
  const end = await listenTo({ bot: { listen }, hear, onTrouble, signal: stop.signal, retryMs: 1 });
  return { heard, troubles, end };
}

const said = (...ids: number[]): Heard => ({ kind: 'answer', result: ids.map((id) => ({ update_id: id })) });

describe('listening', () => {
  it('goes on after failures, and tells of them once', async () => {
    const failed: Heard = { kind: 'try-again', reason: '502', afterMs: 0 };
    const conflict: Heard = { kind: 'refused', reason: '409 Conflict', status: 409 };
    expect(await listened(said(1), failed, conflict, failed, said(2, 3))).toEqual({
      heard: [1, 2, 3],
      troubles: ['Telegram is not heard: 502', 'Telegram is heard again'],
      end: undefined,
    });
  });

  it('ends where the bot is refused', async () => {
    const { end } = await listened({ kind: 'refused', reason: '401 Unauthorized', status: 401 }, said(1));
    expect(end).toBe('401 Unauthorized');
  });
});

describe('strangers', () => {
  it('are told of once an hour, with their number', () => {
    const notices: string[] = [];
    let nowMs = 0;
    const watch = new StrangerWatch(
      ({ text }) => notices.push(text),
      () => nowMs,
    );
    for (let wrote = 0; wrote < 5; wrote += 1) watch.note(66);
    nowMs = 3_600_000;
    watch.note(67);
    expect(notices).toHaveLength(2);
    expect(notices[0]).toMatch(/User 66 wrote to the bot, is not in TELEGRAM_ALLOWED_USERS/);
    expect(notices[1]).toContain('It was the last of 5 messages since the alert before.');
  });
});

describe('who is allowed', () => {
  it('is a list of numbers of users, and nobody where there is none', () => {
    expect(readAllowedUsers({ TELEGRAM_ALLOWED_USERS: '11, 12 13 # us' })).toEqual({
      ok: true,
      value: new Set([11, 12, 13]),
    });
    for (const text of ['', '-100123', '@alice', '1.5', '0', '99999999999999999'])
      expect(readAllowedUsers({ TELEGRAM_ALLOWED_USERS: text })).toMatchObject({ ok: false });
  });
});
