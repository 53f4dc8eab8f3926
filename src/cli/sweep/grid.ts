// A grid over settings: every combination of the values that are to be tried.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { nearest } from '../../core/nearest.ts';
import { idleReason } from '../settings/idle.ts';
import { kebabCase } from '../settings/setting.ts';
import { settingNames, settingOf, type SettingName } from '../settings/table/table.ts';

/** One value of each setting that is tried, as it would be typed. */
export interface GridPoint {
  /** "maker-policy=adaptive size=0.1". */
  readonly name: string;
  readonly texts: Readonly<Partial<Record<SettingName, readonly string[]>>>;
}

const pointsMost = 10_000;
/** They say which market is traded, or where things are kept: nothing that could be better or worse. */
const fixed: ReadonlySet<SettingName> = new Set(['seed', 'runsDir']);

/** `axes` as they were typed: "maker-policy=follow-touch,adaptive". */
export function gridOf(axes: readonly string[]): Checked<readonly GridPoint[]> {
  if (axes.length === 0)
    return refused(
      'no-grid',
      'nothing is to be tried',
      'give a grid: --grid maker-policy=follow-touch,adaptive',
    );
  let points: readonly GridPoint[] = [{ name: '', texts: {} }];
  for (const axis of axes) {
    const read = readAxis(axis);
    if (!read.ok) return read;
    const { name, values } = read.value;
    if (points.some(({ texts }) => texts[name] !== undefined))
      return refused(
        'bad-grid',
        `--grid names ${kebabCase(name)} twice`,
        'give all of its values at once, with commas',
      );
    points = points.flatMap((point) => values.map((value) => extended(point, name, value)));
    if (points.length > pointsMost)
      return refused('bad-grid', `the grid has more than ${pointsMost} points`, 'try fewer values');
  }
  return accepted(points);
}

const extended = ({ name: before, texts }: GridPoint, name: SettingName, value: string): GridPoint => ({
  name: `${before === '' ? '' : `${before} `}${kebabCase(name)}=${value}`,
  texts: { ...texts, [name]: [value] },
});

/** Whatever a backtest can tell the difference of. */
const isTried = (name: SettingName): boolean =>
  settingOf(name).choosesMarket !== true && !fixed.has(name) && idleReason(name, 'backtest') === undefined;

function readAxis(axis: string): Checked<{ readonly name: SettingName; readonly values: readonly string[] }> {
  const [, key = '', list = ''] = /^\s*(?:--)?([a-z-]+)\s*=(.*)$/s.exec(axis) ?? [];
  const known = settingNames.filter((each) => isTried(each));
  const name = known.find((each) => kebabCase(each) === key);
  if (name === undefined) {
    const near = nearest(key, known.map(kebabCase));
    return refused(
      'bad-grid',
      `--grid is "${axis}"`,
      near === undefined
        ? 'write SETTING=VALUE,VALUE with a setting that `evenkeel config` lists and that chooses no market'
        : `did you mean ${near}=…?`,
    );
  }
  const values = list.split(',').map((value) => value.trim());
  for (const value of values) {
    const reading = settingOf(name).read(value);
    if (!reading.ok) return refused('bad-grid', `--grid has ${key}=${value}`, reading.remedy);
  }
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  return twice === undefined
    ? accepted({ name, values })
    : refused('bad-grid', `--grid has ${key}=${twice} twice`, 'give each value once');
}
