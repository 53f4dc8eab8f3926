// `evenkeel backtest` on the command line.
import { Command } from 'commander';
import { addSettingOptions } from '../settings/command-options.ts';
import type { BacktestOptions } from './backtest.ts';

export function backtestCommand(): Command {
  return addTestOptions(
    addSettingOptions(
      new Command('backtest').description(
        'Trade recorded or synthetic markets under three beliefs about the queue, side by side, and say what the result is worth.',
      ),
    ),
  )
    .option('--target <cost>', 'net cost per 1M of volume that is good enough (default: 0, no loss)')
    .option(
      '--keep',
      'each run leaves a folder in runs/, for `evenkeel report` (default: those of one market do)',
    )
    .option('--no-keep', 'no run leaves a folder')
    .option('--out <file>', 'write the JSON there, too; `evenkeel compare` reads it')
    .option('--json', 'print one JSON line at the end, and nothing else')
    .addHelpText(
      'after',
      '\nWithout recordings the market is synthetic: --seed and --seeds choose it, 30 minutes of each unless an end is given. With several\n--replay-primary and --replay-hedge the first goes with the first, and so on.\nExit codes: 0 every run ended flat, whatever the result is worth; 2 bad input; 3 halted safe; 4 exposure left.',
    )
    .action(async (options: BacktestOptions) => (await import('./backtest.ts')).backtest(options));
}

/** Which markets, and whether they may be defective: the same for all that play many runs. */
export function addTestOptions(command: Command): Command {
  return command
    .option('--seeds <count>', 'how many synthetic markets, from --seed on (default: 1)')
    .option(
      '--despite-defects',
      'go on although recordings have gaps, wrong order, overlaps or a missing side',
    );
}
