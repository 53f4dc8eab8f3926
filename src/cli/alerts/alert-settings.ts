// Where alerts go, from the environment. All of it is secret: a wrong value is named by its variable, and never shown.
import { accepted, refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import type { TelegramAccount } from '../../notifier/telegram.ts';
import { loopbackOrigin } from '../access/site.ts';
import { valueIn, type Environment } from '../access/variables.ts';
import type { LarkBot } from '../../notifier/lark.ts';
import type { Webhook } from '../../notifier/webhook.ts';
import { heartbeatVariable, webhookVariable } from '../settings/from-environment.ts';
import { readAlertLevels, type AlertLevels } from './alert-levels.ts';
import { larkVariable, readLark, readWebhook } from './read-webhooks.ts';

export interface AlertSettings {
  readonly telegram: TelegramAccount | undefined;
  readonly lark: LarkBot | undefined;
  readonly webhook: Webhook | undefined;
  readonly levels: AlertLevels;
  readonly heartbeatUrl: URL | undefined;
}

const tokenVariable = 'TELEGRAM_BOT_TOKEN';
const chatVariable = 'TELEGRAM_CHAT_ID';
/** For tests: a stand-in on this machine. */
const telegramOriginVariable = 'TELEGRAM_LOCAL_ORIGIN';

export function readAlertSettings(environment: Environment): Checked<AlertSettings> {
  const telegram = readTelegram(environment);
  if (!telegram.ok) return telegram;
  const lark = readLark(environment);
  if (!lark.ok) return lark;
  const webhook = readWebhook(environment);
  if (!webhook.ok) return webhook;
  const levels = readAlertLevels(environment);
  if (!levels.ok) return levels;
  const heartbeatUrl = readHeartbeat(environment);
  if (!heartbeatUrl.ok) return heartbeatUrl;
  return accepted({
    telegram: telegram.value,
    lark: lark.value,
    webhook: webhook.value,
    levels: levels.value,
    heartbeatUrl: heartbeatUrl.value,
  });
}

/** What a live run is told that nobody would hear of, in sentences. */
export function silencesOf({ telegram, lark, webhook, heartbeatUrl }: AlertSettings): readonly string[] {
  const unheard: string[] = [];
  if (telegram === undefined && lark === undefined && webhook === undefined)
    unheard.push(
      `nobody is told of a halt, or of what stays naked: set ${tokenVariable} and ${chatVariable}, ${larkVariable}, or ${webhookVariable} (docs/alerts.md)`,
    );
  if (heartbeatUrl === undefined)
    unheard.push(
      `nobody is told when this process dies or stalls: set ${heartbeatVariable} to a URL that expects a sign of life (docs/alerts.md)`,
    );
  return unheard;
}

function readTelegram(environment: Environment): Checked<TelegramAccount | undefined> {
  const token = valueIn(environment, tokenVariable);
  const chatId = valueIn(environment, chatVariable);
  if (token === '' && chatId === '') return accepted(undefined);
  if (token === '' || chatId === '') {
    const [set, missing] = token === '' ? [chatVariable, tokenVariable] : [tokenVariable, chatVariable];
    return bad(`${set} is set, and ${missing} is not`, 'set both, or neither');
  }
  if (!/^\d{5,15}:[\w-]{30,60}$/.test(token))
    return bad(
      `${tokenVariable} is no token of a bot`,
      'it looks like 123456789:AAE…, as BotFather gives it',
    );
  if (!/^(-?\d{1,20}|@\w{4,40})$/.test(chatId))
    return bad(`${chatVariable} names no chat`, 'use its number, negative for a group, or @channel');
  const local = valueIn(environment, telegramOriginVariable);
  if (local === '') return accepted({ token, chatId });
  const origin = loopbackOrigin(local);
  return origin === undefined
    ? bad(`${telegramOriginVariable} is not the address of a server on this machine`, 'take it away')
    : accepted({ token, chatId, origin });
}

function readHeartbeat(environment: Environment): Checked<URL | undefined> {
  const text = valueIn(environment, heartbeatVariable);
  if (text === '') return accepted(undefined);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'https:' || url?.protocol === 'http:'
    ? accepted(url)
    : bad(
        `${heartbeatVariable} is no address`,
        'it begins with https://, as the service that watches gives it',
      );
}

const bad = (message: string, remedy: string): CheckFailure => refused('bad-alert-setting', message, remedy);
