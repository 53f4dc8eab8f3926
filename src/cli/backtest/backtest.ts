// What `evenkeel backtest` does: settings, markets, every run, the report, and the exit code.
import { writeFileSync } from 'node:fs';
import { assertPresent } from '../../core/assert.ts';
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { systemErrorCode } from '../../journal/failure.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { gatherSettings, type SettingOptions } from '../settings/gather.ts';
import { defaultSize, wantsColour } from '../view/terminal.ts';
import { renderBacktest } from './backtest-text.ts';
import { boundNames } from './bounds.ts';
import { keepingOf } from './keeping.ts';
import { openOnce } from './open-once.ts';
import { planBacktest, type BacktestFlags } from './plan-backtest.ts';
import { playPlans } from './play-plans.ts';
import type { BacktestReport } from './report.ts';
import { refuse } from '../refuse.ts';

export type BacktestOptions = SettingOptions &
  BacktestFlags & {
    /** `--keep` or `--no-keep`. */
    readonly keep?: boolean;
    readonly out?: string;
    readonly json?: boolean;
  };

export async function backtest(options: BacktestOptions): Promise<void> {
  const report = await playAll(options);
  if (!report.ok) return refuse(report);
  const { json: isJson = false, out } = options;
  const text = `${JSON.stringify(report.value)}\n`;
  const written = out === undefined ? accepted(undefined) : write(out, text);
  if (!written.ok) return refuse(written);
  const { columns } = process.stdout;
  const width = process.stdout.isTTY ? columns : defaultSize.columns + 30;
  process.stdout.write(
    isJson
      ? text
      : renderBacktest(report.value, { width, useColour: wantsColour(process.stdout, process.env) }),
  );
  process.exitCode = exitCodeOfBacktest(report.value);
}

async function playAll(options: BacktestOptions): Promise<Checked<BacktestReport>> {
  const gathered = await gatherSettings(options, process.env);
  if (!gathered.ok) return gathered;
  for (const warning of gathered.value.warnings) process.stderr.write(`evenkeel: ${warning}\n`);
  const open = openOnce();
  const plan = await planBacktest(gathered.value.layers, options, open);
  if (!plan.ok) return plan;
  const reports = await playPlans([plan.value], options.json === true, keepingOf(plan.value, options.keep));
  return reports.ok ? accepted(assertPresent(reports.value[0], 'the report of the one plan')) : reports;
}

/** The worst end of any run: what a result is worth is a word of the report, and no failure of the command. */
export function exitCodeOfBacktest({ bounds }: Pick<BacktestReport, 'bounds'>): number {
  const codes = boundNames.flatMap((bound) => bounds[bound].runs.map(({ outcome }) => exitCodeOf[outcome]));
  return Math.max(exitCodes.flat, ...codes);
}

function write(path: string, text: string): Checked<undefined> {
  try {
    writeFileSync(path, text);
    return accepted(undefined);
  } catch (error) {
    const code = systemErrorCode(error);
    return refused(
      'unwritable-file',
      `${path} cannot be written (${code ?? 'unknown'})`,
      'name another file with --out',
    );
  }
}
