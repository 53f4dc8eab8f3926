// The questions about keys: of each venue, and of a bot that tells of halts. What is secret is typed out of sight, and what cannot be a key
// is told by the name of its variable, as in every command that reads it.
import { accepted, type Checked } from '../../core/checked.ts';
import { credentialNames } from '../../venues/credentials.ts';
import { venueRegistry } from '../../venues/registry.ts';
import type { VenueAdapter } from '../../venues/adapter.ts';
import { findAdapter } from '../access/find-adapter.ts';
import type { Environment } from '../access/variables.ts';
import { readAlertSettings } from '../alerts/alert-settings.ts';
import type { Reading } from '../settings/setting.ts';
import { ask, askWhether, type Interviewer } from './interviewer.ts';

/** Variables for `.env`. */
export type Variables = Readonly<Record<string, string>>;

export async function askKeys(
  venue: string,
  environment: Environment,
  interviewer: Interviewer,
): Promise<Checked<Variables>> {
  const adapter = await findAdapter(venue, venueRegistry);
  if (!adapter.ok) return adapter;
  if (adapter.value.readCredentials(environment).ok) {
    interviewer.tell(`Keys of ${venue}: they are there already, and stay.\n`);
    return accepted({});
  }
  const wanted = await askWhether(interviewer, `Enter the keys of ${venue} now? Paper needs none`, false);
  if (!wanted.ok) return wanted;
  if (!wanted.value) return accepted({});
  const names = (credentialNames[venue] ?? []).filter((name) => !mayBeLeftOut.has(name));
  return askVariables(interviewer, names, {
    usual: (name) => (name.endsWith('_ENVIRONMENT') ? adapter.value.capabilities.environments[0] : undefined),
    judge: (variables) => adapter.value.readCredentials(variables),
  });
}

export async function askTelegram(
  environment: Environment,
  interviewer: Interviewer,
): Promise<Checked<Variables>> {
  const there = readAlertSettings(environment);
  if (there.ok && there.value.telegram !== undefined) return accepted({});
  const wanted = await askWhether(
    interviewer,
    'Be told of halts by Telegram? You need a bot of your own: docs/alerts.md',
    false,
  );
  if (!wanted.ok) return wanted;
  if (!wanted.value) return accepted({});
  return askVariables(interviewer, ['TELEGRAM_BOT_TOKEN', 'TELEGRAM_CHAT_ID'], {
    usual: () => undefined,
    judge: (variables) => readAlertSettings(variables),
  });
}

interface Judging {
  readonly usual: (name: string) => string | undefined;
  /** Of all of them together; a failure names the variable that is at fault. */
  readonly judge: (variables: Variables) => Checked<unknown>;
}

/** All of them, and then those again that were no good, until all are. */
async function askVariables(
  interviewer: Interviewer,
  names: readonly string[],
  { usual, judge }: Judging,
): Promise<Checked<Variables>> {
  const variables: Record<string, string> = {};
  let missing = names;
  for (;;) {
    for (const name of missing) {
      const isHidden = !isPublic(name);
      const text = isHidden ? `  ${name} (not shown)` : `  ${name}`;
      const typed = await ask(interviewer, { text, usual: usual(name), isHidden, read: oneWord });
      if (!typed.ok) return typed;
      variables[name] = typed.value;
    }
    const judged = judge(variables);
    if (judged.ok) return accepted(variables);
    interviewer.tell(`  ${judged.message}: ${judged.remedy}\n`);
    const atFault = names.filter((name) => judged.message.includes(name));
    missing = atFault.length === 0 ? names : atFault;
  }
}

const mayBeLeftOut: ReadonlySet<string> = new Set(['PARADEX_L1_ADDRESS']);

const isPublic = (name: string): boolean =>
  /_(PUBLIC_KEY|ADDRESS|ENVIRONMENT|ACCOUNT_ID|CHAT_ID)$/.test(name);

/** A line of `.env` needs no quotes for these, and no key has any other character. */
const oneWord = (text: string): Reading<string> =>
  /^[\w+/=:.@-]+$/.test(text)
    ? { ok: true, value: text }
    : { ok: false, remedy: 'paste it once more, without quotes and spaces' };

/** Of those that can trade with the keys that the environment has. */
export async function haveKeys(venues: readonly string[], environment: Environment): Promise<boolean> {
  const adapters = await Promise.all(venues.map((venue) => findAdapter(venue, venueRegistry)));
  const canTrade = (adapter: Checked<VenueAdapter>): boolean =>
    adapter.ok && adapter.value.readCredentials(environment).ok;
  return adapters.every(canTrade);
}
