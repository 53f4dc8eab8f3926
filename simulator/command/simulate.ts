// What `evenkeel simulate` does: the plan, its state, the crew, what is kept of it, the report, and the exit code.
import { exitCodes } from '../../src/cli/exit-codes.ts';
import type { SimulateOptions } from '../../src/cli/simulate/options.ts';
import { listenForStop } from '../../src/cli/crew/listen-for-stop.ts';
import { usageLine } from '../../src/cli/usage-line.ts';
import { terminalOf } from '../../src/cli/view/terminal.ts';
import type { CheckFailure } from '../../src/core/checked.ts';
import { counted } from '../../src/reports/readable.ts';
import { Crew } from './crew.ts';
import { keepShrunk, prepareFolder, readKept, type KeptFile } from './kept-files.ts';
import { seedsDone } from './outcome.ts';
import { planSimulation, type SimulationPlan } from './plan.ts';
import { thisProgram, type Program } from '../../src/cli/crew/program.ts';
import { ProgressView } from './progress-view.ts';
import { report } from './report.ts';
import { shownMax } from './report-text.ts';
import { Simulation } from './simulation.ts';
import { openState, type Progress } from './state-file.ts';
import { addTo, emptyTally } from './tally.ts';

export async function simulate(options: SimulateOptions): Promise<void> {
  const program = thisProgram();
  const plan = planSimulation(options, program.commit);
  if (!plan.ok) return refuse(plan);
  if (options.scenario !== undefined) return repeatKept(options.scenario, plan.value, program);
  if (options.from === 'commit' && program.commit === null)
    tell('this is no clone with a commit: the seeds start at 1');
  const { shrinkFolder } = plan.value;
  const folder = shrinkFolder === undefined ? undefined : prepareFolder(shrinkFolder);
  if (folder?.ok === false) return refuse(folder);
  return simulateSeeds(plan.value, program);
}

async function simulateSeeds(plan: SimulationPlan, program: Program): Promise<void> {
  const { signal, stopListening } = listenForStop();
  const state = openState(plan, program);
  if (!state.ok) return refuse(state);
  const { path, progress } = state.value;
  const done = seedsDone(progress);
  if (done > 0) tell(`going on after ${counted(done, 'seed')}, from ${path}`);
  const crew = new Crew(plan.threads);
  const onUnsaved = (message: string): void =>
    tell(
      `${path} cannot be written any more (${message}): what is done from here on is lost if it is stopped`,
    );
  const simulation = new Simulation({ plan, crew, state: state.value, signal, onUnsaved });
  const terminal = terminalOf(process.stderr);
  const view = new ProgressView({ terminal, plan, progress, environment: process.env });
  await simulation.run();
  view.end();
  const kept = signal.aborted ? [] : await keepFirst(plan, progress, crew);
  await crew.close();
  stopListening();
  if (signal.aborted) simulation.save();
  else state.value.remove();
  report({ progress, kept, isStopped: signal.aborted }, plan.isJson);
}

async function keepFirst(
  { shrinkFolder: folder, parameters: { hasFaults } }: SimulationPlan,
  { tally }: Progress,
  crew: Crew,
): Promise<KeptFile[]> {
  const kept: KeptFile[] = [];
  if (folder === undefined) return kept;
  for (const violated of tally.violated.slice(0, shownMax)) {
    tell(`making seed ${violated.seed} as small as it gets (${violated.invariant})`);
    const one = await keepShrunk(violated, { crew, folder, hasFaults });
    if (one.ok) kept.push(one.value);
    else tell(`${one.message}: ${one.remedy}`);
  }
  return kept;
}

/** One run from a file, with all invariants. */
async function repeatKept(file: string, plan: SimulationPlan, program: Program): Promise<void> {
  const kept = readKept(file);
  if (!kept.ok) return refuse(kept);
  const { what, invariant, scenario } = kept.value;
  const crew = new Crew(1);
  const startMs = performance.now();
  const result = await crew.run({ kind: 'scenario', scenario, hasTwins: true });
  await crew.close();
  if (result === undefined) return;
  const tally = emptyTally();
  addTo(tally, result);
  const elapsedMs = performance.now() - startMs;
  if (!plan.isJson) process.stdout.write(`${invariant} once: ${what}\n\n`);
  const parameters = { ...plan.parameters, from: scenario.seed, seeds: 1 };
  report(
    { progress: { program, parameters, elapsedMs, tally, hunts: [] }, kept: [], isStopped: false },
    plan.isJson,
  );
}

function tell(message: string): void {
  process.stderr.write(`evenkeel: ${message}\n`);
}

function refuse(failure: CheckFailure): void {
  process.stderr.write(usageLine(failure));
  process.exitCode = exitCodes.badInput;
}
