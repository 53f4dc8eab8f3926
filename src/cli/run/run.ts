// What `evenkeel run` does: settings, and the order of things: plan, records, face, session, exit code.
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { gatherSettings, type SettingOptions } from '../settings/gather.ts';
import { accepted, refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import { counted } from '../../reports/readable.ts';
import { usageLine } from '../usage-line.ts';
import type { Companion } from '../dashboard/companion.ts';
import { createFace } from '../view/create-face.ts';
import { terminalPrompter } from '../live/confirmation.ts';
import { refuseLiveFlags, type LiveFlags } from '../live/live-flags.ts';
import { readAlertSettings, silencesOf, type AlertSettings } from '../alerts/alert-settings.ts';
import { Reach } from '../alerts/reach.ts';
import { RunAlerts } from '../alerts/run-alerts.ts';
import { refuseSupervised, underSupervision, type Supervision } from '../supervise/under-supervision.ts';
import { RunChannel } from '../status/run-channel.ts';
import { identityOf } from '../status/identity.ts';
import { openDayCarry } from './day-carry.ts';
import { boundHeap } from './heap.ts';
import { refuseIfKilled } from './kill-switch.ts';
import { planAsked } from './plan-asked.ts';
import { createRecords, tellRecordFailure } from './records.ts';
import type { RunPlan } from './run-plan.ts';
import { describeSpeed, Session } from './session.ts';
import { listenForSignals } from './signals.ts';

/** As commander hands them over. */
export type RunOptions = SettingOptions &
  LiveFlags & {
    readonly json?: boolean;
    readonly flatten?: boolean;
    readonly dashboard?: boolean;
    /** The folder of a run. */
    readonly continue?: string;
    /** Given by a supervisor to its child. */
    readonly supervised?: boolean;
  };

export async function run(options: RunOptions): Promise<void> {
  const wishes = wishesOf(options);
  const refuse = (failure: CheckFailure, plan?: RunPlan): void => {
    process.stderr.write(usageLine(failure));
    process.exitCode = exitCodes.badInput;
    // What keeps a run from going on keeps none from ending flat.
    const mayEndFlat = isTakenUp(plan) && failure.code === 'no-canary';
    if (wishes.isSupervised) refuseSupervised(failure.message, mayEndFlat);
  };
  const contradiction = refuseLiveFlags(options, terminalPrompter.isInteractive) ?? refuseOrphan(wishes);
  if (contradiction !== undefined) return refuse(contradiction);
  const isOfRecord = options.continue !== undefined;
  const gathered = await gatherSettings(options, process.env, { isOfRecord });
  if (!gathered.ok) return refuse(gathered);
  for (const warning of gathered.value.warnings) warn(warning);
  const plan = await planAsked(gathered.value, options.continue, wishes);
  if (!plan.ok) return refuse(plan);
  const unseen = refuseUnseen(plan.value, wishes);
  if (unseen !== undefined) {
    await discard(plan.value);
    return refuse(unseen, plan.value);
  }
  const started = await begin(plan.value, gathered.value.environment, wishes);
  if (!started.ok) {
    await discard(plan.value);
    return refuse(started, plan.value);
  }
  const { session, reach, supervision, tell } = started.value;
  const companion = wishes.hasDashboard ? await beginCompanion(plan.value, tell) : undefined;
  const stopListening = listenForSignals(session);
  boundHeap();
  const { outcome } = await session.run();
  companion?.end();
  stopListening();
  const undelivered = await reach.close();
  supervision?.end();
  if (undelivered > 0) warn(`${counted(undelivered, 'alert')} did not arrive; the log of the run has them`);
  process.exitCode = exitCodeOf[outcome];
}

interface Wishes {
  readonly isLocal: boolean;
  readonly isLive: boolean;
  readonly isYes: boolean;
  readonly isJson: boolean;
  readonly isFlattening: boolean;
  readonly isSupervised: boolean;
  readonly hasDashboard: boolean;
}

const wishesOf = ({ local, live, yes, json, flatten, supervised, dashboard }: RunOptions): Wishes => ({
  isLocal: local === true,
  isLive: live === true,
  isYes: yes === true,
  isJson: json === true,
  isFlattening: flatten === true,
  isSupervised: supervised === true,
  hasDashboard: dashboard === true,
});

const refuseOrphan = ({ isSupervised }: Wishes): CheckFailure | undefined =>
  isSupervised && !process.connected
    ? refused('supervisor-gone', '--supervised is given, and there is no supervisor', 'give --supervise')
    : undefined;

/** What goes as fast as it can is over before a page is open. */
const refuseUnseen = ({ settings }: RunPlan, { hasDashboard }: Wishes): CheckFailure | undefined =>
  hasDashboard && settings.values.speed === 'max'
    ? refused('dashboard-at-full-speed', '--dashboard shows runs that have a pace', 'leave --speed max out')
    : undefined;

async function begin(
  plan: RunPlan,
  environment: NodeJS.ProcessEnv,
  wishes: Wishes,
): Promise<Checked<Started>> {
  const alerts = alertSettingsFor(plan, environment);
  if (!alerts.ok) return alerts;
  const admitted = await admit(plan, wishes, alerts.value);
  return admitted.ok ? start(plan, alerts.value, wishes) : admitted;
}

/** A market that is made up, or over, is nothing to be woken for. */
function alertSettingsFor({ world }: RunPlan, environment: NodeJS.ProcessEnv): Checked<AlertSettings> {
  const isMadeUp = world === 'simulated' || world === 'replay';
  return isMadeUp ? accepted(nobody) : readAlertSettings(environment);
}

const nobody: AlertSettings = {
  telegram: undefined,
  lark: undefined,
  webhook: undefined,
  levels: { telegram: 'info', lark: 'info', webhook: 'info' },
  heartbeatUrl: undefined,
};

/** A live run needs a canary that has passed, and somebody who agrees. */
async function admit(
  plan: RunPlan,
  { isLive, isYes, isFlattening, isSupervised }: Wishes,
  alerts: AlertSettings,
): Promise<Checked<undefined>> {
  if (!isLive || !('pair' in plan)) return accepted(undefined);
  const { admitLive } = await import('../live/admit-live.ts');
  const live = {
    isAgreed: isYes,
    needsCanary: !isFlattening,
    silences: silencesOf(alerts),
    startedAgain: isSupervised ? 'by-supervisor' : 'by-same-command',
  } as const;
  return admitLive(plan, live, terminalPrompter);
}

interface Started {
  readonly session: Session;
  readonly reach: Reach;
  readonly supervision: Supervision | undefined;
  /** One line for whoever looks at its screen. */
  readonly tell: (text: string) => void;
}

/** Everything that a run needs beside its plan: records, a face, somebody to tell, and nothing that forbids it. */
function start(
  plan: RunPlan,
  alertSettings: AlertSettings,
  { isJson, isFlattening, isSupervised }: Wishes,
): Checked<Started> {
  const killed = refuseIfKilled(plan.settings.values.killSwitch);
  // What may be naked is seen to: the switch halts it as it would have halted a run that lives.
  if (killed !== undefined && !isTakenUp(plan)) return killed;
  const day = openDayCarry(plan, tellRecordFailure);
  if (!day.ok) return day;
  const records = createRecords(plan, undefined, day.value?.carried);
  if (!records.ok) return records;
  const { path: runDirectory } = records.value;
  const face = createFace({ isJson, runDirectory });
  const tell = (text: string): void => (isJson ? warn(text) : face.notice(text));
  const reach = new Reach(alertSettings, tell);
  const session = new Session({
    plan,
    face,
    records: records.value,
    day: day.value,
    alerts: new RunAlerts({ plan, notifier: reach, runDirectory }),
    channel: channelOf(plan, runDirectory),
    isFlattening,
    onAlive: (nowMs) => {
      reach.signOfLife(nowMs);
      supervision?.isAlive(nowMs);
    },
  });
  const supervision = isSupervised ? underSupervision(runDirectory, () => session.stopAlone()) : undefined;
  return accepted({ session, reach, supervision, tell });
}

async function beginCompanion({ settings }: RunPlan, tell: (text: string) => void): Promise<Companion> {
  const { startCompanion } = await import('../dashboard/companion.ts');
  return startCompanion(settings.values.runsDir, tell);
}

/** What is over before anybody could look is not looked into. */
function channelOf(plan: RunPlan, folder: string): RunChannel | undefined {
  const { speed } = plan.settings.values;
  if (speed === 'max') return undefined;
  return new RunChannel(folder, identityOf(plan, { folder, speed: describeSpeed(speed) }));
}

/** What a plan holds open although its run never comes about. */
async function discard(plan: RunPlan): Promise<void> {
  if ('discard' in plan) await plan.discard();
}

function warn(text: string): void {
  process.stderr.write(`evenkeel: ${text}\n`);
}

const isTakenUp = (plan: RunPlan | undefined): boolean =>
  plan !== undefined && 'revived' in plan && plan.revived !== undefined;
