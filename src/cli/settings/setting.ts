// One setting of a run: what it is called on the command line, in the environment and in a file, and how its text is read.

/** What a text means, or what would have been right: the text itself is named by whoever knows where it stands. */
export type Reading<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly remedy: string };

/** Reads trimmed text; money and times never pass through a float. */
export type Reader<Value> = (text: string) => Reading<Value>;

/** By this all faces of a setting are made: the option, the variable, the key of the file, and its line in `config`. */
export interface Setting {
  readonly metavar: string;
  /** What the figure is in, for people; `seconds` unless it names another unit itself. */
  readonly unit?: 'base' | 'quote' | 'bps' | 'percent' | 'seconds';
  /** One line, without its default. */
  readonly help: string;
  readonly read: Reader<unknown>;
  /** As it would be typed. */
  readonly default?: string;
  /** In words, where it depends on the market or on another setting; what it comes to is in `derived-defaults.ts`. */
  readonly defaultInWords?: string;
  /** The derived default always comes to something. */
  readonly isAlwaysSet?: boolean;
  /** Each occurrence adds a value: a list in a file, commas in a variable. */
  readonly isRepeatable?: boolean;
  /** It says which market is traded, so it has no place in the profile of one. */
  readonly choosesMarket?: boolean;
}

export type SettingGroup = Readonly<Record<string, Setting>>;

/** `maxCostPerMillion` is "max-cost-per-million" on the command line and in a file. */
export const kebabCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export const environmentPrefix = 'EVENKEEL_';

/** `maxCostPerMillion` is EVENKEEL_MAX_COST_PER_MILLION in the environment. */
export const environmentName = (name: string): string =>
  `${environmentPrefix}${kebabCase(name).replace(/-/g, '_').toUpperCase()}`;

export function reader<Value>(parse: (text: string) => Value | undefined, remedy: string): Reader<Value> {
  return (text) => {
    const value = parse(text);
    return value === undefined ? { ok: false, remedy } : { ok: true, value };
  };
}

export const choice = <const Name extends string>(names: readonly Name[]): Reader<Name> =>
  reader((text) => names.find((name) => name === text), `use ${names.join(', ')}`);

/** Any text but none. */
export const text = (remedy: string): Reader<string> =>
  reader((given) => (given === '' ? undefined : given), remedy);
