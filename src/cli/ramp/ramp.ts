// What `evenkeel ramp` does: the plan, its folder, its face, the stages, and the exit code.
import { createRunDirectory } from '../../journal/run-directory.ts';
import { isRecordFailure } from '../../journal/failure.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { refuseIfKilled } from '../run/kill-switch.ts';
import { folderStamp } from '../run/records.ts';
import { listenForSignals } from '../run/signals.ts';
import { gatherSettings, type SettingOptions } from '../settings/gather.ts';
import { createRampFace } from '../view/ramp-face.ts';
import { planRamp } from './plan.ts';
import { RampSession } from './ramp-session.ts';
import type { RampReport } from './report.ts';
import { refuse } from '../refuse.ts';

/** As commander hands them over. */
export type RampOptions = SettingOptions & { readonly stages: string; readonly json?: boolean };

export async function ramp({ stages, json: isJson = false, ...options }: RampOptions): Promise<void> {
  const gathered = await gatherSettings(options, process.env);
  if (!gathered.ok) return refuse(gathered);
  for (const warning of gathered.value.warnings) process.stderr.write(`evenkeel: ${warning}\n`);
  const plan = await planRamp(gathered.value.layers, stages);
  if (!plan.ok) return refuse(plan);
  const killed = refuseIfKilled(plan.value.killSwitch);
  if (killed !== undefined) return refuse(killed);
  const { runsDir, preview } = plan.value;
  const directory = createRunDirectory(runsDir, `${folderStamp(new Date())}-${preview.baseAsset}-ramp`);
  if (isRecordFailure(directory)) return refuse({ message: directory.text, remedy: directory.remedy });
  const face = createRampFace({ isJson, runDirectory: directory.path });
  const session = new RampSession({ plan: plan.value, face, directory });
  const stopListening = listenForSignals(session);
  const report = await session.run();
  stopListening();
  process.exitCode = exitCodeOfRamp(report);
}

/** 0 says that every stage passed; a ramp that is flat and has not passed has a code of its own. */
export function exitCodeOfRamp({ passed, outcome }: Pick<RampReport, 'passed' | 'outcome'>): number {
  if (passed) return exitCodes.flat;
  return outcome === 'flat' ? exitCodes.notPassed : exitCodeOf[outcome];
}
