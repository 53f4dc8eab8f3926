// What `evenkeel phone` does: answers on Telegram for every run of this machine, until it is told to stop. No run waits for it.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { Fleet } from '../../dashboard/fleet/fleet.ts';
import { raiseFence, type Fence } from '../../journal/fence.ts';
import { TelegramBot, type BotAccount } from '../../notifier/telegram-bot.ts';
import { counted } from '../../reports/readable.ts';
import type { Environment } from '../access/variables.ts';
import { readAlertSettings, type AlertSettings } from '../alerts/alert-settings.ts';
import { Reach } from '../alerts/reach.ts';
import { findRuns } from '../dashboard/find-runs.ts';
import { fenceFolder } from '../run/wire/fence-pair.ts';
import { loadEnvironmentFile } from '../settings/env-file.ts';
import { listenTo } from './listening.ts';
import { PhoneDesk } from './phone-desk.ts';
import { readAllowedUsers } from './phone-flags.ts';
import { StrangerWatch } from './stranger-watch.ts';
import { atHandOf } from './runs-at-hand.ts';
import { refuse } from '../refuse.ts';

/** As commander hands them over. */
export interface PhoneFlags {
  readonly runsDir: string;
  readonly envFile?: string;
}

interface PhonePlan {
  readonly account: BotAccount;
  readonly alerts: AlertSettings;
  readonly allowedUsers: ReadonlySet<number>;
  readonly fence: Fence;
}

export async function phone({ runsDir, envFile }: PhoneFlags): Promise<void> {
  const plan = planPhone(envFile);
  if (!plan.ok) return refuse(plan);
  const { account, alerts, allowedUsers, fence } = plan.value;
  const stopping = stopAsked();
  const reach = new Reach(alerts, say);
  const fleet = new Fleet(() => findRuns(runsDir));
  const bot = new TelegramBot(account);
  const strangers = new StrangerWatch(
    (notice) => reach.notify(notice),
    () => performance.now(),
  );
  const desk = new PhoneDesk({
    runs: atHandOf(fleet),
    allowedUsers,
    nowMs: Date.now,
    say: async (chatId, text, buttons) => {
      const said = await bot.say(chatId, text, buttons);
      if (said.kind !== 'answer') say(`an answer did not arrive: ${said.reason}`);
    },
    acknowledge: async (callbackId) => {
      await bot.acknowledge(callbackId);
    },
    onStranger: (userId) => strangers.note(userId),
    log: (text) => process.stdout.write(`${new Date().toISOString()} ${text}\n`),
  });
  process.stdout.write(
    `Telegram: ${counted(allowedUsers.size, 'user')} may steer the runs in ${runsDir}. Ctrl-C ends this, and no run.\n`,
  );
  const signal = stopping;
  signal.addEventListener('abort', () => void bot.close(), { once: true });
  const refusal = await listenTo({ bot, hear: (update) => desk.hear(update), onTrouble: say, signal });
  fleet.close();
  await Promise.all([bot.close(), reach.close()]);
  fence.release();
  if (refusal !== undefined)
    refuse(refused('bot-refused', `Telegram refuses the bot: ${refusal}`, 'see to TELEGRAM_BOT_TOKEN'));
}

function planPhone(envFile: string | undefined): Checked<PhonePlan> {
  const variables = loadEnvironmentFile(process.env, envFile);
  if (!variables.ok) return variables;
  const { environment, warning } = variables.value;
  if (warning !== undefined) say(warning);
  const alerts = readAlertSettings(environment);
  if (!alerts.ok) return alerts;
  const { telegram } = alerts.value;
  if (telegram === undefined)
    return refused(
      'bad-alert-setting',
      'there is no bot: TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID are not set',
      'docs/alerts.md sets one up',
    );
  const allowedUsers = readAllowedUsers(environment);
  if (!allowedUsers.ok) return allowedUsers;
  const fence = fenceBot(telegram, environment);
  if (!fence.ok) return fence;
  const { token, origin } = telegram;
  const account = { token, ...(origin !== undefined && { origin }) };
  return accepted({ account, alerts: alerts.value, allowedUsers: allowedUsers.value, fence: fence.value });
}

/** One that listens for each bot: two would each hear half. Its number is no secret. */
function fenceBot({ token }: BotAccount, environment: Environment): Checked<Fence> {
  const name = `telegram-bot-${token.split(':')[0] ?? ''}`;
  const fence = raiseFence(fenceFolder(environment), [name], `process ${process.pid}`);
  switch (fence.kind) {
    case 'fence':
      return accepted(fence);
    case 'fence-taken':
      return refused(
        'bot-in-use',
        `${fence.holder === '' ? 'another process' : fence.holder} listens to this bot already`,
        'it answers for every run of the machine; end it first',
      );
    case 'fence-trouble':
      return refused(
        'fence-unusable',
        `${fence.path} cannot keep a second listener away from this bot (${fence.reason})`,
        'make it writable, or let XDG_STATE_HOME name a folder that is',
      );
  }
}

function stopAsked(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());
  return stop.signal;
}

function say(text: string): void {
  process.stderr.write(`evenkeel: ${text}\n`);
}
