// The settings in force: of each, the strongest text that was given, or its default. Command line over environment over the
// profile of the asset over the file.
import { assert } from '../../core/assert.ts';
import { parseBase } from '../../core/money.ts';
import {
  derivedDefaults,
  largestSize,
  type MarketFacts,
  type MarketKind,
  type TextInForce,
} from './derived-defaults.ts';
import { givenIn, type Given, type Layers } from './layers.ts';
import { moment, momentUs, utcText } from './read-time.ts';
import { settingNames, settingOf, type SettingName, type Settings } from './table/table.ts';

export interface SettingsInForce {
  readonly values: Settings;
  /** Of every setting, in the order of the table; no texts where it has no value. */
  readonly given: ReadonlyMap<SettingName, Given>;
}

export function settle(layers: Layers, market: MarketFacts): SettingsInForce {
  const given = new Map<SettingName, Given>();
  for (const name of settingNames) {
    const stated = isMoot(name, market) ? undefined : givenIn(layers, name, market.primary.base);
    given.set(name, stated ?? byDefault(settingOf(name).default));
  }
  const textOf: TextInForce = (name) => given.get(name)?.texts[0];
  const derived = derivedDefaults(market, textOf);
  for (const name of settingNames) {
    if (textOf(name) === undefined) given.set(name, byDefault(derived[name]));
  }
  spellOut(given, 'maxPosition', (text) => (parseBase(text) === 0n ? largestSize(textOf) : undefined));
  spellOut(given, 'until', (text) => {
    const stated = moment(text);
    return stated.ok && stated.value.kind === 'time-of-day'
      ? utcText(momentUs(stated.value, market.startUs))
      : undefined;
  });
  return { values: valuesOf(given), given };
}

const byDefault = (text: string | undefined): Given => ({
  texts: text === undefined ? [] : [text],
  source: { kind: 'default' },
});

/** A choice of a market that lost against a stronger one. */
function isMoot(name: SettingName, { kind }: MarketFacts): boolean {
  const { choosesMarket = false } = settingOf(name);
  return choosesMarket && !choosing[kind].includes(name);
}

const choosing: Readonly<Record<MarketKind, readonly SettingName[]>> = {
  simulated: ['ticker'],
  backtest: ['ticker'],
  replay: ['replayPrimary', 'replayHedge'],
  venues: ['primary', 'hedge', 'ticker'],
};

/** Puts what a word means in its place, so that what is shown is what will be done: "0" is the order size. */
function spellOut(
  given: Map<SettingName, Given>,
  name: SettingName,
  meaningOf: (text: string) => string | undefined,
): void {
  const stated = given.get(name);
  const [text] = stated?.texts ?? [];
  const meaning = text === undefined ? undefined : meaningOf(text);
  if (stated !== undefined && meaning !== undefined) given.set(name, { ...stated, texts: [meaning] });
}

function valuesOf(given: ReadonlyMap<SettingName, Given>): Settings {
  const values: Partial<Record<SettingName, unknown>> = {};
  for (const [name, { texts }] of given) {
    const { read, isRepeatable = false } = settingOf(name);
    const meant = texts.map((text) => {
      const reading = read(text);
      assert(reading.ok, `what is in force for ${name} was understood before`);
      return reading.value;
    });
    values[name] = isRepeatable ? meant : meant[0];
  }
  // Every value comes from the reader that its type is derived from.
  return values as Settings;
}
