// What `evenkeel run` does: settings, and the order of things: plan, records, face, session, exit code.
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { gatherSettings, type SettingOptions } from '../settings/gather.ts';
import { accepted, type Checked, type CheckFailure } from '../../core/checked.ts';
import { usageLine } from '../usage-line.ts';
import { createFace } from '../view/create-face.ts';
import { openDayCarry } from './day-carry.ts';
import { refuseIfKilled } from './kill-switch.ts';
import { planRun } from './plan.ts';
import { createRecords, tellRecordFailure } from './records.ts';
import type { RunPlan } from './run-plan.ts';
import { Session } from './session.ts';
import { listenForSignals } from './signals.ts';

/** As commander hands them over. */
export type RunOptions = SettingOptions & { readonly json?: boolean; readonly local?: boolean };

export async function run({
  local: isLocal = false,
  json: isJson = false,
  ...options
}: RunOptions): Promise<void> {
  const gathered = await gatherSettings(options, process.env);
  if (!gathered.ok) return refuse(gathered);
  for (const warning of gathered.value.warnings) process.stderr.write(`evenkeel: ${warning}\n`);
  const plan = await planRun(gathered.value, isLocal);
  if (!plan.ok) return refuse(plan);
  const session = startSession(plan.value, isJson);
  if (!session.ok) {
    await discard(plan.value);
    return refuse(session);
  }
  const stopListening = listenForSignals(session.value);
  const { outcome } = await session.value.run();
  stopListening();
  process.exitCode = exitCodeOf[outcome];
}

/** Everything that a run needs beside its plan: records, a face, and nothing that forbids it. */
function startSession(plan: RunPlan, isJson: boolean): Checked<Session> {
  const killed = refuseIfKilled(plan.settings.values.killSwitch);
  if (killed !== undefined) return killed;
  const day = openDayCarry(plan, tellRecordFailure);
  if (!day.ok) return day;
  const records = createRecords(plan);
  if (!records.ok) return records;
  const face = createFace({ isJson, runDirectory: records.value.path });
  return accepted(new Session({ plan, face, records: records.value, day: day.value }));
}

/** What a plan holds open although its run never comes about. */
async function discard(plan: RunPlan): Promise<void> {
  if ('discard' in plan) await plan.discard();
}

function refuse(failure: CheckFailure): void {
  process.stderr.write(usageLine(failure));
  process.exitCode = exitCodes.badInput;
}
