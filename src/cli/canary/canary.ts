// What `evenkeel canary` does: the order of things: flags, plan, agreement, one smallest round trip by the engine that trades, and the
// checks of what came of it.
import { assertPresent } from '../../core/assert.ts';
import { refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import type { LedgerFill } from '../../ledger/entries.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { admitLive } from '../live/admit-live.ts';
import { terminalPrompter, widthOf } from '../live/confirmation.ts';
import { refuseLiveFlags, type LiveFlags } from '../live/live-flags.ts';
import { refuseIfKilled } from '../run/kill-switch.ts';
import { planOverTheWire } from '../run/plan.ts';
import { createRecords, folderStamp, type RunRecords } from '../run/records.ts';
import type { WirePlan } from '../run/run-plan.ts';
import { Session } from '../run/session.ts';
import { listenForSignals } from '../run/signals.ts';
import type { WireRun } from '../run/wire/wire-run.ts';
import { gatherSettings, type SettingOptions } from '../settings/gather.ts';
import { usageLine } from '../usage-line.ts';
import { createFace } from '../view/create-face.ts';
import { JsonFace } from '../view/json-face.ts';
import { terminalOf } from '../view/terminal.ts';
import { judgeCanary } from './canary-checks.ts';
import { renderCanary, type CanaryReport } from './canary-report.ts';
import { settingsForCanary } from './canary-settings.ts';
import { keepCanary, makeStateFolder } from './canary-store.ts';
import { CanaryWatch } from './canary-watch.ts';
import { flownCanary } from './flown-canary.ts';
import { canaryKeyOf } from './require-canary.ts';
import { refuse } from '../refuse.ts';

/** As commander hands them over. */
export type CanaryOptions = SettingOptions & LiveFlags & { readonly json?: boolean };

export async function canary({ json: isJson = false, ...options }: CanaryOptions): Promise<void> {
  const { local: isLocal = false, live: isLive = false, yes: isYes = false } = options;
  const contradiction =
    refuseLiveFlags(options, terminalPrompter.isInteractive) ?? refuseNowhere(isLocal || isLive);
  if (contradiction !== undefined) return refuse(contradiction);
  const gathered = await gatherSettings(options, process.env);
  if (!gathered.ok) return refuse(gathered);
  for (const warning of gathered.value.warnings) process.stderr.write(`evenkeel: ${warning}\n`);
  const plan = await planOverTheWire(gathered.value, { isLocal, settingsFor: settingsForCanary });
  if (!plan.ok) return refuse(plan);
  const begun = await begin(plan.value, { isLive, isYes });
  if (!begun.ok) {
    await plan.value.discard();
    return refuse(begun);
  }
  const report = await fly(plan.value, begun.value, { isLive, isJson });
  const told = isJson ? JSON.stringify(report) : `\n${renderCanary(report, widthOf(process.stdout))}`;
  terminalOf(process.stdout).write(`${told}\n`);
  process.exitCode = exitCodeOfCanary(report);
}

/** 0 says that every check passed; a canary that is flat and has not passed has a code of its own. */
export function exitCodeOfCanary({ passed, outcome }: Pick<CanaryReport, 'passed' | 'outcome'>): number {
  if (passed) return exitCodes.flat;
  return outcome === 'flat' ? exitCodes.notPassed : exitCodeOf[outcome];
}

/** Everything that must be there before the first order: agreement, records, and nothing that forbids it. */
async function begin(
  plan: WirePlan,
  { isLive, isYes }: { readonly isLive: boolean; readonly isYes: boolean },
): Promise<Checked<RunRecords>> {
  const { runsDir, killSwitch } = plan.settings.values;
  const killed = refuseIfKilled(killSwitch);
  if (killed !== undefined) return killed;
  if (isLive) {
    const wishes = {
      isAgreed: isYes,
      needsCanary: false,
      silences: [],
      startedAgain: 'by-continue',
    } as const;
    const admitted = await admitLive(plan, wishes, terminalPrompter);
    if (!admitted.ok) return admitted;
    const made = makeStateFolder(runsDir);
    if (!made.ok) return made;
  }
  const name = `${folderStamp(new Date())}-${plan.config.primary.base}-canary`;
  return createRecords(plan, { base: runsDir, name });
}

async function fly(
  plan: WirePlan,
  records: RunRecords,
  { isLive, isJson }: { readonly isLive: boolean; readonly isJson: boolean },
): Promise<CanaryReport> {
  const watch = new CanaryWatch();
  const fills: LedgerFill[] = [];
  let flown: WireRun | undefined;
  const watched: WirePlan = {
    ...plan,
    open: (ports) => {
      flown = plan.open({
        ...ports,
        journal: watch.lookingInto(ports.journal),
        onFills: (booked) => {
          fills.push(...booked);
          ports.onFills(booked);
        },
      });
      return flown;
    },
  };
  const face = isJson
    ? new JsonFace({ write: () => undefined })
    : createFace({ isJson: false, runDirectory: records.path });
  const session = new Session({ plan: watched, face, records });
  const stopListening = listenForSignals(session);
  const run = await session.run();
  stopListening();
  const wire = assertPresent(flown, 'a session opens its run');
  const checks = judgeCanary(flownCanary(wire, run, watch, fills));
  const passed = checks.every(({ isPassed }) => isPassed);
  const counts = passed && isLive && keep(plan);
  return { passed, counts, outcome: run.outcome, checks, run };
}

/** A pass that cannot be kept is a pass all the same, and lets nothing in. */
function keep(plan: WirePlan): boolean {
  const passedAt = `${new Date().toISOString().slice(0, 19)}Z`;
  const kept = keepCanary(plan.settings.values.runsDir, { ...canaryKeyOf(plan), passedAt });
  if (!kept.ok) process.stderr.write(usageLine(kept));
  return kept.ok;
}

const refuseNowhere = (isSomewhere: boolean): CheckFailure | undefined =>
  isSomewhere
    ? undefined
    : refused(
        'canary-nowhere',
        'a canary trades, and neither --live nor --local is given',
        'give --live to trade where your keys belong, or --local for servers on this machine',
      );
