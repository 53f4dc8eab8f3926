// Settings that cannot be meant together, as far as they tell it by themselves; what depends on instruments and prices is
// checked with the pair.
import type { ConfigFailure } from '../../core/check-pair.ts';
import type { SettingsInForce } from './in-force.ts';
import { strengthOf } from './source.ts';
import type { SettingName } from './table/table.ts';

export function contradictionIn(settings: SettingsInForce): ConfigFailure | undefined {
  const { values } = settings;
  if (isMeantWith(settings, 'fillTimeout', 'makerPolicy') && values.makerPolicy !== 'fixed-s5') {
    return {
      code: 'fill-timeout-without-use',
      message: `--fill-timeout is given, and the policy ${values.makerPolicy} has none`,
      remedy: 'choose --maker-policy fixed-s5, or leave the time-out out',
    };
  }
  if (isMeantWith(settings, 'basisWindow', 'strategy') && values.strategy === 'alternate') {
    return {
      code: 'basis-window-without-use',
      message: '--basis-window is given, and the strategy alternate does not look at the basis',
      remedy: 'choose --strategy mean-reversion, momentum or best-edge, or leave the window out',
    };
  }
  return undefined;
}

/** Given by somebody who knew of the other: a file's setting that the command line has made useless is no mistake. */
function isMeantWith({ given }: SettingsInForce, name: SettingName, other: SettingName): boolean {
  const [strength, otherStrength] = [name, other].map((each) => {
    const source = given.get(each)?.source;
    return source === undefined ? 0 : strengthOf(source);
  });
  return strength !== undefined && strength > 0 && strength >= (otherStrength ?? 0);
}
