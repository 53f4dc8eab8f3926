// Where alerts go is secret: what is wrong with it is said by name, and never by value.
import { describe, expect, it } from 'vitest';
import { readAlertSettings, silencesOf } from './alert-settings.ts';

const token = '123456789:AAE-secret_secret_secret_secret_secr';
const telegram = { TELEGRAM_BOT_TOKEN: token, TELEGRAM_CHAT_ID: '-100123' };
const heartbeat = { EVENKEEL_HEARTBEAT_URL: 'https://hc.example/ping/secret-path' };

describe('the settings of alerts', () => {
  it('are read from the names that users’ files already have, remarks left out', () => {
    const read = readAlertSettings({ ...telegram, TELEGRAM_CHAT_ID: ' @night_watch # ours', ...heartbeat });
    expect(read).toMatchObject({
      ok: true,
      value: {
        telegram: { token, chatId: '@night_watch' },
        heartbeatUrl: new URL('https://hc.example/ping/secret-path'),
      },
    });
  });

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'a token without a chat',
      { TELEGRAM_BOT_TOKEN: token },
      /^TELEGRAM_BOT_TOKEN is set, and TELEGRAM_CHAT_ID is not$/,
    ],
    [
      'a chat without a token',
      { TELEGRAM_CHAT_ID: '5' },
      /^TELEGRAM_CHAT_ID is set, and TELEGRAM_BOT_TOKEN is not$/,
    ],
    [
      'what is no token',
      { ...telegram, TELEGRAM_BOT_TOKEN: 'secret-words' },
      /^TELEGRAM_BOT_TOKEN is no token/,
    ],
    ['a token with a path in it', { ...telegram, TELEGRAM_BOT_TOKEN: `${token}/../secret` }, /no token/],
    ['what is no chat', { ...telegram, TELEGRAM_CHAT_ID: 'secret me' }, /^TELEGRAM_CHAT_ID names no chat$/],
    [
      'a stand-in on another machine',
      { ...telegram, TELEGRAM_LOCAL_ORIGIN: 'http://secret.example' },
      /this machine/,
    ],
    [
      'a heartbeat that is no address',
      { EVENKEEL_HEARTBEAT_URL: 'secret' },
      /^EVENKEEL_HEARTBEAT_URL is no address$/,
    ],
    ['a heartbeat to a file', { EVENKEEL_HEARTBEAT_URL: 'file:///secret' }, /is no address$/],
  ])('refuse %s', (_what, environment, expected) => {
    const read = readAlertSettings(environment);
    expect(read).toMatchObject({
      ok: false,
      code: 'bad-alert-setting',
      message: expect.stringMatching(expected),
    });
    expect(JSON.stringify(read)).not.toContain('secret');
  });

  it.each<[string, Record<string, string>, readonly RegExp[]]>([
    ['neither', {}, [/TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID/, /EVENKEEL_HEARTBEAT_URL/]],
    ['no heartbeat', telegram, [/dies or stalls.*EVENKEEL_HEARTBEAT_URL/]],
    ['no Telegram', heartbeat, [/a halt, or of what stays naked/]],
    ['both', { ...telegram, ...heartbeat }, []],
  ])('with %s: a live run is told what nobody would hear of', (_what, environment, expected) => {
    const read = readAlertSettings(environment);
    const silences = read.ok ? silencesOf(read.value) : [];
    expect(silences).toHaveLength(expected.length);
    for (const [index, text] of expected.entries()) expect(silences[index]).toMatch(text);
  });
});
