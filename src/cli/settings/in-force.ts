// The settings in force: of each, the strongest text that was given, or its default. Command line over environment over the
// profile of the asset over the file.
import { assert } from '../../core/assert.ts';
import { parseBase } from '../../core/money.ts';
import { derivedDefaults, largestSize, type MarketFacts, type TextInForce } from './derived-defaults.ts';
import { givenIn, type Given, type Layers } from './layers.ts';
import type { Setting } from './setting.ts';
import { settingNames, table, type SettingName, type Settings } from './table.ts';

export interface SettingsInForce {
  readonly values: Settings;
  /** Of every setting, in the order of the table; no texts where it has no value. */
  readonly given: ReadonlyMap<SettingName, Given>;
}

export function settle(layers: Layers, market: MarketFacts): SettingsInForce {
  const given = new Map<SettingName, Given>();
  for (const name of settingNames) {
    const entry: Setting = table[name];
    const texts = entry.default === undefined ? [] : [entry.default];
    const stated = isMoot(name, market) ? undefined : givenIn(layers, name, market.base);
    given.set(name, stated ?? { texts, source: { kind: 'default' } });
  }
  const textOf: TextInForce = (name) => given.get(name)?.texts[0];
  const derived = derivedDefaults(market, textOf);
  for (const name of settingNames) {
    const text = derived[name];
    if (text !== undefined && textOf(name) === undefined)
      given.set(name, { texts: [text], source: { kind: 'default' } });
  }
  replaceZeroPosition(given, textOf);
  return { values: valuesOf(given), given };
}

/** A choice of a market that lost against a stronger one. */
function isMoot(name: SettingName, { isReplay }: MarketFacts): boolean {
  const { choosesMarket = false }: Setting = table[name];
  return choosesMarket && (name === 'ticker') === isReplay;
}

/** `--max-position 0` is a word for the order size. */
function replaceZeroPosition(given: Map<SettingName, Given>, textOf: TextInForce): void {
  const size = largestSize(textOf);
  const limit = given.get('maxPosition');
  if (size === undefined || limit === undefined || parseBase(limit.texts[0] ?? '') !== 0n) return;
  given.set('maxPosition', { ...limit, texts: [size] });
}

function valuesOf(given: ReadonlyMap<SettingName, Given>): Settings {
  const values: Partial<Record<SettingName, unknown>> = {};
  for (const [name, { texts }] of given) {
    const entry: Setting = table[name];
    const read = texts.map((text) => {
      const reading = entry.read(text);
      assert(reading.ok, `what is in force for ${name} was understood before`);
      return reading.value;
    });
    values[name] = entry.isRepeatable === true ? read : read[0];
  }
  // Every value comes from the reader that its type is derived from.
  return values as Settings;
}
