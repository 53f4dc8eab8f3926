// `evenkeel compare` on the command line.
import { Command } from 'commander';
import { addTestOptions } from '../backtest/command.ts';
import { addSettingOptions } from '../settings/command-options.ts';
import type { CompareOptions } from './compare.ts';

export function compareCommand(): Command {
  const command = new Command('compare')
    .description(
      'Say which of two is better by what a round trip brings, or how many more round trips it takes to know.',
    )
    .argument('<a>', 'settings in .yaml, which are backtested; the .json of a backtest; or a run')
    .argument('<b>', 'the other one; flags hold for both')
    .option('--detect <bps>', 'the smallest difference that matters, in bps of volume (default: 1)')
    .option('--json', 'print one JSON line at the end, and nothing else');
  return addTestOptions(addSettingOptions(command)).action(
    async (a: string, b: string, options: CompareOptions) =>
      (await import('./compare.ts')).compare(a, b, options),
  );
}
