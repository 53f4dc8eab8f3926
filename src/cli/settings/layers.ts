// What was given, by where it was given: each place is a layer, and every text in it is understood before anything is chosen.
// So a mistake is found even where another layer hides it, tonight and not on the day when it comes into force.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { placeText, type Source } from './source.ts';
import { settingOf, type SettingName } from './table/table.ts';

/** Trimmed texts as they were given; several only where the setting is repeatable. */
export interface Given {
  readonly texts: readonly string[];
  readonly source: Source;
}

export type Layer = ReadonlyMap<SettingName, Given>;

/** From the strongest to the weakest; `profiles` by ticker in capitals. */
export interface Layers {
  readonly flags: Layer;
  readonly environment: Layer;
  readonly profiles: ReadonlyMap<string, Layer>;
  readonly file: Layer;
}

export type FileLayers = Pick<Layers, 'profiles' | 'file'>;

export const noFileLayers: FileLayers = { profiles: new Map(), file: new Map() };

/** Adds what was given to a layer under construction, or says what is wrong with it. */
export function give(layer: Map<SettingName, Given>, name: SettingName, given: Given): Checked<undefined> {
  const { read } = settingOf(name);
  for (const text of given.texts) {
    const reading = read(text);
    if (!reading.ok)
      return refused('bad-value', `${placeText(name, given.source)} is "${text}"`, reading.remedy);
  }
  layer.set(name, given);
  return accepted(undefined);
}

/** What is in force of a setting, before any default; the profile is that of the asset which is traded. */
export function givenIn(layers: Layers, name: SettingName, ticker: string | undefined): Given | undefined {
  const profile = ticker === undefined ? undefined : layers.profiles.get(ticker.toUpperCase());
  const { flags, environment, file } = layers;
  return flags.get(name) ?? environment.get(name) ?? profile?.get(name) ?? file.get(name);
}
