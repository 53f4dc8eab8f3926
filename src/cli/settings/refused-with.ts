// A contradiction, with the places where the settings stand that it names: what was typed just now is not always what is wrong.
import type { ConfigFailure } from '../../core/check-pair.ts';
import type { CheckFailure } from '../../core/checked.ts';
import type { SettingsInForce } from './in-force.ts';
import { kebabCase } from './setting.ts';
import { placeText } from './source.ts';

export function refusedWith(failure: ConfigFailure, { given }: SettingsInForce): CheckFailure {
  const named = new Set(failure.message.match(/--[a-z-]*[a-z]/g));
  const places = [...given].flatMap(([name, { source }]) => {
    const option = `--${kebabCase(name)}`;
    if (!named.has(option) || source.kind === 'flag') return [];
    return [source.kind === 'default' ? `${option} by default` : placeText(name, source)];
  });
  const message = places.length === 0 ? failure.message : `${failure.message} (${places.join('; ')})`;
  return { ok: false, ...failure, message };
}
