// `npm run chaos`: the real process on the real local servers, killed on purpose. Options, the order of things, and the exit code.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { exitCodes } from '../../src/cli/exit-codes.ts';
import { usageLine } from '../../src/cli/usage-line.ts';
import { thisProgram } from '../../src/cli/crew/program.ts';
import { Campaign, killsIn } from './campaign.ts';
import { planChaos, type ChaosOptions, type ChaosPlan } from './plan.ts';
import { openProgress, type ChaosState } from './progress.ts';
import { reportOn, reportText, roundLine } from './report.ts';

const stoppedExitCode = 130;

await new Command('chaos')
  .description(
    'Kill `evenkeel run` again and again while it trades on local venue servers, start it again with the same command line, and judge it by the ledgers of the servers.',
  )
  .option('--kills <count>', 'how many processes are killed (default: 200)')
  .option('--seed <number>', 'where and when they are killed (default: 1)')
  .option('--time-scale <factor>', 'what a standstill of up to a minute is multiplied with (default: 0.1)')
  .option('--lanes <count>', 'pairs of venues side by side (default: one a core, at least 2)')
  .option('--folder <folder>', 'where the state and what failures leave is kept', join('runs', 'chaos'))
  .option('--anew', 'begin again, whatever was done before')
  .option('--json', 'print one JSON line at the end, and nothing else')
  .addHelpText(
    'after',
    '\nCtrl-C keeps what was done, and the same command goes on from there.\nExit codes: 0 nothing was lost, 1 something was, 2 bad input, 130 stopped.',
  )
  .action(chaos)
  .parseAsync();

async function chaos(options: ChaosOptions): Promise<void> {
  const plan = planChaos(options);
  const state = plan.ok ? openProgress(plan.value, thisProgram()) : plan;
  if (!plan.ok || !state.ok) {
    const failure = plan.ok ? state : plan;
    if (!failure.ok) process.stderr.write(usageLine(failure));
    process.exitCode = exitCodes.badInput;
    return;
  }
  await kill(plan.value, state.value);
}

async function kill(plan: ChaosPlan, state: ChaosState): Promise<void> {
  const { progress } = state;
  const tell = (line: string): void => {
    if (!plan.isJson) process.stderr.write(`${line}\n`);
  };
  if (progress.rounds.length > 0)
    tell(`going on after ${killsIn(progress.rounds)} kills, from ${plan.stateFile}`);
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  const workFolder = mkdtempSync(join(tmpdir(), 'evenkeel-chaos-'));
  const campaign = new Campaign({
    plan,
    state,
    workFolder,
    signal: stop.signal,
    onRound: (result) => tell(`${killsIn(progress.rounds)} of ${plan.kills} kills · ${roundLine(result)}`),
  });
  try {
    await campaign.run();
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
  const report = reportOn(progress, plan);
  process.stdout.write(plan.isJson ? `${JSON.stringify(report)}\n` : reportText(report));
  if (stop.signal.aborted) {
    process.exitCode = stoppedExitCode;
    tell('stopped: the same command goes on from here');
    return;
  }
  state.remove();
  process.exitCode = report.failures > 0 || report.missed.length > 0 ? exitCodes.bug : exitCodes.flat;
}
