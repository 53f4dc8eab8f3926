// A run is taken up with the settings that it was begun with: its cycle, its limits and its record are made of them. Where others are
// asked for, they are named, and the way out is told.
import { refused, type CheckFailure } from '../../../core/checked.ts';
import type { Instrument } from '../../../core/instrument.ts';
import { writeEngineStart } from '../../../journal/engine-start.ts';
import type { ConfiguredPair } from '../configure.ts';
import { describeSettings, type DescribedSetting } from '../../settings/describe.ts';
import type { RevivedRun } from './revive.ts';

/** `asked` is what the settings of now come to on the instruments, and at the time, of the run. */
export function refuseOtherSettings(
  { config: { start, settings }, directory }: RevivedRun,
  asked: ConfiguredPair,
): CheckFailure | undefined {
  const seed = asked.settings.values.seed;
  const meant = writeEngineStart({ pair: asked.config, seed, day: start.day });
  if (JSON.stringify(meant) === JSON.stringify(writeEngineStart(start))) return undefined;
  const differing = differences(settings, describeSettings(asked.settings));
  return refused(
    'other-settings',
    `the run ${directory.path} of this pair is not over, and was begun with ${differing.length === 0 ? 'other settings' : differing.join(', ')}`,
    `start it as it was, or with \`evenkeel run --live --continue ${directory.path}\`, and let it end before you begin another`,
  );
}

/** "--size 0.1 (not 0.2)". */
function differences(
  begun: Readonly<Record<string, DescribedSetting>>,
  asked: Readonly<Record<string, DescribedSetting>>,
): string[] {
  const names = Object.keys(asked).filter((name) => !decideNothing.has(name));
  const shown = ({ value }: DescribedSetting | { readonly value: null }): string =>
    value === null || value.length === 0 ? 'none' : String(value);
  return names.flatMap((name) => {
    const [was, is] = [shown(begun[name] ?? { value: null }), shown(asked[name] ?? { value: null })];
    return was === is ? [] : [`--${name} ${was} (not ${is})`];
  });
}

/** Settings that are no part of what the engine does. */
const decideNothing: ReadonlySet<string> = new Set([
  'runs-dir',
  'log-format',
  'carry-day',
  'kill-switch',
  'on-stop',
]);

/** What is traded must be the same thing: prices and quantities of the record are counted in its ticks and lots. */
export function refuseOtherInstrument(
  recorded: Instrument,
  listed: Instrument,
  { directory }: RevivedRun,
): CheckFailure | undefined {
  const facts = ({ key, quote, quoteUnitsPerTick, baseUnitsPerLot }: Instrument): string =>
    [key, quote, quoteUnitsPerTick, baseUnitsPerLot].join(' ');
  if (facts(recorded) === facts(listed)) return undefined;
  return refused(
    'other-instrument',
    `the run ${directory.path} of this pair is not over, and ${recorded.key} is another instrument now: its name, its quote asset, its tick or its lot has changed`,
    'close what is open on both venues by hand, and put that folder elsewhere',
  );
}
