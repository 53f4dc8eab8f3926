// The layer of the command line: what commander hands over, text by the name of the setting.
import { accepted, type Checked } from '../../core/checked.ts';
import { give, noFileLayers, type Given, type Layer, type Layers } from './layers.ts';
import { settingNames, type SettingName } from './table/table.ts';

/** A repeatable setting is a list of texts. */
export type TextsByName = { readonly [Name in SettingName]?: string | readonly string[] };

export function readFlags(texts: TextsByName): Checked<Layer> {
  const layer = new Map<SettingName, Given>();
  for (const name of settingNames) {
    const given = texts[name];
    if (given === undefined) continue;
    const trimmed = (typeof given === 'string' ? [given] : given).map((text) => text.trim());
    const done = give(layer, name, { texts: trimmed, source: { kind: 'flag' } });
    if (!done.ok) return done;
  }
  return accepted(layer);
}

/** Layers of nothing but flags: for what puts runs together without a person. */
export function layersOf(texts: TextsByName): Checked<Layers> {
  const flags = readFlags(texts);
  return flags.ok ? accepted({ flags: flags.value, environment: new Map(), ...noFileLayers }) : flags;
}
