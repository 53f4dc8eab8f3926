// `--continue RUN`: a run that is not over goes on with the settings of its record, whatever the command line, the environment or a file
// would say now.
import { basename, dirname, join } from 'node:path';
import { existsSync } from 'node:fs';
import { accepted, refused, type Checked, type CheckFailure } from '../../../core/checked.ts';
import { isRecordFailure } from '../../../journal/failure.ts';
import { readJournal } from '../../../journal/read-journal.ts';
import { filesIn, type RunDirectory } from '../../../journal/run-directory.ts';
import { layersOf } from '../../settings/from-flags.ts';
import { idleReason } from '../../settings/idle.ts';
import type { Layers } from '../../settings/layers.ts';
import { kebabCase } from '../../settings/setting.ts';
import { settingNames, type SettingName } from '../../settings/table/table.ts';
import type { RunPlan } from '../run-plan.ts';
import { readRunConfig } from './run-config.ts';

/** A folder, or the name of one in the folder of runs. */
export function runNamed(run: string, runsDir: string): Checked<RunDirectory> {
  const path = [run, join(runsDir, run)].find((each) => existsSync(filesIn(each).journal));
  return path === undefined
    ? refused(
        'no-such-run',
        `there is no run ${run}`,
        'name the folder of a run, such as runs/2026-01-05-120000-ETH-live',
      )
    : accepted(filesIn(path.replace(/(?<=.)\/+$/, '')));
}

/** The settings of the run's record, as if they had been typed. */
export function layersOfRun(directory: RunDirectory, typed: Layers): Checked<Layers> {
  const stray = [...typed.flags.keys()].find((name) => name !== 'runsDir');
  if (stray !== undefined) {
    return refused(
      'continue-with-settings',
      `--continue takes all settings from the record of its run, and --${kebabCase(stray)} is given`,
      'leave it out; a new run can have it when this one is over',
    );
  }
  const reader = readJournal(directory.journal);
  if (isRecordFailure(reader)) return refused(reader.code, reader.text, reader.remedy);
  const recorded = readRunConfig(reader.run.configJson);
  reader.close();
  if (recorded === undefined) return nothingToContinue(directory);
  const texts: Partial<Record<SettingName, string | readonly string[]>> = {
    runsDir: dirname(directory.path),
  };
  for (const name of settingNames) {
    const { value = null, source = 'default' } = recorded.settings[kebabCase(name)] ?? {};
    const isMeant = source !== 'default' && name !== 'runsDir' && idleReason(name, 'live') === undefined;
    if (value !== null && isMeant) texts[name] = value;
  }
  return layersOf(texts);
}

/** What was planned must go on with that very run. */
export function refuseAnotherRun(plan: RunPlan, directory: RunDirectory): CheckFailure | undefined {
  const revived = 'revived' in plan ? plan.revived : undefined;
  const isSame = revived !== undefined && basename(revived.directory.path) === basename(directory.path);
  return isSame ? undefined : nothingToContinue(directory);
}

const nothingToContinue = ({ path }: RunDirectory): CheckFailure =>
  refused(
    'nothing-to-continue',
    `${path} is over, is of other accounts than the keys that are given, or was on no venue account`,
    'name a run that is not over, with the keys that it was begun with',
  );

export const refuseContinueNowhere = (isLive: boolean): CheckFailure | undefined =>
  isLive
    ? undefined
    : refused(
        'continue-without-live',
        '--continue goes on where real orders may be placed, and --live is not given',
        'add --live',
      );
