// What `evenkeel compare` does: both sides are read, or backtested where settings are named, then compared and told.
import { assertPresent } from '../../core/assert.ts';
import { accepted, refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import { openOnce } from '../backtest/open-once.ts';
import { planBacktest, type BacktestFlags, type BacktestPlan } from '../backtest/plan-backtest.ts';
import { playPlans } from '../backtest/play-plans.ts';
import { gatherSettings, type SettingOptions } from '../settings/gather.ts';
import { kebabCase } from '../settings/setting.ts';
import { defaultSize, wantsColour } from '../view/terminal.ts';
import { compareContenders } from './compare-contenders.ts';
import { renderComparison } from './compare-text.ts';
import { contenderOfBacktest, type Contender } from './contender.ts';
import { readRun } from './contender-from-run.ts';
import { isBacktestFile, isSettingsFile, readBacktest } from './read-contender.ts';
import { refuse } from '../refuse.ts';

export type CompareOptions = SettingOptions &
  Pick<BacktestFlags, 'seeds' | 'despiteDefects'> & {
    readonly detect?: string;
    readonly json?: boolean;
  };

export async function compare(a: string, b: string, options: CompareOptions): Promise<void> {
  const detectable = readDetectable(options.detect);
  if (!detectable.ok) return refuse(detectable);
  const contenders = await contendersOf([a, b], options);
  if (!contenders.ok) return refuse(contenders);
  const [left, right] = contenders.value;
  const comparison = compareContenders(left, right, detectable.value);
  const { columns } = process.stdout;
  const width = process.stdout.isTTY ? columns : defaultSize.columns + 30;
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify(comparison)}\n`
      : renderComparison(comparison, { width, useColour: wantsColour(process.stdout, process.env) }),
  );
}

function readDetectable(text = '1'): Checked<number> {
  const value = Number(text.trim());
  return /^\d{1,4}(\.\d{1,4})?$/.test(text.trim()) && value > 0
    ? accepted(value)
    : refused('bad-option', `--detect is "${text}"`, 'use basis points above 0, such as 1 or 0.5');
}

async function contendersOf(
  names: readonly [string, string],
  options: CompareOptions,
): Promise<Checked<readonly [Contender, Contender]>> {
  const stray = names.some(isSettingsFile) ? undefined : refuseStray(options);
  if (stray !== undefined) return stray;
  const read: (Contender | undefined)[] = [];
  const plans: BacktestPlan[] = [];
  const open = openOnce();
  // Everything that can be wrong is found before anything is played.
  for (const name of names) {
    if (isSettingsFile(name)) {
      const plan = await planSettings(name, options, open);
      if (!plan.ok) return plan;
      plans.push(plan.value);
      read.push(undefined);
      continue;
    }
    const contender = isBacktestFile(name)
      ? readBacktest(name)
      : readRun(name, textOf(options.runsDir) ?? 'runs');
    if (!contender.ok) return contender;
    read.push(contender.value);
  }
  const reports = await playPlans(plans, options.json === true);
  if (!reports.ok) return reports;
  const played = [...reports.value];
  const [a, b] = names.map((name, index) => {
    const contender = read[index];
    return (
      contender ??
      contenderOfBacktest(name, assertPresent(played.shift(), 'the backtest of each settings file'))
    );
  });
  return accepted([assertPresent(a, 'A'), assertPresent(b, 'B')]);
}

async function planSettings(
  file: string,
  { json: _json, detect: _detect, ...options }: CompareOptions,
  open: ReturnType<typeof openOnce>,
): Promise<Checked<BacktestPlan>> {
  const gathered = await gatherSettings({ ...options, config: file }, process.env);
  if (!gathered.ok) return gathered;
  for (const warning of gathered.value.warnings) process.stderr.write(`evenkeel: ${warning}\n`);
  return planBacktest(gathered.value.layers, options, open);
}

const textOf = (text: string | readonly string[] | undefined): string | undefined =>
  typeof text === 'string' ? text : text?.[0];

/** What was traded already has no settings any more. */
function refuseStray({
  json: _json,
  detect: _detect,
  runsDir: _runsDir,
  ...options
}: CompareOptions): CheckFailure | undefined {
  const [stray] = Object.keys(options);
  return stray === undefined
    ? undefined
    : refused(
        'stray-option',
        `--${kebabCase(stray)} is given, and both A and B were traded already`,
        'leave it out, or compare settings: evenkeel compare a.yaml b.yaml',
      );
}
