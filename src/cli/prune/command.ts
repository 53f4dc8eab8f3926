// `evenkeel prune` on the command line. What it does is loaded only when it is asked for.
import { Command } from 'commander';
import type { PruneFlags } from './prune.ts';

export function pruneCommand(): Command {
  return new Command('prune')
    .description(
      'Remove the folders of old runs. A run that is not over stays, and so does one on venues that have not confirmed all of its books.',
    )
    .option('--older-than <time>', 'those that ended longer ago than this, such as 30d')
    .option(
      '--down-to <size>',
      'the oldest, until all runs together take no more than this, such as 500MB or 2GB',
    )
    .option('--yes', 'remove them; without it, it is only told what would go')
    .option('--runs-dir <folder>', 'where the runs are', 'runs')
    .option('--json', 'print one JSON line, and nothing else')
    .addHelpText(
      'after',
      '\nWith both limits, whatever is beyond either goes. Exit codes: 0 done or told, 2 bad input, or a folder that could not be removed.',
    )
    .action(async (flags: PruneFlags) => (await import('./prune.ts')).prune(flags));
}
