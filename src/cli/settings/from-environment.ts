// The layer of the environment: EVENKEEL_… variables. An empty one counts as not given; one that names no setting is a typing
// mistake that would otherwise go unnoticed until it costs money.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { give, type Given, type Layer } from './layers.ts';
import { nearest } from '../../core/nearest.ts';
import { environmentName, environmentPrefix } from './setting.ts';
import { settingNames, settingOf, type SettingName } from './table/table.ts';

/** Names the configuration file, like `--config`. */
export const configFileVariable = `${environmentPrefix}CONFIG`;
/** Where signs of life go. Whoever knows the address can send them too, so it is told nowhere, as a setting would be. */
export const heartbeatVariable = `${environmentPrefix}HEARTBEAT_URL`;

/** Where alerts go beside their own names, which kind of message it takes, and what is told where. */
export const webhookVariable = `${environmentPrefix}WEBHOOK_URL`;
export const webhookFormatVariable = `${environmentPrefix}WEBHOOK_FORMAT`;
export const alertLevelsVariable = `${environmentPrefix}ALERT_LEVELS`;

/** What lets a page of the dashboard act. */
export const dashboardTokenVariable = `${environmentPrefix}DASHBOARD_TOKEN`;

const otherVariables: readonly string[] = [
  configFileVariable,
  heartbeatVariable,
  webhookVariable,
  webhookFormatVariable,
  alertLevelsVariable,
  dashboardTokenVariable,
];

const namesByVariable: ReadonlyMap<string, SettingName> = new Map(
  settingNames.map((name) => [environmentName(name), name]),
);

/** `loaded` are the variables that came from a file, by name. */
export function readEnvironment(
  environment: NodeJS.ProcessEnv,
  loaded: ReadonlyMap<string, string>,
): Checked<Layer> {
  const layer = new Map<SettingName, Given>();
  for (const [variable, value = ''] of Object.entries(environment)) {
    const given = value.trim();
    if (!variable.startsWith(environmentPrefix) || otherVariables.includes(variable) || given === '')
      continue;
    const name = namesByVariable.get(variable);
    if (name === undefined) return refuse(variable);
    const { isRepeatable = false } = settingOf(name);
    const texts = isRepeatable ? given.split(',').map((text) => text.trim()) : [given];
    const source = { kind: 'environment', file: loaded.get(variable) } as const;
    const done = give(layer, name, { texts, source });
    if (!done.ok) return done;
  }
  return accepted(layer);
}

/** Judged without the prefix, which every name shares. */
function refuse(variable: string): Checked<never> {
  const known = [...namesByVariable.keys(), ...otherVariables].map(withoutPrefix);
  const near = nearest(withoutPrefix(variable), known);
  const remedy =
    near === undefined
      ? 'remove it; `evenkeel config` lists the settings'
      : `did you mean ${environmentPrefix}${near}?`;
  return refused('unknown-variable', `${variable} names no setting`, remedy);
}

const withoutPrefix = (variable: string): string => variable.slice(environmentPrefix.length);
