// `evenkeel run` on the command line: its options in words. What it does is loaded only when it is asked for.
import { Command, Option } from 'commander';
import { addSettingOptions } from '../settings/command-options.ts';
import type { RunOptions } from './run.ts';

export function runCommand(): Command {
  const command = new Command('run').description(
    'Make hedge cycles: on two simulated venues, on recorded markets, on the live books of venues that are named (paper), on local servers of them, or, with --live, on those themselves.',
  );
  return addSettingOptions(command)
    .option('--local', 'trade on local servers of the venues that are named: real protocols, nothing real')
    .option(
      '--live',
      'place real orders on the venues that are named, with the keys that the environment has',
    )
    .option('--yes', 'with --live: show what would be agreed to, and do not ask')
    .option(
      '--continue <run>',
      'with --live: go on with a run that is not over, with the settings that it was begun with',
    )
    .option(
      '--supervise',
      'with --live: start it again when it dies; where it dies again and again, end flat',
    )
    .option('--flatten', 'take at once whatever the run would go on with, and end flat')
    .addOption(new Option('--supervised').hideHelp())
    .option('--dashboard', 'show it on a page of this machine, too: see `evenkeel dashboard --help`')
    .option('--json', 'print one JSON line at the end, and nothing else')
    .action(async (options: RunOptions) => {
      if (options.supervise !== true) return (await import('./run.ts')).run(options);
      const [, program = '', ...args] = process.argv;
      return (await import('../supervise/supervise.ts')).supervise(options, { program, args });
    });
}
