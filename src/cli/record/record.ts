// What `evenkeel record` does: record until it is told to stop, its time is over, or a file cannot be written.
import { microseconds } from '../../core/limits.ts';
import { exitCodes } from '../exit-codes.ts';
import { usageLine } from '../usage-line.ts';
import { terminalOf } from '../view/terminal.ts';
import { planRecord, type RecordFlags } from './plan-record.ts';
import { ProgressView } from './progress-view.ts';
import { describeEnd, endOf } from './record-end.ts';
import { beginRecording, type RecordSession } from './record-session.ts';
import { refuse } from '../refuse.ts';

export async function record({ json: isJson = false, ...flags }: RecordFlags): Promise<void> {
  const plan = planRecord(flags, process.env);
  if (!plan.ok) return refuse(plan);
  if (plan.value.warning !== undefined) process.stderr.write(`evenkeel: ${plan.value.warning}\n`);
  const stopped = firstSignal();
  const begun = await beginRecording(plan.value);
  if (!begun.ok) return refuse(begun);
  const { value: session } = begun;
  const startUs = session.clock.nowUs();
  const view = new ProgressView({ terminal: terminalOf(process.stderr), plan: plan.value, session, isJson });
  const failure = await Promise.race([
    stopped.then(() => undefined),
    timeIsOver(session, plan.value.durationMs).then(() => undefined),
    session.failed,
  ]);
  view.end();
  const tookUs = session.clock.nowUs() - startUs;
  await session.close();
  const end = endOf(plan.value, session.figures(), { tookUs, failure });
  terminalOf(process.stdout).write(isJson ? `${JSON.stringify(end)}\n` : describeEnd(end));
  if (failure === undefined) return;
  process.stderr.write(usageLine(failure));
  process.exitCode = exitCodes.haltedSafe;
}

/** A second one ends the process as it always does: what is written can be read. */
async function firstSignal(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

/** Never, where there is no end. */
async function timeIsOver({ clock }: RecordSession, durationMs: number | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    if (durationMs !== undefined) clock.wakeAt(clock.nowUs() + microseconds(durationMs), resolve);
  });
}
