// What `evenkeel run` does: flags, and the order of things: plan, records, face, session, exit code.
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { usageLine, type UsageFailure } from '../usage-failure.ts';
import { createFace } from '../view/create-face.ts';
import { parseRunFlags } from './flags.ts';
import { planRun } from './plan.ts';
import { createRecords } from './records.ts';
import { Session } from './session.ts';
import { listenForSignals } from './signals.ts';

export async function run(raw: unknown): Promise<void> {
  const flags = parseRunFlags(raw);
  if (!flags.ok) return refuse(flags);
  const plan = await planRun(flags.value);
  if (!plan.ok) return refuse(plan);
  const records = createRecords(plan.value);
  if (!records.ok) return refuse(records);
  const face = createFace({ isJson: flags.value.json, runDirectory: records.value.path });
  const session = new Session({ plan: plan.value, face, records: records.value });
  const stopListening = listenForSignals(session);
  const outcome = await session.run();
  stopListening();
  process.exitCode = exitCodeOf[outcome];
}

function refuse(failure: UsageFailure): void {
  process.stderr.write(usageLine(failure));
  process.exitCode = exitCodes.badInput;
}
