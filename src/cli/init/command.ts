// `evenkeel init` on the command line. What it does is loaded only when it is asked for.
import { Command, Option } from 'commander';
import type { InitFlags } from './init.ts';

export function initCommand(): Command {
  return new Command('init')
    .description(
      'Set up this folder: a pair of venues, a coin, a size and, if you like, keys. It looks at the venues with keys, and ends in a run on paper. It trades nothing.',
    )
    .option('--primary <venue>', 'the venue on which quotes rest, instead of being asked')
    .option('--hedge <venue>', 'the other one')
    .option('--ticker <name>', 'the coin')
    .option('--size <quantity>', 'the size of an order, in the coin')
    .option('--max-daily-loss <amount>', 'the loss of a day that ends every run')
    .addOption(
      new Option(
        '--try <where>',
        'what to run at the end: live books on paper, servers on this machine, or nothing',
      ).choices(['paper', 'local', 'nothing']),
    )
    .option('--overwrite', 'replace an evenkeel.yaml that is there already')
    .option('--yes', 'ask nothing: take the flags, and what is usual for the rest')
    .action(async (flags: InitFlags) => (await import('./init.ts')).init(flags));
}
