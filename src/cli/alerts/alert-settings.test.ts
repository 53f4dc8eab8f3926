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
    ['a Lark bot that is no address', { LARK_WEBHOOK_URL: 'secret' }, /^LARK_WEBHOOK_URL is no address$/],
    [
      'a Lark bot whose address anybody can read on its way',
      { LARK_WEBHOOK_URL: 'http://open.larksuite.com/secret' },
      /no address$/,
    ],
    [
      'a Lark secret without an address',
      { LARK_SECRET: 'secret' },
      /^LARK_SECRET is set, and LARK_WEBHOOK_URL/,
    ],
    [
      'a webhook with a password in it',
      { EVENKEEL_WEBHOOK_URL: 'https://a:secret@b.example/' },
      /no address$/,
    ],
    [
      'a format that nobody speaks',
      { EVENKEEL_WEBHOOK_URL: 'https://b.example/secret', EVENKEEL_WEBHOOK_FORMAT: 'xml' },
      /^EVENKEEL_WEBHOOK_FORMAT is "xml"$/,
    ],
    ['a format without a webhook', { EVENKEEL_WEBHOOK_FORMAT: 'slack' }, /and EVENKEEL_WEBHOOK_URL is not$/],
    [
      'a level that is none',
      { EVENKEEL_ALERT_LEVELS: 'lark=loud' },
      /^EVENKEEL_ALERT_LEVELS has "lark=loud"$/,
    ],
    ['a channel that is none', { EVENKEEL_ALERT_LEVELS: 'fax=info' }, /has "fax=info"$/],
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

  it('say which kind of message a webhook takes, and what is told where', () => {
    const read = readAlertSettings({
      LARK_WEBHOOK_URL: 'https://open.larksuite.com/open-apis/bot/v2/hook/secret',
      LARK_SECRET: 'secret',
      EVENKEEL_WEBHOOK_URL: 'http://127.0.0.1:9/hook',
      EVENKEEL_WEBHOOK_FORMAT: 'Discord',
      EVENKEEL_ALERT_LEVELS: 'lark = critical, webhook=warning',
    });
    expect(read).toMatchObject({
      ok: true,
      value: {
        lark: { secret: 'secret' },
        webhook: { url: new URL('http://127.0.0.1:9/hook'), format: 'discord' },
        levels: { telegram: 'info', lark: 'critical', webhook: 'warning' },
      },
    });
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
