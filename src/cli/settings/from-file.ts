// The layer of a YAML file, and the profiles in it. Scalars are taken as they are written, never as numbers: `size: 0.10` is the
// text "0.10". An unknown key is refused, because a limit that nobody reads is worse than none.
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type YAMLMap } from 'yaml';
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { give, noFileLayers, type FileLayers, type Given, type Layer } from './layers.ts';
import { nearest } from '../../core/nearest.ts';
import { kebabCase } from './setting.ts';
import type { Source } from './source.ts';
import { settingNames, settingOf, type SettingName } from './table/table.ts';

const profilesKey = 'profiles';
const namesByKey: ReadonlyMap<string, SettingName> = new Map(
  settingNames.map((name) => [kebabCase(name), name]),
);

/** `path` is how the file is named in messages. */
export function readFileLayers(text: string, path: string): Checked<FileLayers> {
  return new SettingsFile(text, path).read();
}

interface Entry {
  readonly key: string;
  readonly line: number;
  readonly value: unknown;
}

class SettingsFile {
  readonly #text: string;
  readonly #path: string;
  readonly #lines = new LineCounter();

  constructor(text: string, path: string) {
    this.#text = text;
    this.#path = path;
  }

  read(): Checked<FileLayers> {
    const document = parseDocument(this.#text, {
      schema: 'failsafe',
      lineCounter: this.#lines,
      prettyErrors: false,
    });
    const [problem] = [...document.errors, ...document.warnings];
    if (problem !== undefined) {
      const [message = ''] = problem.message.split('\n');
      return this.#refuse(
        this.#lineAt(problem.pos[0]),
        `no valid YAML: ${message}`,
        'write one `setting: value` a line',
      );
    }
    if (document.contents === null) return accepted(noFileLayers);
    return this.#readTop(document.contents);
  }

  #readTop(contents: Node): Checked<FileLayers> {
    if (!isMap(contents)) {
      return this.#refuse(this.#lineOf(contents), 'holds no settings', 'write one `setting: value` a line');
    }
    const file = new Map<SettingName, Given>();
    let profiles: ReadonlyMap<string, Layer> = new Map();
    for (const entry of this.#entries(contents)) {
      if (entry.key === profilesKey) {
        const read = this.#readProfiles(entry);
        if (!read.ok) return read;
        profiles = read.value;
        continue;
      }
      const done = this.#readSetting(entry, file, undefined);
      if (!done.ok) return done;
    }
    return accepted({ file, profiles });
  }

  #readProfiles({ value, line }: Entry): Checked<ReadonlyMap<string, Layer>> {
    const profiles = new Map<string, Layer>();
    if (!isMap(value)) {
      return this.#refuse(
        line,
        'profiles are no list of tickers',
        'write `profiles:`, then a ticker, then its settings, each indented',
      );
    }
    for (const { key, line: at, value: settings } of this.#entries(value)) {
      const ticker = key.toUpperCase();
      if (!isMap(settings)) {
        return this.#refuse(
          at,
          `the profile ${key} holds no settings`,
          'write one `setting: value` a line below it, indented',
        );
      }
      if (profiles.has(ticker)) {
        return this.#refuse(at, `the profile ${ticker} stands there twice`, 'make one of the two');
      }
      const profile = new Map<SettingName, Given>();
      for (const entry of this.#entries(settings)) {
        const done = this.#readSetting(entry, profile, ticker);
        if (!done.ok) return done;
      }
      profiles.set(ticker, profile);
    }
    return accepted(profiles);
  }

  #readSetting(
    { key, line, value }: Entry,
    layer: Map<SettingName, Given>,
    ticker: string | undefined,
  ): Checked<undefined> {
    const name = namesByKey.get(key);
    if (name === undefined) return this.#refuseUnknown(key, line, ticker);
    const { isRepeatable = false, choosesMarket = false } = settingOf(name);
    if (choosesMarket && ticker !== undefined) {
      return this.#refuse(
        line,
        `${key} stands in the profile ${ticker}`,
        'move it to the top level: a profile belongs to a market, and cannot choose one',
      );
    }
    const texts = textsOf(value, isRepeatable);
    if (texts === undefined) {
      const remedy = isRepeatable
        ? 'write a value, or a list of them'
        : 'write one value, in quotes if need be';
      return this.#refuse(line, `${key} has no value that can be read`, remedy);
    }
    const where = { file: this.#path, line };
    const source: Source =
      ticker === undefined ? { kind: 'file', ...where } : { kind: 'profile', ticker, ...where };
    return give(layer, name, { texts, source });
  }

  #refuseUnknown(key: string, line: number, ticker: string | undefined): Checked<never> {
    const known = [...namesByKey.keys(), ...(ticker === undefined ? [profilesKey] : [])];
    const near = nearest(key, known);
    const remedy = near === undefined ? '`evenkeel config` lists the settings' : `did you mean ${near}?`;
    return this.#refuse(line, `${key} is no setting`, remedy);
  }

  #refuse(line: number, message: string, remedy: string): Checked<never> {
    return refused('bad-config-file', `${this.#path}:${line}: ${message}`, remedy);
  }

  #entries(map: YAMLMap): Entry[] {
    return map.items.map(({ key, value }) => ({
      key: isScalar(key) ? String(key.value) : '',
      line: this.#lineOf(key),
      value,
    }));
  }

  #lineOf(node: unknown): number {
    return this.#lineAt(isScalar(node) || isMap(node) || isSeq(node) ? (node.range?.[0] ?? 0) : 0);
  }

  #lineAt(offset: number): number {
    return this.#lines.linePos(offset).line;
  }
}

/** `undefined` where there is anything but text; a map of a repeatable setting is NAME: VALUE for NAME=VALUE. */
function textsOf(value: unknown, isRepeatable: boolean): string[] | undefined {
  if (isScalar(value)) return typeof value.value === 'string' ? [value.value.trim()] : undefined;
  if (!isRepeatable) return undefined;
  const texts = isSeq(value)
    ? value.items.map((item) =>
        isScalar(item) && typeof item.value === 'string' ? item.value.trim() : undefined,
      )
    : isMap(value)
      ? value.items.map(({ key, value: each }) =>
          isScalar(key) && isScalar(each) && typeof each.value === 'string'
            ? `${String(key.value)}=${each.value.trim()}`
            : undefined,
        )
      : [undefined];
  return texts.every((text) => text !== undefined) ? texts : undefined;
}
