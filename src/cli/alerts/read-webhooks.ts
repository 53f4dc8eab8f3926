// Channels that are an address: Lark's bot, and a webhook of the user's own. Whoever knows an address can use it: a wrong one is named by
// its variable, and never shown.
import { accepted, refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import type { LarkBot } from '../../notifier/lark.ts';
import { webhookFormats, type Webhook } from '../../notifier/webhook.ts';
import { loopbackOrigin } from '../access/site.ts';
import { valueIn, type Environment } from '../access/variables.ts';
import { webhookFormatVariable, webhookVariable } from '../settings/from-environment.ts';

export const larkVariable = 'LARK_WEBHOOK_URL';
const larkSecretVariable = 'LARK_SECRET';

export function readLark(environment: Environment): Checked<LarkBot | undefined> {
  const url = addressIn(environment, larkVariable);
  if (!url.ok) return url;
  const secret = valueIn(environment, larkSecretVariable);
  if (url.value === undefined)
    return secret === ''
      ? accepted(undefined)
      : bad(`${larkSecretVariable} is set, and ${larkVariable} is not`, 'set both, or only the address');
  return accepted({ url: url.value, secret: secret === '' ? undefined : secret });
}

export function readWebhook(environment: Environment): Checked<Webhook | undefined> {
  const url = addressIn(environment, webhookVariable);
  if (!url.ok) return url;
  const name = valueIn(environment, webhookFormatVariable).toLowerCase();
  const format = name === '' ? 'json' : webhookFormats.find((known) => known === name);
  if (format === undefined)
    return bad(`${webhookFormatVariable} is "${name.slice(0, 40)}"`, `use ${webhookFormats.join(', ')}`);
  if (url.value !== undefined) return accepted({ url: url.value, format });
  return name === ''
    ? accepted(undefined)
    : bad(`${webhookFormatVariable} is set, and ${webhookVariable} is not`, 'set both, or neither');
}

/** Encrypted, but for what stays on this machine: the address is the key. */
function addressIn(environment: Environment, variable: string): Checked<URL | undefined> {
  const text = valueIn(environment, variable);
  if (text === '') return accepted(undefined);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOwn = url !== undefined && loopbackOrigin(`${url.origin}/`) !== undefined;
  if (url !== undefined && (url.protocol === 'https:' || isOwn) && url.username === '' && url.password === '')
    return accepted(url);
  return bad(`${variable} is no address`, 'it begins with https://, as the service gives it');
}

const bad = (message: string, remedy: string): CheckFailure => refused('bad-alert-setting', message, remedy);
