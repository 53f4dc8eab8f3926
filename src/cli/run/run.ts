// What `evenkeel run` does: settings, and the order of things: plan, records, face, session, exit code.
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { gatherSettings, type SettingOptions } from '../settings/gather.ts';
import type { CheckFailure } from '../../core/checked.ts';
import { usageLine } from '../usage-line.ts';
import { createFace } from '../view/create-face.ts';
import { openDayCarry } from './day-carry.ts';
import { refuseIfKilled } from './kill-switch.ts';
import { planRun } from './plan.ts';
import { createRecords, tellRecordFailure } from './records.ts';
import { Session } from './session.ts';
import { listenForSignals } from './signals.ts';

/** As commander hands them over. */
export type RunOptions = SettingOptions & { readonly json?: boolean };

export async function run(options: RunOptions): Promise<void> {
  const gathered = await gatherSettings(options, process.env);
  if (!gathered.ok) return refuse(gathered);
  for (const warning of gathered.value.warnings) process.stderr.write(`evenkeel: ${warning}\n`);
  const plan = await planRun(gathered.value.layers);
  if (!plan.ok) return refuse(plan);
  const killed = refuseIfKilled(plan.value.settings.values.killSwitch);
  if (killed !== undefined) return refuse(killed);
  const day = openDayCarry(plan.value, tellRecordFailure);
  if (!day.ok) return refuse(day);
  const records = createRecords(plan.value);
  if (!records.ok) return refuse(records);
  const face = createFace({ isJson: options.json === true, runDirectory: records.value.path });
  const session = new Session({ plan: plan.value, face, records: records.value, day: day.value });
  const stopListening = listenForSignals(session);
  const { outcome } = await session.run();
  stopListening();
  process.exitCode = exitCodeOf[outcome];
}

function refuse(failure: CheckFailure): void {
  process.stderr.write(usageLine(failure));
  process.exitCode = exitCodes.badInput;
}
