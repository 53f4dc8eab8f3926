// `evenkeel sweep` on the command line.
import { Command } from 'commander';
import { addTestOptions } from '../backtest/command.ts';
import { addSettingOptions } from '../settings/command-options.ts';
import type { SweepOptions } from './sweep.ts';

export function sweepCommand(): Command {
  const command = new Command('sweep')
    .description('Try every combination of settings, choose on the past, and judge on what came after.')
    .option(
      '--grid <setting=values>',
      'values to try of a setting, with commas; repeatable',
      (value: string, values: readonly string[]): readonly string[] => [...values, value],
      [],
    )
    .option('--folds <count>', 'into how many stretches of time the markets are cut (default: 4)')
    .option('--objective <name>', 'what is best: cost, volume, net (default: cost)')
    .option(
      '--target <cost>',
      'net cost per 1M of volume that the winner is held against (default: 0, no loss)',
    )
    .option(
      '--state <file>',
      'where to keep what was done until the end (default: a file of its own in runs/)',
    )
    .option('--anew', 'begin again, whatever was done before')
    .option('--json', 'print one JSON line at the end, and nothing else');
  return addTestOptions(addSettingOptions(command))
    .addHelpText(
      'after',
      '\nOn all cores, under the risk-averse bound; the winner under all three. Without --seeds there are two a fold; a recording is cut in time.\nCtrl-C keeps what was done, and the same command goes on from there. Exit codes: 0 done, 2 bad input, 130 stopped.',
    )
    .action(async (options: SweepOptions) => (await import('./sweep.ts')).sweep(options));
}
