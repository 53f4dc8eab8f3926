// What `evenkeel sweep` does: the plan, its state, the crew, the walk forward, the winner under all bounds, and the exit code.
import { assertPresent } from '../../core/assert.ts';
import { counted } from '../../reports/readable.ts';
import { boundNames, type BoundName } from '../backtest/bounds.ts';
import { MarketCrew } from '../backtest/market-crew.ts';
import { openOnce } from '../backtest/open-once.ts';
import type { MarketResult } from '../backtest/play-market.ts';
import { listenForStop } from '../crew/listen-for-stop.ts';
import { thisProgram } from '../crew/program.ts';
import { exitCodes } from '../exit-codes.ts';
import { gatherSettings, type SettingOptions } from '../settings/gather.ts';
import { defaultSize, terminalOf, wantsColour } from '../view/terminal.ts';
import { WorkBar } from '../view/work-bar.ts';
import { jobsOf, planSweep, type SweepFlags, type SweepPlan } from './plan-sweep.ts';
import { playSweep } from './play-sweep.ts';
import { reportSweep, walkOf, type WinnerRuns } from './sweep-report.ts';
import { openSweepState } from './sweep-state.ts';
import { renderSweep } from './sweep-text.ts';
import { foldStart, type WalkForward } from './walk-forward.ts';
import { refuse } from '../refuse.ts';

export type SweepOptions = SettingOptions & SweepFlags & { readonly json?: boolean };

export async function sweep(options: SweepOptions): Promise<void> {
  const gathered = await gatherSettings(options, process.env);
  if (!gathered.ok) return refuse(gathered);
  for (const warning of gathered.value.warnings) tell(warning);
  const plan = await planSweep(gathered.value.layers, options, openOnce());
  if (!plan.ok) return refuse(plan);
  return runSweep(plan.value, options.json === true);
}

async function runSweep(plan: SweepPlan, isJson: boolean): Promise<void> {
  const state = openSweepState(plan, thisProgram());
  if (!state.ok) return refuse(state);
  const { path, progress } = state.value;
  const jobs = [...jobsOf(plan)];
  const done = progress.results.length;
  if (done > 0) tell(`going on after ${counted(done, 'run')}, from ${path}`);
  const { signal, stopListening } = listenForStop();
  const crew = new MarketCrew();
  signal.addEventListener('abort', () => crew.giveUp());
  const terminal = terminalOf(process.stderr);
  const bar = new WorkBar({
    terminal,
    environment: process.env,
    isJson,
    total: jobs.length,
    done,
    unit: 'runs',
  });
  bar.lookUp();
  const failure = await playSweep({
    jobs,
    state: state.value,
    play: (job) => crew.play(job),
    threads: crew.threads,
    onDone: () => bar.advance(),
    onUnsaved: (message) =>
      tell(
        `${path} cannot be written any more (${message}): what is done from here on is lost if it is stopped`,
      ),
  });
  bar.end();
  const isWhole = failure === undefined && !signal.aborted;
  const walk = isWhole ? walkOf(plan, progress.results) : undefined;
  const winner = walk === undefined ? undefined : await playWinner(plan, walk, crew);
  stopListening();
  await crew.close();
  if (failure !== undefined) return refuse(failure);
  if (walk === undefined || winner === undefined) return stopped(progress.results.length, jobs.length, path);
  state.value.remove();
  const report = reportSweep(plan, progress.results, { walk, winner });
  const { columns } = process.stdout;
  const width = process.stdout.isTTY ? columns : defaultSize.columns + 30;
  process.stdout.write(
    isJson
      ? `${JSON.stringify(report)}\n`
      : renderSweep(report, { width, useColour: wantsColour(process.stdout, process.env) }),
  );
}

/** On the last fold, which it was not chosen on; `undefined` when it was given up. */
async function playWinner(
  plan: SweepPlan,
  walk: WalkForward,
  crew: MarketCrew,
): Promise<WinnerRuns | undefined> {
  const { points, units, folds } = plan;
  const point = assertPresent(
    points.find(({ name }) => name === walk.winner.chosen),
    'the winner in the grid',
  );
  const last = units.slice(foldStart(folds - 1, folds, units.length));
  const runs: Record<BoundName, MarketResult[]> = { pessimistic: [], 'risk-averse': [], optimistic: [] };
  const jobs = boundNames.flatMap((bound) =>
    [...jobsOf({ points: [point], units: last })].map((job) => ({ ...job, bound })),
  );
  const played = await Promise.all(
    jobs.map(async (job) => ({ bound: job.bound, result: await crew.play(job) })),
  );
  for (const { bound, result } of played) {
    if (result === undefined) return undefined;
    if (result.ok) runs[bound].push(result.value);
  }
  return runs;
}

function stopped(done: number, of: number, path: string): void {
  tell(`stopped after ${done} of ${of} runs; the same command goes on from ${path}`);
  process.exitCode = exitCodes.stopped;
}

function tell(message: string): void {
  process.stderr.write(`evenkeel: ${message}\n`);
}
