// `evenkeel config` on the command line: it takes every option of a run, and starts nothing.
import { Command, Option } from 'commander';
import { addSettingOptions } from '../settings/command-options.ts';
import type { ConfigOptions } from './config.ts';

export function configCommand(): Command {
  const command = new Command('config').description(
    'Print every setting that a run would have, and where each came from. It refuses what a run would refuse, and starts nothing.',
  );
  return addSettingOptions(command)
    .option('--json', 'print one JSON line, and nothing else')
    .addOption(new Option('--markdown', 'the page docs/configuration.md').hideHelp())
    .action(async (options: ConfigOptions) => (await import('./config.ts')).config(options));
}
