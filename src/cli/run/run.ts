// What `evenkeel run` does: settings, and the order of things: plan, records, face, session, exit code.
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { gatherSettings, type SettingOptions } from '../settings/gather.ts';
import { accepted, type Checked, type CheckFailure } from '../../core/checked.ts';
import { usageLine } from '../usage-line.ts';
import { createFace } from '../view/create-face.ts';
import { terminalPrompter } from '../live/confirmation.ts';
import { refuseLiveFlags, type LiveFlags } from '../live/live-flags.ts';
import { openDayCarry } from './day-carry.ts';
import { refuseIfKilled } from './kill-switch.ts';
import { planRun } from './plan.ts';
import { createRecords, tellRecordFailure } from './records.ts';
import type { RunPlan } from './run-plan.ts';
import { Session } from './session.ts';
import { listenForSignals } from './signals.ts';

/** As commander hands them over. */
export type RunOptions = SettingOptions & LiveFlags & { readonly json?: boolean };

export async function run({ json: isJson = false, ...options }: RunOptions): Promise<void> {
  const { local: isLocal = false, live: isLive = false, yes: isYes = false } = options;
  const contradiction = refuseLiveFlags(options, terminalPrompter.isInteractive);
  if (contradiction !== undefined) return refuse(contradiction);
  const gathered = await gatherSettings(options, process.env);
  if (!gathered.ok) return refuse(gathered);
  for (const warning of gathered.value.warnings) process.stderr.write(`evenkeel: ${warning}\n`);
  const plan = await planRun(gathered.value, { isLocal, isLive });
  if (!plan.ok) return refuse(plan);
  const admitted = await admit(plan.value, isLive, isYes);
  const session = admitted.ok ? startSession(plan.value, isJson) : admitted;
  if (!session.ok) {
    await discard(plan.value);
    return refuse(session);
  }
  const stopListening = listenForSignals(session.value);
  const { outcome } = await session.value.run();
  stopListening();
  process.exitCode = exitCodeOf[outcome];
}

/** A live run needs a canary that has passed, and somebody who agrees. */
async function admit(plan: RunPlan, isLive: boolean, isAgreed: boolean): Promise<Checked<undefined>> {
  if (!isLive || !('pair' in plan)) return accepted(undefined);
  const { admitLive } = await import('../live/admit-live.ts');
  return admitLive(plan, { isAgreed, needsCanary: true }, terminalPrompter);
}

/** Everything that a run needs beside its plan: records, a face, and nothing that forbids it. */
function startSession(plan: RunPlan, isJson: boolean): Checked<Session> {
  const killed = refuseIfKilled(plan.settings.values.killSwitch);
  if (killed !== undefined) return killed;
  const day = openDayCarry(plan, tellRecordFailure);
  if (!day.ok) return day;
  const records = createRecords(plan, undefined, day.value?.carried);
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
