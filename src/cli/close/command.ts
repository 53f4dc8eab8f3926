// `evenkeel close` on the command line. What it does is loaded only when it is asked for.
import { Command } from 'commander';
import type { CloseFlags } from './close.ts';

export function closeCommand(): Command {
  return new Command('close')
    .description(
      'Close everything in one asset: cancel every open order in it, then close the positions, reduce-only, pairs in slices and balanced, until the venues say that nothing is left.',
    )
    .requiredOption('--ticker <coin>', 'the asset: ETH')
    .option('--venues <names>', 'which ones, separated by commas (default: all that have keys)')
    .option('--yes', 'do not ask first')
    .option('--env-file <file>', 'variables to add to the environment (default: .env, if it is there)')
    .option('--json', 'print one JSON line at the end, and nothing else')
    .action(async (flags: CloseFlags) => (await import('./close.ts')).close(flags));
}
