// The settings in force as plain data: what `config --json` prints, and what a run's journal keeps.
import type { SettingsInForce } from './in-force.ts';
import { kebabCase } from './setting.ts';
import { sourceText } from './source.ts';
import { settingOf } from './table/table.ts';

export interface DescribedSetting {
  /** As it was typed; a list where the setting is repeatable, null where it has no value. */
  readonly value: string | readonly string[] | null;
  readonly source: string;
}

/** Every setting by its name on the command line. */
export function describeSettings({ given }: SettingsInForce): Readonly<Record<string, DescribedSetting>> {
  return Object.fromEntries(
    [...given].map(([name, { texts, source }]) => {
      const { isRepeatable = false } = settingOf(name);
      const value = isRepeatable ? texts : (texts[0] ?? null);
      return [kebabCase(name), { value, source: sourceText(name, source) }];
    }),
  );
}
