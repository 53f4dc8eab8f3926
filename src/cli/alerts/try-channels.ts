// What `evenkeel alerts` does: says which ways there are to reach somebody, and tries each with one message. Nothing of where they lead is
// shown.
import { hostname } from 'node:os';
import { accepted, refused, type Checked } from '../../core/checked.ts';
import type { Delivery } from '../../notifier/channel.ts';
import { exitCodes } from '../exit-codes.ts';
import { loadEnvironmentFile } from '../settings/env-file.ts';
import { channelNames } from './alert-levels.ts';
import { readAlertSettings, silencesOf, type AlertSettings } from './alert-settings.ts';
import { alertMarks } from './alert-text.ts';
import { openChannels } from './reach.ts';
import { refuse } from '../refuse.ts';

/** As commander hands them over. */
export interface AlertFlags {
  readonly test?: boolean;
  readonly envFile?: string;
}

export async function tryChannels({ test: isTest = false, envFile }: AlertFlags): Promise<void> {
  const settings = settingsFrom(envFile);
  if (!settings.ok) return refuse(settings);
  process.stdout.write(describeChannels(settings.value).join(''));
  if (!isTest) return;
  const channels = openChannels(settings.value);
  if (channels.length === 0) return refuse(nowhere);
  let isAllDelivered = true;
  for (const { channel } of channels) {
    const delivery = await channel.deliver({ text: testText(), severity: 'warning' });
    await channel.close();
    process.stdout.write(`${channel.name}: ${deliveryWords(delivery)}\n`);
    isAllDelivered &&= delivery.kind === 'delivered';
  }
  if (!isAllDelivered) process.exitCode = exitCodes.notPassed;
}

function settingsFrom(envFile: string | undefined): Checked<AlertSettings> {
  const variables = loadEnvironmentFile(process.env, envFile);
  if (!variables.ok) return variables;
  const { environment, warning } = variables.value;
  if (warning !== undefined) process.stderr.write(`evenkeel: ${warning}\n`);
  const settings = readAlertSettings(environment);
  return settings.ok ? accepted(settings.value) : settings;
}

function describeChannels(settings: AlertSettings): string[] {
  const { levels, webhook } = settings;
  const format = webhook === undefined ? '' : ` (${webhook.format})`;
  const lines = channelNames.map((name) => {
    const what = settings[name] === undefined ? 'not set' : `from ${levels[name]} on`;
    return `${name.padEnd(10)}${what}${name === 'webhook' ? format : ''}\n`;
  });
  return [...lines, ...silencesOf(settings).map((text) => `${text}\n`)];
}

const testText = (): string =>
  `${alertMarks.warning} test · evenkeel\nThis is a test: alerts arrive here.\n${hostname()}`;

function deliveryWords(delivery: Delivery): string {
  switch (delivery.kind) {
    case 'delivered':
      return 'delivered';
    case 'refused':
      return `refused: ${delivery.reason}`;
    case 'try-again':
      return `did not arrive: ${delivery.reason}`;
  }
}

const nowhere = refused(
  'no-channel',
  'no channel is set, so there is none to test',
  'docs/alerts.md sets them up',
);
