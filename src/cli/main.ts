// The command line: commands, their flags, and how each ends. Bugs are not caught here: they end the process loudly.
import { Command, CommanderError } from 'commander';
import { commandGroups, examples } from './command-groups.ts';
import { exitCodes } from './exit-codes.ts';
import { tellCrashesInSources } from './stack-in-sources.ts';
import { usageLine } from './usage-line.ts';
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
  .configureHelp({ subcommandTerm: termOf })
  .addHelpCommand(
    new Command('help').argument('[command]').helpGroup('Start here:').summary('what a command takes'),
  )
  .configureOutput({ outputError: () => undefined });

for (const { title, commands } of commandGroups()) {
  program.commandsGroup(title);
  for (const [command, summary] of commands) {
    program.addCommand(command.summary(summary).copyInheritedSettings(program));
  }
}
program.addHelpText('after', examples);

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

/** Its name and what it cannot do without: that it has options, too, is no news. */
function termOf(command: Command): string {
  const required = command.registeredArguments.filter((argument) => argument.required);
  return [command.name(), ...required.map((argument) => `<${argument.name()}>`)].join(' ');
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
