// All settings of a run, in the order in which they are shown. This is the only list of them: options, variables, the file,
// `evenkeel config` and the journal's record are made from it.
import type { Reader, Setting } from '../setting.ts';
import { alertSettings } from './alerts.ts';
import { costAndVolumeSettings } from './cost-and-volume.ts';
import { endSettings } from './ends.ts';
import { legSettings } from './legs.ts';
import { limitSettings } from './limits.ts';
import { marketSettings } from './market.ts';
import { recordSettings } from './records.ts';
import { simulationSettings } from './simulation.ts';

const table = {
  ...marketSettings,
  ...legSettings,
  ...costAndVolumeSettings,
  ...limitSettings,
  ...endSettings,
  ...simulationSettings,
  ...recordSettings,
  ...alertSettings,
} as const;

type Table = typeof table;
export type SettingName = keyof Table;

const namesIn = (group: object): readonly SettingName[] => Object.keys(group) as SettingName[];

export const settingNames = namesIn(table);

/** Every setting is in one group, under its title. */
export const groups: readonly { readonly title: string; readonly names: readonly SettingName[] }[] = [
  { title: 'market', names: namesIn(marketSettings) },
  { title: 'legs', names: namesIn(legSettings) },
  { title: 'cost and volume', names: namesIn(costAndVolumeSettings) },
  { title: 'limits', names: namesIn(limitSettings) },
  { title: 'ends', names: namesIn(endSettings) },
  { title: 'simulation', names: namesIn(simulationSettings) },
  { title: 'records', names: namesIn(recordSettings) },
  { title: 'alerts', names: namesIn(alertSettings) },
];

export const settingOf = (name: SettingName): Setting => table[name];

type ValueOf<Entry extends Setting> = Entry extends { readonly read: Reader<infer Value> } ? Value : never;
type Settled<Entry extends Setting> = Entry extends { readonly isRepeatable: true }
  ? readonly ValueOf<Entry>[]
  : Entry extends { readonly default: string } | { readonly isAlwaysSet: true }
    ? ValueOf<Entry>
    : ValueOf<Entry> | undefined;

/** Every setting with the value that its text means. Times are in ms, percentages in 10^−18 of a percent. */
export type Settings = { readonly [Name in SettingName]: Settled<Table[Name]> };
