// What `evenkeel simulate` does: the plan, its state, the crew, the report, and the exit code.
import { exitCodes } from '../../src/cli/exit-codes.ts';
import type { SimulateOptions } from '../../src/cli/simulate/options.ts';
import { usageLine } from '../../src/cli/usage-line.ts';
import type { CheckFailure } from '../../src/core/checked.ts';
import { paint } from '../../src/cli/view/styled-line.ts';
import { terminalOf, wantsColour } from '../../src/cli/view/terminal.ts';
import { counted } from '../../src/reports/readable.ts';
import { Crew } from './crew.ts';
import { exitCodeOfOutcome, outcomeOf, seedsDone } from './outcome.ts';
import { planSimulation } from './plan.ts';
import { thisProgram } from './program.ts';
import { ProgressView } from './progress-view.ts';
import { jsonReport } from './report-json.ts';
import { textReport } from './report-text.ts';
import { Simulation } from './simulation.ts';
import { openState, type Progress } from './state-file.ts';

export async function simulate(options: SimulateOptions): Promise<void> {
  const program = thisProgram();
  const plan = planSimulation(options, program.commit);
  if (!plan.ok) return refuse(plan);
  const { signal, stopListening } = listenForStop();
  const state = openState(plan.value, program);
  if (!state.ok) return refuse(state);
  const { path, progress } = state.value;
  if (options.from === 'commit' && program.commit === null)
    tell('this is no clone with a commit: the seeds start at 1');
  const done = seedsDone(progress);
  if (done > 0) tell(`going on after ${counted(done, 'seed')}, from ${path}`);
  const simulation = new Simulation({
    plan: plan.value,
    crew: new Crew(plan.value.threads),
    state: state.value,
    signal,
    onUnsaved: (message) =>
      tell(
        `${path} cannot be written any more (${message}): what is done from here on is lost if it is stopped`,
      ),
  });
  const view = new ProgressView({
    terminal: terminalOf(process.stderr),
    plan: plan.value,
    progress,
    environment: process.env,
  });
  await simulation.run();
  stopListening();
  view.end();
  report(progress, signal.aborted, plan.value.isJson);
}

/** The first signal keeps what was done, and ends; a second one is not waited for. */
function listenForStop(): { readonly signal: AbortSignal; readonly stopListening: () => void } {
  const stop = new AbortController();
  const stopListening = (): void => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  };
  const onSignal = (): void => {
    stopListening();
    stop.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return { signal: stop.signal, stopListening };
}

function report(progress: Progress, isStopped: boolean, isJson: boolean): void {
  const terminal = terminalOf(process.stdout);
  const useColour = wantsColour(terminal, process.env);
  const text = isJson
    ? `${JSON.stringify(jsonReport(progress, isStopped))}\n`
    : textReport(progress, isStopped)
        .map((each) => `${paint(each, useColour)}\n`)
        .join('');
  terminal.write(text);
  process.exitCode = exitCodeOfOutcome[outcomeOf(progress, isStopped)];
}

function tell(message: string): void {
  process.stderr.write(`evenkeel: ${message}\n`);
}

function refuse(failure: CheckFailure): void {
  process.stderr.write(usageLine(failure));
  process.exitCode = exitCodes.badInput;
}
