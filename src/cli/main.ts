// The command line: commands, their flags, and how each ends. Bugs are not caught here: they end the process loudly.
import { Command, CommanderError } from 'commander';
import { exitCodes } from './exit-codes.ts';
import { backtestCommand } from './backtest/command.ts';
import { balancesCommand, positionsCommand } from './accounts/command.ts';
import { canaryCommand } from './canary/command.ts';
import { closeCommand } from './close/command.ts';
import { compareCommand } from './compare/command.ts';
import { configCommand } from './config/command.ts';
import { doctorCommand } from './doctor/command.ts';
import { importCommand } from './import/command.ts';
import { pruneCommand } from './prune/command.ts';
import { rampCommand } from './ramp/command.ts';
import { reconcileCommand } from './reconcile/command.ts';
import { recordCommand } from './record/command.ts';
import { replayCommand } from './replay/command.ts';
import { reportCommand } from './report/command.ts';
import { resumeCommand } from './resume/command.ts';
import { runCommand } from './run/command.ts';
import { simulateCommand } from './simulate/command.ts';
import { sizesCommand } from './sizes/command.ts';
import { sweepCommand } from './sweep/command.ts';
import { tellCrashesInSources } from './stack-in-sources.ts';
import { usageLine } from './usage-line.ts';
import { venuesCommand } from './venues/command.ts';
import { version } from './version.ts';

tellCrashesInSources();

const program = new Command('evenkeel')
  .description(
    'Delta-neutral execution for perpetual futures: a maker order on one venue, the opposite side on another, net delta zero.',
  )
  .version(version)
  // Of a flag that a command and its own command have, each takes its own.
  .enablePositionalOptions()
  .showSuggestionAfterError(false)
  .exitOverride()
  .configureOutput({ outputError: () => undefined });

for (const command of [
  runCommand(),
  resumeCommand(),
  rampCommand(),
  backtestCommand(),
  compareCommand(),
  sizesCommand(),
  sweepCommand(),
  canaryCommand(),
  configCommand(),
  replayCommand(),
  reconcileCommand(),
  reportCommand(),
  pruneCommand(),
  importCommand(),
  recordCommand(),
  simulateCommand(),
  venuesCommand(),
  doctorCommand(),
  balancesCommand(),
  positionsCommand(),
  closeCommand(),
]) {
  program.addCommand(command.copyInheritedSettings(program));
}

// Whoever reads no further (`evenkeel run --help | head`) has read enough; commander writes help by itself.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = endOf(error);
}

/** Help and version are no mistakes; everything else that the parser refuses is one line and exit code 2. */
function endOf(error: CommanderError): number {
  if (error.exitCode === 0) return 0;
  if (error.code === 'commander.help') return exitCodes.badInput;
  const message = error.message.replace(/^error: /, '');
  process.stderr.write(
    usageLine({ message, remedy: 'see `evenkeel --help`, or that of a command: `evenkeel run --help`' }),
  );
  return exitCodes.badInput;
}
