// What `evenkeel run` does: settings, and the order of things: plan, records, face, session, exit code.
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { gatherSettings, type SettingOptions } from '../settings/gather.ts';
import { accepted, type Checked, type CheckFailure } from '../../core/checked.ts';
import { counted } from '../../reports/readable.ts';
import { usageLine } from '../usage-line.ts';
import { createFace } from '../view/create-face.ts';
import { terminalPrompter } from '../live/confirmation.ts';
import { refuseLiveFlags, type LiveFlags } from '../live/live-flags.ts';
import { readAlertSettings, silencesOf, type AlertSettings } from '../alerts/alert-settings.ts';
import { Reach } from '../alerts/reach.ts';
import { RunAlerts } from '../alerts/run-alerts.ts';
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
  for (const warning of gathered.value.warnings) warn(warning);
  const plan = await planRun(gathered.value, { isLocal, isLive });
  if (!plan.ok) return refuse(plan);
  const started = await begin(plan.value, gathered.value.environment, { isLive, isYes, isJson });
  if (!started.ok) {
    await discard(plan.value);
    return refuse(started);
  }
  const { session, reach } = started.value;
  const stopListening = listenForSignals(session);
  const { outcome } = await session.run();
  stopListening();
  const undelivered = await reach.close();
  if (undelivered > 0) warn(`${counted(undelivered, 'alert')} did not arrive; the log of the run has them`);
  process.exitCode = exitCodeOf[outcome];
}

interface Flags {
  readonly isLive: boolean;
  readonly isYes: boolean;
  readonly isJson: boolean;
}

async function begin(
  plan: RunPlan,
  environment: NodeJS.ProcessEnv,
  { isLive, isYes, isJson }: Flags,
): Promise<Checked<Started>> {
  const alerts = alertSettingsFor(plan, environment);
  if (!alerts.ok) return alerts;
  const admitted = await admit(plan, { isLive, isYes }, alerts.value);
  return admitted.ok ? start(plan, alerts.value, isJson) : admitted;
}

/** A market that is made up, or over, is nothing to be woken for. */
function alertSettingsFor({ world }: RunPlan, environment: NodeJS.ProcessEnv): Checked<AlertSettings> {
  const isMadeUp = world === 'simulated' || world === 'replay';
  return isMadeUp ? accepted(nobody) : readAlertSettings(environment);
}

const nobody: AlertSettings = { telegram: undefined, heartbeatUrl: undefined };

/** A live run needs a canary that has passed, and somebody who agrees. */
async function admit(
  plan: RunPlan,
  { isLive, isYes }: Pick<Flags, 'isLive' | 'isYes'>,
  alerts: AlertSettings,
): Promise<Checked<undefined>> {
  if (!isLive || !('pair' in plan)) return accepted(undefined);
  const { admitLive } = await import('../live/admit-live.ts');
  const wishes = { isAgreed: isYes, needsCanary: true, silences: silencesOf(alerts) };
  return admitLive(plan, wishes, terminalPrompter);
}

interface Started {
  readonly session: Session;
  readonly reach: Reach;
}

/** Everything that a run needs beside its plan: records, a face, somebody to tell, and nothing that forbids it. */
function start(plan: RunPlan, alertSettings: AlertSettings, isJson: boolean): Checked<Started> {
  const killed = refuseIfKilled(plan.settings.values.killSwitch);
  if (killed !== undefined) return killed;
  const day = openDayCarry(plan, tellRecordFailure);
  if (!day.ok) return day;
  const records = createRecords(plan, undefined, day.value?.carried);
  if (!records.ok) return records;
  const { path: runDirectory } = records.value;
  const face = createFace({ isJson, runDirectory });
  const reach = new Reach(alertSettings, (text) => (isJson ? warn(text) : face.notice(text)));
  const session = new Session({
    plan,
    face,
    records: records.value,
    day: day.value,
    alerts: new RunAlerts({ plan, notifier: reach, runDirectory }),
    onAlive: (nowMs) => reach.signOfLife(nowMs),
  });
  return accepted({ session, reach });
}

/** What a plan holds open although its run never comes about. */
async function discard(plan: RunPlan): Promise<void> {
  if ('discard' in plan) await plan.discard();
}

function warn(text: string): void {
  process.stderr.write(`evenkeel: ${text}\n`);
}

function refuse(failure: CheckFailure): void {
  process.stderr.write(usageLine(failure));
  process.exitCode = exitCodes.badInput;
}
