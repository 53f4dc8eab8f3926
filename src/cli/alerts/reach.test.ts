// Several ways to reach somebody: each is told what it is to be told, and a dead one keeps no other waiting.
import { expect, it } from 'vitest';
import { StandIn } from '../../notifier/testing/stand-in.ts';
import { readAlertSettings } from './alert-settings.ts';
import { Reach } from './reach.ts';

it('each channel is told from its level on, and one that is dead delays no other', async () => {
  const lark = await StandIn.start({ status: 200, body: '{"code":0}' });
  const slack = await StandIn.start({ status: 200, body: 'ok' });
  const dead = await StandIn.start(undefined);
  const settings = readAlertSettings({
    TELEGRAM_BOT_TOKEN: '123456789:AAE-secret_secret_secret_secret_secr',
    TELEGRAM_CHAT_ID: '5',
    TELEGRAM_LOCAL_ORIGIN: dead.origin,
    LARK_WEBHOOK_URL: `${lark.origin}/hook/lark`,
    EVENKEEL_WEBHOOK_URL: `${slack.origin}/hook/slack`,
    EVENKEEL_WEBHOOK_FORMAT: 'slack',
    EVENKEEL_ALERT_LEVELS: 'lark=critical,webhook=warning',
  });
  if (!settings.ok) throw new Error(settings.message);
  const reach = new Reach(settings.value, () => undefined);
  reach.notify({ severity: 'info', text: 'started' });
  reach.notify({ severity: 'warning', text: 'held' });
  reach.notify({ severity: 'critical', text: 'halted' });
  // The dead one has none of the three when everybody has given up.
  expect(await reach.close()).toBe(3);
  expect(lark.received.map(({ body }) => body)).toEqual([{ msg_type: 'text', content: { text: 'halted' } }]);
  expect(slack.received.map(({ body }) => body)).toEqual([{ text: 'held' }, { text: 'halted' }]);
  for (const web of [lark, slack, dead]) await web.stop();
}, 30_000);
